"""What supervision says arrives: in the app, by mail through a real SMTP server, in chat groups over real HTTP."""

import json
import socketserver
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from duikou.ledger import timed
from duikou.ledger.models import Job, Notice
from duikou.tasks import hooks, supervising
from duikou.tasks.models import Hook, Order, Reminder
from tests.ledger.test_jobs import work_off
from tests.tasks.test_tasks import DAY, a_task, at, member

LATE = DAY + timedelta(days=48)


def morning(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


class Mailbox(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs to deliver."""

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            if line.upper() == "DATA":
                self.say("354 go on")
                body = []
                while (part := self.rfile.readline()) != b".\r\n":
                    body.append(part)
                self.server.mails.append(message_from_bytes(b"".join(body)))
            elif line.upper() == "QUIT":
                self.say("221 bye")
                return
            self.say("250 ok")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Robot(BaseHTTPRequestHandler):
    """A chat service's robot: takes what is posted, and answers as its server was told to."""

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.path, self.headers["Content-Type"], json.loads(content)))
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "/inside")
        self.end_headers()
        code = 93000 if self.path == "/refuses" else 0
        self.wfile.write(json.dumps({"errcode": code, "errmsg": "invalid webhook" if code else "ok"}).encode())

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_args: object) -> None:
        """Tests stay quiet."""


@pytest.fixture
def smtp(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        server.mails = []
        Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server
        server.shutdown()


@pytest.fixture
def robot(settings, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Robot) as server:
        server.taken = []
        Thread(target=server.serve_forever, daemon=True).start()
        server.host = f"127.0.0.1:{server.server_port}"
        settings.HOOK_HOSTS = [server.host]
        yield server
        server.shutdown()


@pytest.mark.django_db(transaction=True)  # the worker closes its connection
def test_the_worker_supervises_each_day_once_and_mails_the_digest(cast, smtp):
    task = a_task(cast)
    clerk = cast.user("s.clerk")
    clerk.email = "clerk@south.example"
    clerk.save()
    assert timed.ask_for_due(morning(LATE, hour=6)) == []
    assert timed.ask_for_due(morning(LATE, hour=7)) == ["supervise"]
    assert "digest" in timed.ask_for_due(morning(LATE, hour=8))
    assert timed.ask_for_due(morning(LATE, hour=8)) == []
    with timezone.override("Asia/Shanghai"):
        work_off()
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert Reminder.objects.filter(record=task).exists()
    [mail] = smtp.mails
    assert mail["To"] == "clerk@south.example"
    assert "通知" in str(make_header(decode_header(mail["Subject"]))) or "提醒" in str(
        make_header(decode_header(mail["Subject"]))
    )
    assert task.title in mail.get_payload(decode=True).decode()
    work_off()
    assert len(smtp.mails) == 1


@pytest.mark.django_db(transaction=True)  # the worker closes its connection
def test_reminders_and_orders_reach_both_kinds_of_chat_groups(cast, robot, django_capture_on_commit_callbacks):
    by = at(cast.south, DAY)
    for form in Hook.Format.values:
        from duikou.ledger.history import keep

        url = f"http://{robot.host}/{form}"
        keep(Hook(pairing=cast.pairing, side="b", format=form, url=url), by=by, verb="enter")
    task = a_task(cast)
    with django_capture_on_commit_callbacks(execute=True):
        supervising.supervise(by=at(member("n.supervisor"), LATE), today=LATE)
    work_off()
    taken = {path: body for path, _type, body in robot.taken}
    assert set(taken) == {"/wecom", "/dingtalk"}
    assert taken["/wecom"]["msgtype"] == taken["/dingtalk"]["msgtype"] == "markdown"
    assert task.title in taken["/wecom"]["markdown"]["content"]
    assert task.title in taken["/dingtalk"]["markdown"]["text"]
    assert taken["/dingtalk"]["markdown"]["title"] == "督办"
    assert Notice.objects.filter(user=cast.user("s.clerk"), record_id=task.pk, reason="duty").exists()
    assert Notice.objects.filter(user=cast.user("s.clerk"), record_id=Order.objects.get().pk).exists()
    assert not Notice.objects.filter(user=cast.user("n.clerk"), record_id=Order.objects.get().pk).exists()


def test_what_the_robot_refuses_is_told(robot):
    with pytest.raises(ValidationError, match="invalid webhook"):
        hooks.deliver(f"http://{robot.host}/refuses", "{}")
    with pytest.raises(ValidationError):
        hooks.deliver(f"http://{robot.host}/moved", "{}")
    assert [path for path, _type, _body in robot.taken] == ["/refuses", "/moved"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/", "http://localhost/hook", "http://169.254.169.254/latest/meta-data", "http://[::1]/",
        "https://10.0.0.8/", "https://qyapi.weixin.qq.com.evil.example/", "http://qyapi.weixin.qq.com/",
        "https://user@qyapi.weixin.qq.com/", "https://qyapi.weixin.qq.com:8443/", "file:///etc/passwd", "ftp://x/", "",
    ],
)  # fmt: skip
def test_no_address_of_an_inner_network_is_called(url, settings):
    settings.HOOK_HOSTS = []
    with pytest.raises(ValidationError):
        hooks.deliver(url, "{}")


@pytest.mark.parametrize(
    "address", ["10.1.2.3", "192.168.0.4", "127.0.0.1", "169.254.1.1", "::1", "fe80::1%eth0", "fd00::1"]
)
def test_a_known_name_that_leads_inside_is_refused(address, monkeypatch):
    """Whoever controls the name service must not turn the server against its own network."""
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_named: [(0, 0, 0, "", (address, 443))])
    with pytest.raises(ValidationError, match="内部网络"):
        hooks.deliver("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x", "{}")


def test_a_robot_is_added_by_the_administrator_alone_and_only_at_a_known_service(cast, client):
    client.force_login(cast.user("s.administrator"))
    for url in ("http://127.0.0.1:9/x", "https://oapi.dingtalk.com/robot/send?access_token=x"):
        client.post("/supervision/robots/", {"format": "dingtalk", "url": url})
    assert [hook.url for hook in Hook.objects.all()] == ["https://oapi.dingtalk.com/robot/send?access_token=x"]
    client.force_login(cast.user("s.clerk"))
    assert client.post("/supervision/robots/", {"format": "wecom", "url": "x"}).status_code == 403
