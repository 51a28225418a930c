from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duikou.briefs.models import Finding

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TextForm(forms.Form):
    """A document to check: a file or pasted words."""

    title = forms.CharField(label=_("Title"), max_length=200)
    published = forms.DateField(label=_("Published on"), widget=DAY, help_text=_("Gives dates in the text their year."))
    source = forms.CharField(
        label=_("Source"),
        max_length=80,
        required=False,
        help_text=_("Who published it; texts of one source are compared."),
    )
    as_of = forms.DateField(
        label=_("Ledger as of"), required=False, widget=DAY, help_text=_("Empty: the day of publication.")
    )
    file = forms.FileField(
        label=_("File"), required=False, widget=forms.FileInput(attrs={"accept": ".txt,.docx,.pdf"}),
        help_text=_("Word, PDF with text, or plain text, at most 50 MB."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("or the text itself"), required=False, max_length=500_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("file") and not data.get("words", "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose a file or paste the text."))
        return data


class FindingFilter(forms.Form):
    """What the list of findings is narrowed to; it stands in the address."""

    q = forms.CharField(label=_("Contains"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", "–"), *Finding.Kind.choices])
    severity = forms.ChoiceField(label=_("Severity"), required=False, choices=[("", "–"), *Finding.Severity.choices])
    decided = forms.ChoiceField(
        label=_("Decided"), required=False, choices=[("", "–"), ("no", _("not yet")), ("yes", _("decided"))]
    )
