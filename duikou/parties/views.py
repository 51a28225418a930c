from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.parties.actions import hand_over
from duikou.parties.models import Person, Post


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("new holder"))
    on = forms.DateField(label=gettext_lazy("from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    acting = forms.BooleanField(label=gettext_lazy("acting"), required=False)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.visible_to(membership).live().order_by("title")
        self.fields["to"].queryset = people  # type: ignore[attr-defined]
        self.fields["to"].widget.attrs["class"] = "form-select"
        self.fields["on"].widget.attrs["class"] = "form-control"


@needs("enter")
def post_hand_over(request: MemberRequest, pk: UUID) -> HttpResponse:
    """A post gets a new holder; what the post answers for follows it from that day."""
    post: Any = get_object_or_404(Post.objects.visible_to(request.membership).live(), pk=pk)
    form = HandOverForm(request.POST or None, membership=request.membership, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            hand_over(post, by=Actor.of(request), **form.cleaned_data)
            messages.success(request, _("Handed over; the former term stays on record."))
            return redirect(post)
        except ValidationError as error:
            form.add_error(None, error.messages)  # type: ignore[arg-type]
    today = timezone.localdate()
    return render(request, "parties/hand_over.html", {"post": post, "form": form, "holder": post.holder_on(today)})
