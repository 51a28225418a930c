"""Names of organisations meet across place, legal form, short form and spelling, and strangers stay apart."""

import pytest

from duikou.engines.names import abbreviations, core, likeness, normalised, place_of


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("广东省佛山市冠牌不锈钢有限公司", "冠牌不锈钢"),
        ("米高化工(长春)有限公司", "米高化工"),
        ("米高化工(长春)有限公司", "米高化工"),
        ("黑龙江省双鸭山市宝清县富山粮油有限责任公司", "富山粮油"),
        ("有限公司", "有限公司"),
    ],
)
def test_place_and_legal_form_fall_away(name, left):
    assert core(name) == left


def test_departments_meet_in_their_short_form():
    assert normalised("双鸭山市发展和改革委员会") == "发改委"
    assert "市发改委" in abbreviations("双鸭山市发展和改革委员会")
    assert likeness("市发改委", "双鸭山市发展和改革委员会").score > 0.9
    assert place_of("双鸭山市发展和改革委员会") == "双鸭山市"


@pytest.mark.parametrize(
    ("one", "two", "low", "high"),
    [
        ("佛山市恒达陶瓷有限公司", "恒达陶瓷", 0.9, 1),
        ("北林市瑞丰食品有限公司", "北林市瑞峰食品有限公司", 0.8, 1),
        ("佛山市华盛机械厂", "北林市金谷米业有限公司", 0, 0.3),
        ("冠牌管业", "佛山市百冠科技有限公司", 0.2, 0.5),
    ],
)
def test_likeness_and_its_reasons(one, two, low, high):
    found = likeness(one, two)
    assert low <= found.score <= high
    assert likeness(two, one).score == found.score
    assert bool(found.reasons) == (found.score > 0)
