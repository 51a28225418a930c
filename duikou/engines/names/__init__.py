"""Names of Chinese organisations: what is left without place and legal form, how they are shortened, how alike two are.

An office writes 市发改委, 发改委 and 双鸭山市发展和改革委员会 for one body, 冠牌管业 and 广东省佛山市冠牌不锈钢有限公司
perhaps for one firm. `likeness` gives a score from 0 to 1 and its reasons; whether they are one is for a person to say.
"""

from duikou.engines.names.likeness import Likeness, likeness
from duikou.engines.names.normal import abbreviations, core, normalised, place_of

__all__ = ["Likeness", "abbreviations", "core", "likeness", "normalised", "place_of"]
