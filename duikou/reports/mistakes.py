"""What is wrong in a template, in words: the line, what is not understood, and how to mend it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.engines.templates import Known, Mistake, read

WORDS = {
    "figure": gettext_lazy("there is no figure “%(what)s”"),
    "option": gettext_lazy("“%(what)s” is no option here"),
    "value": gettext_lazy("“%(what)s” is not a value this option takes"),
    "insert": gettext_lazy("there is no insert “%(what)s”"),
    "chapter": gettext_lazy("there is no chapter “%(what)s”"),
    "open": gettext_lazy("“%(what)s” has no counterpart on this line"),
    "empty": gettext_lazy("a field without a figure"),
}


def mistakes_in(text: str, known: Known) -> list[str]:
    return [in_words(mistake) for mistake in read(text, known).mistakes]


def in_words(mistake: Mistake) -> str:
    what = WORDS[mistake.kind] % {"what": mistake.what}
    if hint := _hint(mistake):
        what = _("%(what)s; %(hint)s") % {"what": what, "hint": hint}
    where = {"line": mistake.line, "column": mistake.column}
    return _("Line %(line)s, column %(column)s: %(what)s") % {**where, "what": what}


def _hint(mistake: Mistake) -> str:
    if mistake.meant:
        return _("did you mean %(meant)s?") % {"meant": mistake.meant}
    if mistake.known:
        return _("known are %(known)s") % {"known": ", ".join(mistake.known[:12])}
    return ""
