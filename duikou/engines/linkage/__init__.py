"""Two lists of the same things, linked record by record.

`link(left, right)` compares names, dates, amounts and places of records that share a key, weighs agreement and
disagreement as Fellegi and Sunter do (log odds, with the weights of `WEIGHTS`), and pairs each record with at most
one of the other list, the likeliest pairs first. What finds no partner stays on its side; nothing is dropped.
"""

from duikou.engines.linkage.link import Linked, Pair, duplicates, link
from duikou.engines.linkage.model import Difference, Item

__all__ = ["Difference", "Item", "Linked", "Pair", "duplicates", "link"]
