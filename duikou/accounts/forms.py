from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.actions import NOT_INVITED
from duikou.accounts.models import Membership, Unit, User
from duikou.accounts.roles import Role


class InviteForm(forms.Form):
    username = forms.CharField(label=gettext_lazy("user name"), max_length=150)
    name = forms.CharField(label=gettext_lazy("name"), max_length=40)
    role = forms.ChoiceField(label=gettext_lazy("role"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("unit"))

    def __init__(
        self, *args: Any, membership: Membership, successor_of: Membership | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        roles = [(value, label) for value, label in Role.choices if value not in NOT_INVITED]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        units = Unit.objects.filter(pairing=membership.pairing, side=membership.side)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if successor_of:
            del self.fields["role"], self.fields["unit"]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"


class PasswordForm(forms.Form):
    password = forms.CharField(label=gettext_lazy("password"), widget=forms.PasswordInput)
    again = forms.CharField(label=gettext_lazy("password again"), widget=forms.PasswordInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = password_validators_help_text_html()
        for field in self.fields.values():
            field.widget.attrs |= {"class": "form-control", "autocomplete": "new-password"}

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data["password"] != data.get("again"):
            self.add_error("again", _("The two entries differ."))
        return data
