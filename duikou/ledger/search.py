"""Find anything: the index of the records, the same on SQLite and PostgreSQL, and the question put to it.

The database narrows by pairs of characters (FTS5, or an array under GIN), then the text itself is held against the
query: the answer is exactly that of a scan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from duikou.accounts.models import Membership
from duikou.engines.bigrams import normal, pairs, pinyin, wanted
from duikou.ledger.discovery import register_of
from duikou.ledger.models import Evidence, Record, SearchText
from duikou.ledger.texts import text_of

CHUNK = 2000  # texts asked for at once where all are wanted
SAMPLE = 300
MAX_BODY = 200_000  # characters of one record with its evidence


def index(records: Iterable[Record], *, new: bool = False) -> None:
    """Make the index of these records anew, within the caller's transaction; `new` ones have nothing to forget."""
    rows = {record.pk: record for record in records if type(record) is not Record}
    if not rows:
        return
    proofs = {} if new else _evidence_texts(list(rows))
    bodies = {pk: _body(record, proofs.get(pk, [])) for pk, record in rows.items()}
    with transaction.atomic():
        if not new:
            _forget(list(rows))
        _write([(pk, rows[pk].pairing_id, body) for pk, body in bodies.items()])


def _body(record: Record, proofs: list[str]) -> str:
    register = register_of(record.kind_name())
    fields = register.search if register else ("title", "note")
    texts = [str(getattr(record, name) or "") for name in fields if "__" not in name]
    return normal(" ".join([*texts, pinyin(record.title), *proofs]))[:MAX_BODY]


