"""A model behind an address adds what the text holds and nothing else; a real server on the loopback answers for it."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from duikou.briefs.statement import facts

TEXT = "全年签约项目46个。新栽油茶三千二百畦,另有苗木800~900畦。"


class Answers(BaseHTTPRequestHandler):
    content = "[]"
    asked: list[dict] = []

    def do_POST(self):
        Answers.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        body = json.dumps({"choices": [{"message": {"content": self.content}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        """Nothing on the terminal."""


@pytest.fixture
def server(settings):
    service = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=service.serve_forever, daemon=True)
    thread.start()
    settings.READER_MODEL_URL = f"http://127.0.0.1:{service.server_port}/v1"
    Answers.asked = []
    yield service
    service.shutdown()
    service.server_close()
    thread.join()


def values(text=TEXT):
    return [one["value"] for one in facts(text, "2023")["quantities"]]


def test_nobody_is_asked_unless_an_address_is_set(server, settings):
    settings.READER_MODEL_URL = ""
    assert values() == [46]
    assert Answers.asked == []


def test_facts_that_the_text_holds_are_added(server):
    told = [
        {"quote": "三千二百畦", "value": 3200, "unit": "plant"},
        {"quote": "800~900畦", "value": [800, 900], "unit": "plant", "qualifier": "range"},
    ]
    Answers.content = json.dumps(told)
    assert values() == [46, 3200, [800, 900]]
    assert Answers.asked[0]["messages"][1]["content"] == TEXT


@pytest.mark.parametrize(
    "told",
    [
        {"quote": "三千二百畦", "value": 3300, "unit": "plant"},  # another number than the words say
        {"quote": "新栽油茶五百畦", "value": 500, "unit": "plant"},  # words that the text does not hold
        {"quote": "三千二百畦", "value": 3200, "unit": "parsec"},  # a unit nobody knows
        {"quote": "项目46个", "value": 46, "unit": "item"},  # found already
        {"quote": "三千二百畦", "value": "许多", "unit": "plant"},
        {"value": 3200},
        "三千二百畦",
    ],
)
def test_facts_that_it_does_not_hold_are_not(server, told):
    Answers.content = json.dumps([told])
    assert values() == [46]


@pytest.mark.parametrize("content", ["not JSON", "{}", "null", "[[]]"])
def test_an_answer_that_cannot_be_read_changes_nothing(server, content):
    Answers.content = content
    assert values() == [46]


def test_a_server_that_does_not_answer_changes_nothing(server, settings):
    settings.READER_MODEL_URL = "http://127.0.0.1:9/v1"
    assert values() == [46]
