"""Group robots: what a side is reminded of, sent to its chat group in the words of WeCom or DingTalk, by the worker.

Nobody can make the server call into its own network: an address is called only where its host is one of the two
services and resolves to the open internet, or where the setting HOOK_HOSTS names it; redirects are not followed.
Delivery is at least once: a worker that dies between sending and noting it sends a message again.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.ledger.queue import enqueue
from duikou.tasks.models import Hook

KNOWN = {"qyapi.weixin.qq.com", "oapi.dingtalk.com"}
LINES = 20


def refuse_inside(url: str) -> None:
    """Raise ValidationError unless the address is https at a known service, or exactly what the setting allows."""
    parts = urlsplit(url)
    if parts.netloc in settings.HOOK_HOSTS:
        return
    if parts.scheme != "https" or parts.netloc not in KNOWN:
        names = ", ".join(sorted(KNOWN))
        raise ValidationError(_("A robot's address begins with https:// and one of: %(names)s") % {"names": names})


def refuse_private(host: str) -> None:
    """Raise ValidationError where a host is known by an address that is not of the open internet."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    except OSError as error:
        raise ValidationError(_("The robot did not answer: %(why)s") % {"why": host}) from error
    if not found or not all(ip_address(address.partition("%")[0]).is_global for address in found):
        raise ValidationError(_("The robot's address leads into an inner network; nothing was sent."))


def message(form: str, title: str, lines: Sequence[str]) -> dict[str, object]:
    """The body that the service takes: both know a text in Markdown."""
    shown = [f"- {line}" for line in lines[:LINES]]
    if len(lines) > LINES:
        shown.append(_("… and %(n)s more") % {"n": len(lines) - LINES})
    text = "\n".join([f"**{title}**", *shown])
    if form == Hook.Format.DINGTALK:
        return {"msgtype": "markdown", "markdown": {"title": title, "text": text}}
    return {"msgtype": "markdown", "markdown": {"content": text}}


def announce(side: str, lines: Sequence[str], *, by: Actor) -> None:
    """Queue one message for each robot of a side; it leaves once the present transaction holds."""
    for hook in Hook.objects.filter(pairing=by.pairing, side=side, trashed_at__isnull=True):
        body = message(hook.format, str(_("Supervision")), lines)
        enqueue("hook", by=by, url=hook.url, body=json.dumps(body, ensure_ascii=False))


def deliver(url: str, body: str) -> None:
    """Send one message. Raises ValidationError when the service does not take it."""
    refuse_inside(url)
    if urlsplit(url).netloc not in settings.HOOK_HOSTS:
        refuse_private(urlsplit(url).hostname or "")
    try:
        answer = requests.post(
            url, data=body.encode(), headers={"Content-Type": "application/json"}, timeout=10, allow_redirects=False
        )
        taken = answer.status_code == 200 and answer.json().get("errcode", 0) == 0
    except (requests.RequestException, ValueError) as error:
        raise ValidationError(_("The robot did not answer: %(why)s") % {"why": type(error).__name__}) from error
    if not taken:
        raise ValidationError(_("The robot refused the message: %(why)s") % {"why": answer.text[:200]})
