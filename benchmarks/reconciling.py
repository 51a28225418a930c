"""Two lists of projects with known truth: our linkage beside exact match and plain RapidFuzz, in one run.

    python -m benchmarks.reconciling [--size 2000]

The lists are generated with a fixed seed: a fifth of the rows stands on one side alone; of the others the second list
has typing errors, renamed firms, shifted dates and amounts in another unit.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from benchmarks.record import record
from duikou.engines.linkage import Item, link
from duikou.engines.quantities import Quantity

TITLE = "Reconciliation: two lists of the same projects"
BRANDS = "恒金盛华宏瑞祥泰丰裕广鑫嘉德和兴永隆万润同汇安合正源达通利康宝诚谷庆茂昌腾辉信成益航泽运美原景业"
PRODUCTS = ["高效钾肥", "不锈钢管材", "有机大米", "木质家具", "中药饮片", "包装材料", "智能仪表", "建筑陶瓷", "冷链物流", "饲料",
            "乳制品", "石墨制品", "农机配件", "光伏组件", "生物质能", "装配式建筑"]  # fmt: skip
SOUNDS = {"盛": "胜", "达": "大", "康": "慷", "宏": "鸿", "源": "园", "丰": "峰", "华": "桦", "兴": "星"}


def lists(size: int, seed: int = 11) -> tuple[list[Item], list[Item], set[tuple[str, str]]]:
    """Left, right, and which of them are the same."""
    random = Random(seed)
    left, right, truth = [], [], set()
    for number in range(size):
        one = _item(random, f"L{number}")
        side = random.random()
        if side < 0.9:
            left.append(one)
        if side >= 0.1:
            two = _changed(random, replace(one, id=f"R{number}"))
            right.append(two)
        if 0.1 <= side < 0.9:
            truth.add((one.id, f"R{number}"))
    random.shuffle(right)
    return left, right, truth


def _item(random: Random, key: str) -> Item:
    brand = "".join(random.choice(BRANDS) for _ in range(2))
    product = random.choice(PRODUCTS)
    firm = f"{random.choice(['佛山市', '广东省佛山市', '双鸭山', ''])}{brand}{random.choice(['实业', '科技', '食品', ''])}有限公司"
    capacity = f"年产{random.randrange(1, 50)}万吨" if random.random() < 0.4 else ""
    amount = Quantity(Decimal(random.randrange(100, 90_000) * 10_000))
    day = date(2018, 1, 1) + timedelta(days=random.randrange(1500))
    return Item(
        key, f"{brand}{capacity}{product}项目", day, {"investment": amount}, {"firm": firm}, {"category": product}
    )


def _changed(random: Random, item: Item) -> Item:
    title, firm, day, amount = item.title, item.names["firm"], item.day, item.amounts["investment"]
    if random.random() < 0.25:
        position = random.randrange(len(title))
        title = (
            title[:position] + random.choice(["", SOUNDS.get(title[position], title[position])]) + title[position + 1 :]
        )
    if random.random() < 0.2:
        title = title.replace("项目", random.choice(["建设项目", "", "(一期)项目"]))
    if random.random() < 0.3:
        firm = firm.replace("有限公司", random.choice(["公司", "", "股份有限公司"])).replace("广东省", "")
    if random.random() < 0.05:
        firm = "".join(random.choice(BRANDS) for _ in range(2)) + "控股有限公司"
    if random.random() < 0.3 and day:
        day += timedelta(days=random.randrange(-20, 21))
    if random.random() < 0.15:
        amount = Quantity(amount.low / 10_000)
    elif random.random() < 0.1:
        amount = Quantity((amount.low * Decimal("1.02")).quantize(Decimal(1)), None, "approx")
    return replace(item, title=title, names={"firm": firm}, day=day, amounts={"investment": amount})


def exact(left: list[Item], right: list[Item]) -> set[tuple[str, str]]:
    by_title = {item.title: item.id for item in right}
    return {(item.id, by_title[item.title]) for item in left if item.title in by_title}


def fuzzy(left: list[Item], right: list[Item]) -> set[tuple[str, str]]:
    from rapidfuzz import fuzz, process

    titles = {item.id: item.title for item in right}
    found = set()
    for item in left:
        best = process.extractOne(item.title, titles, scorer=fuzz.ratio, score_cutoff=85)
        if best:
            found.add((item.id, best[2]))
    return found


def ours(left: list[Item], right: list[Item]) -> set[tuple[str, str]]:
    return {(pair.left.id, pair.right.id) for pair in link(left, right).pairs}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=2000)
    asked = parser.parse_args()
    left, right, truth = lists(asked.size)
    methods: list[tuple[str, Callable[[list[Item], list[Item]], set[tuple[str, str]]]]] = [
        ("ours", ours), ("exact title", exact), ("RapidFuzz on the title", fuzzy),
    ]  # fmt: skip
    lines = []
    for name, method in methods:
        start = time.perf_counter()
        found = method(left, right)
        seconds, right_ones = time.perf_counter() - start, len(found & truth)
        lines.append(f"| {name} | {right_ones / len(found):.4f} | {right_ones / len(truth):.4f} | {seconds:.2f} |")
    text = (
        f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}; `python -m benchmarks.reconciling "
        f"--size {asked.size}`; generated lists ({len(left)} and {len(right)} rows, {len(truth)} the same). Goal: "
        "precision ≥ 0.98, recall ≥ 0.95.\n\n| method | precision | recall | seconds |\n|---|---|---|---|\n"
        + "\n".join(lines)
        + "\n"
    )
    record(TITLE, text)
    print(text)


if __name__ == "__main__":
    main()
