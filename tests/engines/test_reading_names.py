"""Names of bodies, people with posts, places, documents and brands in sentences of our own."""

import pytest

from duikou.engines.reading import read_entities


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("广州市海川生物科技有限公司与梧州市人民医院签订《远程会诊协议》。",
         {"广州市海川生物科技有限公司": "org", "梧州市人民医院": "org", "《远程会诊协议》": "document"}),
        ("宁波市商务局局长陈立群说,延边朝鲜族自治州的大米在宁波卖得很好。",
         {"宁波市商务局": "org", "陈立群": "person", "延边朝鲜族自治州": "place", "宁波": "place"}),
        ("“冰泉”“绿野”等品牌进入杭州市场。", {"冰泉": "brand", "绿野": "brand", "杭州": "place"}),
        ("记者从望海区应急管理局获悉,华为公司在成都高新区设立研发中心。", {"华为公司": "org", "成都高新区": "place"}),
        ("出席:周明远、何静等26人。", {"周明远": "person", "何静": "person"}),
        ("种植大户赖春生走进“南北同春”大连旅游推介会,客商来自越南。",
         {"赖春生": "person", "“南北同春”大连旅游推介会": "project", "越南": "place"}),
        ("丹东市支持宁波企业发展若干政策实施细则(试行)\n第一条 略。",
         {"丹东市支持宁波企业发展若干政策实施细则(试行)": "document", "丹东市": "place"}),
        ("米香食品(牡丹江)有限公司总经理赵一鸣到访。", {"米香食品(牡丹江)有限公司": "org", "赵一鸣": "person"}),
    ],
)  # fmt: skip
def test_names(text, names):
    found = {one.name: one.type for one in read_entities(text)}
    assert names.items() <= found.items(), found


def test_people_carry_their_post():
    found = {
        one.name: one.title
        for one in read_entities("6月3日,丹东市委副书记、市长林远航会见宁波天泽集团董事长方志强一行。")
    }
    assert found["林远航"] == "丹东市委副书记、市长"
    assert found["方志强"] == "宁波天泽集团董事长"


def test_offsets_give_back_the_name():
    text = "沈阳市发改委与北京中科院自动化研究所共建实验室,签署《框架协议》;站长周小川介绍,“雪原”品牌已进入珠三角。"
    for one in read_entities(text):
        assert text[one.char_start : one.char_end] == one.name
