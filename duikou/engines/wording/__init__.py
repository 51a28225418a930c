"""Figures in the words of official papers: a number with qualifier, scale and unit; what changed since the last period."""

from duikou.engines.wording.changes import Change, change, change_in_words
from duikou.engines.wording.numbers import in_words
from duikou.engines.wording.punctuation import chinese

__all__ = ["Change", "change", "change_in_words", "chinese", "in_words"]
