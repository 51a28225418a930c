"""Sentences composed by chance from nouns, amounts, units and qualifiers, so that their truth is known, are read as they were made."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import cn2an
import pytest

from duikou.engines.reading import read_dates, read_quantities
from tests.engines.marked import FULL, Mark, f1, faults

PUBLISHED = date(2022, 9, 30)
BEFORE = {"": "exact", "约": "approx", "近": "below", "超过": "at_least", "逾": "at_least", "不少于": "at_least",
          "接近": "below", "达到": "exact", "突破": "at_least", "不超过": "below"}  # fmt: skip
AFTER = {"": "exact", "以上": "at_least", "左右": "approx", "以内": "below"}
# What may be counted: the words before the number, its measure word and the noun after it, with the unit.
THINGS = [
    ("新建", "座", "水厂", "facility"), ("组织", "场", "招聘会", "event"), ("选派", "名", "护士", "person"),
    ("引进", "家", "饲料企业", "org"), ("开通", "条", "研学线路", "route"), ("签订", "份", "供货协议", "agreement"),
    ("改造", "户", "老旧住房", "household"), ("建成", "个", "扶贫车间", "workshop"), ("帮扶", "个", "边境村", "village"),
    ("谋划", "个", "储能项目", "project"), ("结对", "所", "职业学校", "school"), ("支援", "家", "乡镇卫生院", "hospital"),
    ("种植", "亩", "蓝莓", "mu"), ("修建", "公里", "田间道路", "km"), ("外销", "吨", "木耳", "t"), ("认证", "类", "食用菌", "category"),
    ("提供", "个", "公益性岗位", "job"), ("派出", "批", "医疗队", "batch"), ("接待", "人次", "冰雪游客", "person_time"),
    ("研究", "项", "合作事项", "item"), ("打造", "个", "电商产业园", "park"), ("出台", "项", "惠企政策", "policy"),
    ("捐赠", "台", "呼吸机", "set"), ("出栏", "头", "肉牛", "animal"), ("发电", "千瓦时", "绿电", "kWh"), ("流转", "公顷", "林地", "ha"),
]  # fmt: skip
MONEY = ["总投资", "到位资金", "年产值", "消费帮扶金额", "户均增收", "捐款折合", "贷款余额", "补助标准"]
CURRENCIES = {"元": "CNY", "美元": "USD"}
RATES = ["同比增长", "完成率为", "占比", "开工率达", "下降"]
NOISE = ["两市", "第二人民医院", "“三会一课”", "一系列举措", "国办发〔2021〕19号", "5G基站", "4A级景区", "一批骨干", "七台河市",
         "电话0451-84661234", "“1+N”模式", "三江平原", "数十家媒体", "315国道", "一方面", "几十名群众"]  # fmt: skip
SUBJECTS = ["松原市", "海宁区政府", "两地农业农村部门", "对口办", "该县", "合作双方"]
STOPS = ["，", "；", "，并", "，同时"]


@dataclass
class Draft:
    """A text as it grows, with the marks of what it says."""

    chance: random.Random
    text: str = ""
    marks: tuple[Mark, ...] = ()

    def say(self, words: str) -> None:
        self.text += words

    def mark(self, words: str, value: object, unit: str, qualifier: str) -> None:
        self.marks += (Mark(len(self.text), len(self.text) + len(words), False, value, (unit,), qualifier),)
        self.text += words

    def amount(self, most: int = 5000) -> tuple[str, Decimal]:
        """A number as written and its value: 1,280, 3.6万, 十二."""
        chance, whole = self.chance, self.chance.randint(2, most)
        form = chance.choice(["plain", "plain", "commas", "scaled", "chinese"])
        if form == "commas":
            return f"{whole:,}", Decimal(whole)
        if form == "scaled":
            scale, factor = chance.choice([("万", 10_000), ("亿", 100_000_000)])
            digits = f"{chance.randint(11, 9999) / 100:.2f}".rstrip("0").rstrip(".")
            return digits + scale, Decimal(digits) * factor
        if form == "chinese":
            small = chance.randint(3, 999)
            return cn2an.an2cn(small), Decimal(small)
        return str(whole), Decimal(whole)

    def range_or_one(self, measure: str, unit: str) -> None:
        if self.chance.random() < 0.12:
            low = self.chance.randint(3, 400)
            high = low + self.chance.randint(1, 300)
            words = f"{low}{self.chance.choice('~—-至～')}{high}{measure}"
            return self.mark(words, (Decimal(low), Decimal(high)), unit, "range")
        words, value = self.amount()
        before, after = self.chance.choice(list(BEFORE)), self.chance.choice(list(AFTER))
        if before:
            after = ""
        more = self.chance.choice(["", "", "余", "多"]) if not before and not after and value >= 10 else ""
        qualifier = "at_least" if more else BEFORE[before] if before else AFTER[after]
        return self.mark(f"{before}{words}{more}{measure}{after}", value, unit, qualifier)

    def thing(self) -> None:
        verb, measure, noun, unit = self.chance.choice(THINGS)
        if self.chance.random() < 0.5:
            self.say(verb)
            self.range_or_one(measure, unit)
            return self.say(noun if self.text[-1] not in "上内右" else "的" + noun)
        self.say(verb + noun)
        return self.range_or_one(measure, unit)

    def money(self) -> None:
        self.say(self.chance.choice(MONEY))
        currency = self.chance.choice([*CURRENCIES, "元", "元"])
        self.range_or_one(currency, CURRENCIES[currency])

    def rate(self) -> None:
        self.say(self.chance.choice(RATES))
        digits = f"{self.chance.randint(1, 999) / 10:.1f}"
        unit = self.chance.choice([("%", "percent"), ("个百分点", "percentage_point")])
        self.mark(digits + unit[0], Decimal(digits), unit[1], "exact")

    def noise(self) -> None:
        self.say(self.chance.choice(NOISE))

    def sentence(self) -> None:
        self.say(self.chance.choice(SUBJECTS))
        for _clause in range(self.chance.randint(2, 4)):
            self.chance.choice([self.thing, self.thing, self.money, self.rate, self.noise])()
            self.say(self.chance.choice(STOPS))
        self.text = next(self.text.removesuffix(stop) for stop in reversed(STOPS) if self.text.endswith(stop)) + "。"


def composed(seed: int, sentences: int) -> Draft:
    draft = Draft(random.Random(seed))
    for _sentence in range(sentences):
        draft.sentence()
    return draft


@pytest.mark.parametrize(("aspects", "goal"), [(FULL[:1], 0.97), (FULL[:2], 0.95), (FULL, 0.95)])
def test_composed_sentences(aspects, goal):
    counts = [0, 0, 0]
    for seed in range(40):
        draft = composed(seed, 10)
        hits, wrong, missed = faults(read_quantities(draft.text, PUBLISHED), draft.marks, aspects)
        counts = [counts[0] + hits, counts[1] + len(wrong), counts[2] + len(missed)]
    assert sum(counts) > 800
    assert f1(*counts) >= goal, counts


def test_composed_dates():
    chance = random.Random(8)
    for _date in range(300):
        day = date(chance.randint(2016, 2022), chance.randint(1, 12), chance.randint(1, 28))
        if day > PUBLISHED:
            continue
        words, iso = chance.choice([
            (f"{day.year}年{day.month}月{day.day}日", day.isoformat()), (f"{day.year}年{day.month}月", day.isoformat()[:7]),
            (f"{day.year}年", str(day.year)), (f"{cn2an.an2cn(day.year, 'direct')}年{cn2an.an2cn(day.month)}月", day.isoformat()[:7]),
            (f"{day.year}年{day.month}月中旬", day.isoformat()[:7]), (f"{day.year}年底", f"{day.year}-12-31"),
        ])  # fmt: skip
        found = read_dates(f"据悉，{words}，两地召开会议，签约项目{chance.randint(2, 60)}个。", PUBLISHED)
        assert [one.iso for one in found] == [iso], words
