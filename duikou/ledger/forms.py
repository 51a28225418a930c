from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import Membership
from duikou.ledger.fields import QuantityFormField, quantity_of
from duikou.ledger.models import CountingRule
from duikou.ledger.register import Register, targets


class RecordForm(forms.ModelForm):
    """The form of a register; what it may point at is what the member may see."""

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, QuantityFormField) and not (self.instance._state.adding and self.initial.get(name)):
                self.initial[name] = quantity_of(self.instance, name)
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = targets(field.queryset.model, membership)  # type: ignore[union-attr]
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            field.widget.attrs.setdefault("class", _css_class(field))


def _css_class(field: forms.Field) -> str:
    return "form-select" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "form-control"


def record_form(register: Register, *args: Any, without: Collection[str] = (), **kwargs: Any) -> RecordForm:
    fields = [name for name in ("title", "happened_on", *register.form, "note") if name not in without]
    form_class = forms.modelform_factory(register.model, form=RecordForm, fields=fields)
    return form_class(*args, **kwargs)  # type: ignore[return-value]


class DisputeForm(forms.Form):
    field = forms.ChoiceField(label=_("Field"), required=False)
    value = forms.CharField(label=_("Value held right"), required=False, max_length=200)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=200)

    def __init__(self, *args: Any, register: Register, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("title", "happened_on", *register.form)
        words = [(name, str(register.model._meta.get_field(name).verbose_name)) for name in names]  # type: ignore[union-attr]
        self.fields["field"].choices = [("", _("the record as a whole")), *words]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = _css_class(field)


class EvidenceForm(forms.Form):
    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("PDF, Word, Excel, PowerPoint, picture or text, at most 50 MB.")
    )
    url = forms.URLField(label=_("or link"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, proofs: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if proofs:
            choices = [("", "–"), *proofs.items()]
            self.fields["proves"] = forms.ChoiceField(label=_("Proves"), choices=choices, required=False)
        for field in self.fields.values():
            field.widget.attrs["class"] = _css_class(field)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("file") and not data.get("url") and not self.errors:
            raise forms.ValidationError(_("Choose a file or give a link."))
        return data


class RuleForm(forms.ModelForm):
    class Meta:
        model = CountingRule
        fields = ["version", "valid_from", "text", "window_from", "window_to"]
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("valid_from", "window_from", "window_to")
        }