def _evidence_texts(pks: Sequence[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    proofs = Evidence.objects.filter(record__in=pks, trashed_at__isnull=True).select_related("file")
    for proof in proofs:
        texts = [proof.title, proof.quote, proof.source, text_of(proof.file) if proof.file else ""]
        found.setdefault(proof.record_id, []).extend(texts)
    return found


def _forget(pks: Sequence[UUID]) -> None:
    old = SearchText.objects.filter(record__in=pks)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM ledger_words WHERE rowid = %s", [(pk,) for pk in old.values_list("pk", flat=True)]
            )
    old.delete()


def _write(texts: list[tuple[UUID, int, str]]) -> None:
    """Texts of (record, pairing, body) with their words."""
    to, key = connections[DEFAULT_DB_ALIAS], SearchText._meta.get_field("record")
    rows = [(key.get_db_prep_save(pk, to), pairing_id, body, _words(body)) for pk, pairing_id, body in texts]
    into = "INSERT INTO ledger_searchtext (record_id, pairing_id, body{more}) VALUES (%s, %s, %s{mark})"
    with to.cursor() as cursor:
        if to.vendor != "sqlite":
            cursor.executemany(into.format(more=", words", mark=", %s"), rows)
            return
        cursor.executemany(into.format(more="", mark=""), [row[:3] for row in rows])
        cursor.execute("SELECT max(id) FROM ledger_searchtext")  # a writer is alone: its rows have the last numbers
        first = cursor.fetchone()[0] - len(rows) + 1
        words = [(number, " ".join(row[3])) for number, row in enumerate(rows, first)]
        cursor.executemany("INSERT INTO ledger_words (rowid, words) VALUES (%s, %s)", words)


def _words(body: str) -> list[str]:
    """The pairs in hexadecimal, which no tokenizer splits or drops."""
    return sorted(map(_hex, pairs(body)))


@lru_cache(maxsize=50_000)
def _hex(text: str) -> str:
    return "".join(f"x{ord(character):05x}" for character in text)


def find(query: str, membership: Membership, *, size: int = 50, before: int = 0) -> tuple[list[Record], int]:
    """Records the member may see that answer the query, latest entered first, and where the next page begins."""
    found: list[Record] = []
    for chunk in _chunks(query, membership.pairing_id, before, size + 10):
        visible = Record.objects.visible_to(membership).live().filter(pk__in=[record_id for _pk, record_id in chunk])
        found_here = visible.select_related("search_text").prefetch_related("pairing")
        known = {record.pk: record for record in found_here}
        for number, record_id in chunk:
            if record_id in known:
                found.append(known[record_id])
                if len(found) == size:
                    return found, number
    return found, 0


def _chunks(query: str, pairing_id: int, before: int, chunk: int) -> Iterator[list[tuple[int, UUID]]]:
    """The matching texts, newest first, in chunks of (number of the text, record)."""
    last = before
    while True:
        sql, params = _statement(query, pairing_id, last, chunk)
        if not sql:
            return
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = [(int(pk), UUID(str(record_id))) for pk, record_id in cursor.fetchall()]
        if rows:
            yield rows
        if len(rows) < chunk:
            return
        last = rows[-1][0]


def matching(query: str, pairing_id: int) -> list[UUID]:
    """Every record of a pairing that answers the query; visibility is the caller's."""
    return [record_id for chunk in _chunks(query, pairing_id, 0, CHUNK) for _pk, record_id in chunk]


def _statement(query: str, pairing_id: int, before: int, size: int) -> tuple[str, list[Any]]:
    """The question in the database's words: narrowed by its rarer pairs, held against the text part by part."""
    needed, _singles = wanted(query)
    parts = normal(query).split()
    if not parts:
        return "", []
    if connection.vendor == "sqlite":
        return _on_sqlite(needed, parts, pairing_id, before, size)
    where = ["t.words @> %s::text[]"] if needed else []
    where += ["t.pairing_id = %s", *["strpos(t.body, %s) > 0"] * len(parts), *["t.id < %s"] * bool(before)]
    params = [*([[_hex(pair) for pair in needed]] if needed else []), pairing_id, *parts, *([before] if before else [])]
    sql = f"SELECT t.id, t.record_id FROM ledger_searchtext t WHERE {' AND '.join(where)}"
    return f"{sql} ORDER BY t.id DESC LIMIT {size}", params


def _on_sqlite(needed: list[str], parts: list[str], pairing_id: int, before: int, size: int) -> tuple[str, list[Any]]:
    """Pairs that very many texts have cost more to look up than to check; with nothing but them the texts are walked."""
    often = _often(SearchText.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
    rare = [pair for pair in needed if pair not in often][:4]
    checks = ["t.pairing_id = %s", *["instr(t.body, %s) > 0"] * len(parts)]
    params: list[Any] = [pairing_id, *parts]
    if rare:
        # The words come first: left to itself the planner may walk all texts and ask the index for each.
        source, key = "ledger_words CROSS JOIN ledger_searchtext t ON t.id = ledger_words.rowid", "ledger_words.rowid"
        checks, params = ["ledger_words MATCH %s", *checks], [" AND ".join(f'"{_hex(pair)}"' for pair in rare), *params]
    else:
        source, key = "ledger_searchtext t", "t.id"
    if before:
        checks, params = [*checks, f"{key} < %s"], [*params, before]
    sql = f"SELECT t.id, t.record_id FROM {source} WHERE {' AND '.join(checks)}"
    return f"{sql} ORDER BY {key} DESC LIMIT {size}", params


@lru_cache(maxsize=4)
def _often(last: int) -> frozenset[str]:
    """The pairs that more than a tenth of the latest texts have; asked anew when texts were added."""
    bodies = SearchText.objects.filter(pk__lte=last).order_by("-pk").values_list("body", flat=True)[:SAMPLE]
    counts = Counter(pair for body in bodies for pair in pairs(body[:2000]))
    return frozenset(pair for pair, count in counts.items() if count > SAMPLE / 10)


def reindex(batch: int = 2000) -> int:
    """Make the whole index anew; returns the number of records."""
    from duikou.ledger.discovery import registers

    total = 0
    for register in registers().values():
        rows = register.model._base_manager.filter(kind=register.kind).order_by("pk")
        heap: list[Record] = []
        for record in rows.iterator(batch):
            heap.append(record)
            if len(heap) == batch:
                index(heap)
                total, heap = total + len(heap), []
        index(heap)
        total += len(heap)
    return total
