"""Programs read what people of the same role read: same rows, same filters, same masks."""

from duikou.ledger import actions
from duikou.parties.models import Person
from tests.conftest import MORNING


def test_a_program_pages_through_a_register_and_reads_exact_quantities(cast, client, monkeypatch):
    monkeypatch.setattr("duikou.api.views.SIZE", 2)
    for number in range(5):
        cast.project(f"项目{number}")
    client.force_login(cast.user("n.clerk"))
    address, titles = "/api/projects/?stage=signed", []
    while address:
        answer = client.get(address).json()
        titles += [row["title"] for row in answer["rows"]]
        address = answer["next"]
    assert sorted(titles) == [f"项目{number}" for number in range(5)]
    assert answer["rows"][0]["investment_planned"] == {"value": "200000000", "high": None, "qualifier": "approx"}
    assert client.get(f"/api/projects/{answer['rows'][0]['id']}/").json() == answer["rows"][0]


def test_a_wrong_filter_is_an_error_that_names_it(cast, client):
    client.force_login(cast.user("n.clerk"))
    answer = client.get("/api/projects/?since=yesterday")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["since"])


def test_personal_data_is_masked_and_strangers_see_no_rows(cast, client):
    given = {"title": "张三丰", "happened_on": MORNING.date(), "phone": "13800001234"}
    person = actions.enter(Person, given, by=cast.by(cast.north))
    actions.report(person, by=cast.by(cast.north))
    client.force_login(cast.user("s.clerk"))
    text = client.get("/api/people/").content.decode()
    assert "13800001234" not in text
    client.force_login(cast.user("stranger"))
    assert client.get("/api/people/").json()["rows"] == []


def test_the_index_names_every_field_with_its_words(cast, client):
    client.force_login(cast.user("n.clerk"))
    listed = {register["name"]: register for register in client.get("/api/").json()["registers"]}
    fields = {field["name"]: field for field in listed["projects"]["fields"]}
    assert fields["stage"]["choices"]["signed"]
    assert fields["investment_planned"]["unit"] == "CNY"
