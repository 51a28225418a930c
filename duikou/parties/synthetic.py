from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from duikou.ledger.models import Record
from duikou.ledger.synthetic import World
from duikou.parties.models import Body, Organisation, Person, Post, Term

Drawn = tuple[type[Record], dict[str, Any]]
# Trade, sector (GB/T 4754), what such a firm makes, what it looks for.
TRADES = [
    ("食品", "14", "大米、杂粮加工", "原料基地、冷链"), ("机械", "35", "农机零部件", "钢材、熟练工"),
    ("陶瓷", "30", "建筑陶瓷", "高岭土、天然气"), ("包装", "22", "纸箱、食品包装", "包装用纸"),
    ("药业", "27", "中药饮片", "五味子、人参等药材"), ("木业", "20", "实木家具板材", "原木、销售渠道"),
    ("建材", "30", "新型墙材", "粉煤灰"), ("物流", "54", "公路货运、仓储", "返程货源"),
    ("电子", "39", "智能传感器", "园区厂房"), ("化工", "26", "钾肥、盐酸", "仓储、运输"),
]  # fmt: skip
FIELDS = (
    "产业合作",
    "园区共建",
    "现代农业",
    "科技创新",
    "教育卫生",
    "干部人才",
    "文化旅游",
    "民生项目",
    "财政金融",
    "综合协调",
)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


def organisation(world: World, day: date) -> Drawn:
    home = world.random.choice("ab")
    trade, sector, offers, needs = world.random.choice(TRADES)
    name = f"{world.pairing.side_name(home)}{world.brand()}{trade}有限公司(演示{next(world.number)})"
    values = {"title": name, "type": Organisation.Type.ENTERPRISE, "home": home, "happened_on": day}
    return Organisation, {**values, "sector": sector, "offers": offers, "needs": needs}


def body(world: World, day: date) -> Drawn:
    home, field = world.random.choice("ab"), world.random.choice(FIELDS)
    title = f"{world.pairing.side_name(home)}{field}工作组(演示{next(world.number)})"
    return Body, {"title": title, "type": Body.Type.WORKING_GROUP, "home": home, "field": field, "happened_on": day}


def person(world: World, day: date) -> Drawn:
    name = f"演示·{world.random.choice(SURNAMES)}某{next(world.number)}"
    phone = f"1390000{world.random.randrange(10_000):04d}"
    return Person, {"title": name, "works_for": world.one_of(Organisation), "phone": phone, "happened_on": day}


def post(world: World, day: date) -> Drawn:
    group = world.one_of(Body)
    if group is None:
        return body(world, day)
    values = {"title": f"{group.title}组长", "in_body": group, "home": group.home, "duty": Post.Duty.IN_CHARGE}
    return Post, {**values, "happened_on": day}


def term(world: World, day: date) -> Drawn:
    office, holder = world.one_of(Post), world.one_of(Person)
    if office is None or holder is None:
        return person(world, day)
    ends = day + timedelta(days=world.random.randrange(40, 900))
    values = {"title": f"{office.title} · {holder.title}", "of_post": office, "holder": holder}
    return Term, {**values, "happened_on": day, "ends_on": ends if world.random.random() < 0.5 else None}


draws = [(20, organisation), (1, body), (3, person), (1, post), (1, term)]
