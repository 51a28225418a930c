"""Sentences of the kind, each its own, read into quantities and dates; mutated texts never crash the reader."""

import json
import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from duikou.briefs.statement import facts
from duikou.engines.reading import read_dates, read_entities, read_quantities
from tests.engines.marked import all_marked

SHARED = Path(__file__).resolve().parents[3] / "shared"
TODAY = date(2023, 5, 20)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("全年新签约项目46个,总投资达38.5亿元。", [(46, "project", "exact"), (3_850_000_000, "CNY", "exact")]),
        (
            "两地互派干部4批次62名,培训教师1,280人次。",
            [(4, "batch", "exact"), (62, "person", "exact"), (1280, "person_time", "exact")],
        ),
        ("带动就业300至500人,户均增收近6000元。", [((300, 500), "person", "range"), (6000, "CNY", "below")]),
        ("园区规划面积约12.6平方公里,已入驻企业80余家。", [("12.6", "km2", "approx"), (80, "org", "at_least")]),
        ("销售农产品突破2.3万吨,同比增长15.8%。", [(23_000, "t", "at_least"), ("15.8", "percent", "exact")]),
        ("第三次联席会议研究议定事项12项。", [(3, "meeting", "ordinal"), (12, "item", "exact")]),
        ("建成6条旅游线路,接待游客1.2万人次。", [(6, "route", "exact"), (12_000, "person_time", "exact")]),
        ("选派三批次四十五名医生。", [(3, "batch", "exact"), (45, "person", "exact")]),
        (
            "帮扶7个县、23个村,惠及15.4万农村劳动力。",
            [(7, "county", "exact"), (23, "village", "exact"), (154_000, "person", "exact")],
        ),
        ("两市领导一致认为,要进一步加强合作,双方一道努力。", []),
        ("2019年6月16日,两市在三亚召开会议。", []),
        ("耗水量约为往年的三分之一。", [(1 / 3, "fraction", "approx")]),
        (
            "实施项目31个,其中产业类14个、企业服务类5个,比上年净增9个。",
            [(31, "project", "exact"), (14, "project", "exact"), (5, "project", "exact"), (9, "project", "exact")],
        ),
        (
            "入园企业13户,其中外地企业8户;合作社带动320户。",
            [(13, "org", "exact"), (8, "org", "exact"), (320, "household", "exact")],
        ),
        ("新增社区体验点210个、数据中心机架300个。", [(210, "facility", "exact"), (300, "item", "exact")]),
        (
            "线上订单2.8万单,储能200兆瓦/400兆瓦时。",
            [(28_000, "order", "exact"), (200, "MW", "exact"), (400, "MWh", "exact")],
        ),
        (
            "每年至少召开1次会议,强度不低于每平方米1500元,最长24个月,雪道最长1800米。",
            [(1, "meeting", "at_least"), (1500, "CNY", "at_least"), (24, "month", "below"), (1800, "m", "exact")],
        ),
        ("对排名后3位的予以通报,进驻大型商超46家。", [(3, "rank", "exact"), (46, "org", "exact")]),
        ("抓好五件实事,挂职期一般为一年,三元正极材料项目投产。", [(5, "item", "exact"), (1, "year", "exact")]),
    ],
)
def test_quantities(text, facts):
    found = [(one.value, one.unit, one.qualifier) for one in read_quantities(text, TODAY)]
    assert len(found) == len(facts), found
    for (value, unit, qualifier), (wanted, wanted_unit, wanted_qualifier) in zip(found, facts, strict=True):
        ends = [float(part) for part in (value if isinstance(value, tuple) else (value,))]
        assert ends == pytest.approx([float(part) for part in (wanted if isinstance(wanted, tuple) else (wanted,))])
        assert (unit, qualifier) == (wanted_unit, wanted_qualifier)


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("2022年8月3日签约,9月1日开工。", ["2022-08-03", "2022-09-01"]),
        ("比去年底增加31项,1—4月办件1.7万件。", ["2022-12-31", "2023-01/2023-04"]),
        ("2020年5月动工。截至4月末,入园87家。", ["2020-05", "2023-04-30"]),
        ("2021—2022雪季接待5万人,2023年7月10日开幕、8月1日闭幕。", ["2021/2022", "2023-07-10", "2023-08-01"]),
        ("2024年再建30个;12月20日前完成安装。", ["2024", "2023-12-20"]),
        ("今年3月启动,去年完成前期。", ["2023-03", "2022"]),
        ("12月8日,推介会举行。", ["2022-12-08"]),
        ("截至去年底,到位资金3亿元。", ["2022-12-31"]),
        ("二〇二一年十二月二十一日", ["2021-12-21"]),
        ("5月9日开幕,11日上午闭幕。", ["2023-05-09", "2023-05-11"]),
        ("记者28日获悉,座谈会于本月6日举行。", ["2023-04-28", "2023-05-06"]),
        ("4月10日至12日和16至18日分两期培训,报名须在3日内完成。", ["2023-04-10/2023-04-12", "2023-04-16/2023-04-18"]),
        ("2018—2020年分三批实施,2021年上半年验收,6月底前公布。", ["2018/2020", "2021-01/2021-06", "2021-06-30"]),
        ("今年前4个月签约12个,一季度开工3个。", ["2023-01/2023-04", "2023-01/2023-03"]),
        ("2022年12月签约,次年3月开工。", ["2022-12", "2023-03"]),
    ],
)
def test_dates_find_their_year(text, isos):
    assert [one.iso for one in read_dates(text, TODAY)] == isos


