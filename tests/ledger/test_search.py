"""The search answers exactly as a scan does, on both databases, and finds nothing one may not see."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duikou.engines.bigrams import answers, normal, pairs, pinyin, wanted
from duikou.ledger import actions, search
from duikou.ledger.models import SearchText
from duikou.parties.models import Organisation

DAY = date(2026, 11, 20)
NAMES = [
    "冠牌管业",
    "佛山市百冠科技有限公司",
    "广东省佛山市冠牌不锈钢有限公司",
    "米高化工(长春)有限公司",
    "北大荒米高农业 (A股)",
]
QUERIES = ["冠", "冠牌", "管业", "不锈钢", "有限公司", "gpgy", "guanpai", "佛山 冠", "冠牌 gp", "a股", "化工(长", "8万", "米高", "高米", "()", "Ａ股"]  # fmt: skip

text = st.text("冠牌管业不锈钢ab8 (", max_size=12)


@given(text, text)
def test_the_pairs_of_a_query_are_among_those_of_every_text_that_answers_it(body, query):
    held, (needed, singles) = pairs(normal(body)), wanted(query)
    if answers(normal(body), query):
        assert set(needed) <= held
        assert all(any(word.startswith(single) for word in held) for single in singles)


def test_pinyin_in_full_and_by_initials():
    assert pinyin("冠牌管业") == "guanpaiguanye gpgy"


@pytest.fixture
def firms(cast):
    made = []
    for name in NAMES:
        made.append(actions.enter(Organisation, {"title": name, "happened_on": DAY}, by=cast.by(cast.north)))
        actions.report(made[-1], by=cast.by(cast.north))
    return made


@pytest.mark.parametrize("query", QUERIES)
def test_the_index_answers_as_a_scan(cast, firms, query):
    texts = SearchText.objects.values_list("record_id", "body")
    scanned = {pk for pk, body in texts if normal(query) and answers(body, query)}
    assert set(search.matching(query, cast.pairing.pk)) == scanned
    assert {record.pk for record in search.find(query, cast.north)[0]} == scanned


def test_a_change_is_found_at_once_and_the_old_words_no_more(cast, firms):
    actions.amend(firms[0], {"title": "金冠管业"}, by=cast.by(cast.north))
    assert search.matching("金冠", cast.pairing.pk) == [firms[0].pk]
    assert firms[0].pk not in search.matching("冠牌管业", cast.pairing.pk)


def test_the_text_of_evidence_is_found(cast, firms, tmp_path):
    from docx import Document

    document = Document()
    document.add_paragraph("三方共同签署蒸汽供应条款")
    document.save(tmp_path / "合同.docx")
    content = (tmp_path / "合同.docx").read_bytes()
    actions.attach_file(firms[1], by=cast.by(cast.north), name="合同.docx", content=content)
    assert search.matching("蒸汽供应", cast.pairing.pk) == [firms[1].pk]
    search.reindex()
    assert search.matching("蒸汽供应", cast.pairing.pk) == [firms[1].pk]


def test_pages_follow_each_other_without_gap_or_repetition(cast, firms):
    seen, before = [], 0
    while True:
        records, before = search.find("有限公司", cast.north, size=1, before=before)
        seen += records
        if not before:
            break
    assert sorted(record.title for record in seen) == sorted(name for name in NAMES if "有限公司" in name)


def test_drafts_trash_and_other_pairings_are_not_found(cast, firms, client):
    actions.enter(Organisation, {"title": "草稿里的公司", "happened_on": DAY}, by=cast.by(cast.north))
    actions.trash(firms[0], by=cast.by(cast.north))
    assert search.find("草稿", cast.south)[0] == []
    assert search.find("冠牌管业", cast.north)[0] == []
    client.force_login(cast.user("stranger"))
    assert "百冠" not in client.get("/search/?q=%E4%BD%9B%E5%B1%B1").content.decode()


def test_the_page_finds_records_figures_and_keeps_views(cast, firms, client):
    client.force_login(cast.user("n.clerk"))
    page = client.get("/search/?q=gpgy").content.decode()
    assert "冠牌管业" in page
    assert "签约项目" in client.get("/search/?q=签约").content.decode()
    client.get(f"/records/{firms[2].pk}/")
    assert "冠牌不锈钢" in client.get("/search/").content.decode()
    client.post("/views/organisations/save/", {"name": "企业", "query": "type=enterprise&after=x"})
    assert 'href="/organisations/?type=enterprise"' in client.get("/organisations/").content.decode()
