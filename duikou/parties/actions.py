"""Verbs of the parties: hand over a post."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.ledger import actions
from duikou.parties.models import Person, Post, Term


def hand_over(post: Post, to: Person, *, by: Actor, on: date, acting: bool = False) -> Term:
    """A post gets a new holder from a day on; the term that runs then ends the day before. Nothing is overwritten."""
    if post.pairing_id != to.pairing_id:
        raise PermissionDenied(_("The record belongs to another pairing."))
    with transaction.atomic():
        running = post.term_on(on)
        if running and running.holder_id == to.pk and running.acting == acting:
            return running
        if running and running.happened_on >= on:
            raise ValidationError(_("A term that begins on this day or later is already entered."), "term")
        if running and not acting:
            actions.amend(running, {"ends_on": on - timedelta(days=1)}, by=by, reason=_("handed over"))
        values = {
            "title": f"{post.title} · {to.title}",
            "of_post": post,
            "holder": to,
            "happened_on": on,
            "acting": acting,
        }
        term = actions.enter(Term, values, by=by)
        actions.report(term, by=by)
    return term