def test_offsets_give_back_the_quote():
    text = "北市与南市签订《产业合作协议》,冠牌管业有限公司投资约2亿元建设年产8万吨项目。"
    for one in [*read_quantities(text, TODAY), *read_dates(text, TODAY)]:
        assert text[one.char_start : one.char_end] == one.quote
    for entity in read_entities(text):
        assert text[entity.char_start : entity.char_end] == entity.name


SOUP = "十百千万亿零两第至~-%‰年月日旬底时点分,.。、()()“”《》〔〕[]0129aZ\n\t\u3000\u0000元个项余多约近超以上内成半首"


def mutated(chance, texts):
    """A piece of some text with parts cut out, doubled, swapped with others and strewn with what numbers are made of."""
    piece = chance.choice(texts)
    start = chance.randrange(len(piece))
    piece = piece[start : start + chance.randrange(20, 500)]
    for _change in range(chance.randrange(1, 30)):
        place = chance.randrange(len(piece) + 1)
        rest = chance.choice([piece[place + 1 :], piece[place:], piece[max(place - 3, 0) :]])
        piece = piece[:place] + chance.choice(SOUP) + rest
    return piece


@pytest.mark.slow
def test_mutated_texts_never_crash_and_keep_their_places():
    chance, texts = random.Random(3), [text.text for text in all_marked()]
    for _mutation in range(2000):
        piece = mutated(chance, texts)
        told = facts(piece, "2023-05-20")
        for one in [*told["quantities"], *told["dates"]]:
            assert piece[one["char_start"] : one["char_end"]] == one["quote"]
        assert json.dumps(told, ensure_ascii=False)


@pytest.mark.slow
@pytest.mark.parametrize("joint", ["\n", ""])
def test_five_megabytes_are_read_in_linear_time(joint):
    """Eight times the text may take at most about eight times the time, whether or not it ever stops for breath."""
    unit = joint.join(text.text for text in all_marked()) if joint else "甲乙丙丁" * 20 + "项目46个" + "千百十万" * 5
    text = unit * (5_000_000 // len(unit.encode()) + 1)
    times = []
    for size in (len(text) // 8, len(text)):
        start = time.process_time()  # what others do on the machine is not of the reader
        read_quantities(text[:size], TODAY)
        times.append(time.process_time() - start)
    assert times[1] / times[0] < 14
    assert len(text) / times[1] > 20_000


@pytest.mark.skipif(not SHARED.is_dir(), reason="the marked-up texts are not beside the project")
def test_the_marked_up_texts(tmp_path, capsys):
    for gold in [SHARED / "gold/seed.json", *sorted((SHARED / "gold/texts").glob("*.json"))]:
        marked = json.loads(gold.read_text(encoding="utf-8"))
        source = SHARED / "seed/article.zh.txt" if gold.stem == "seed" else gold.with_suffix(".txt")
        call_command("read", str(source), "--published", marked["published"] or "")
        (tmp_path / f"{marked['doc_id']}.json").write_text(capsys.readouterr().out, encoding="utf-8")
    command = [
        sys.executable,
        str(SHARED / "gold/score.py"),
        "--pred",
        str(tmp_path),
        "--set",
        "all",
        "--json",
        str(tmp_path / "score"),
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    scores = {
        line.split()[0]: float(line.split()[3])
        for line in told.splitlines()
        if line.startswith(("value", "full", "date_iso")) and line.split()[1][:1].isdigit()
    }
    assert (
        scores["value"] >= 0.97
        and scores["value+unit"] >= 0.95
        and scores["full"] >= 0.92
        and scores["date_iso"] >= 0.95
    ), told


def test_what_stands_around_a_quantity():
    text = "对口合作以来,锦西市累计实施项目31个。截至2023年4月,湖东县接待游客8万人次。\n2022年,销售大米1.2万吨。"
    projects, visitors, rice = read_quantities(text, TODAY)
    assert (projects.period.kind, projects.area, projects.phrase) == ("cumulative", "projects", "实施项目")
    assert (visitors.period.kind, visitors.period.date, visitors.area) == ("as_of", "2023-04", "tourism")
    assert "湖东县" in visitors.subjects
    assert (rice.period.kind, rice.period.date, rice.area, rice.subjects) == ("year", "2022", "farming", ())
