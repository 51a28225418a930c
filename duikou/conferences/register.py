from duikou.conferences.models import Attendee, Conference, Matter, PreStudy, Topic
from duikou.ledger.register import Register

registers = [
    Register(
        Conference,
        "conferences",
        "gavel",
        ("number", "host", "place"),
        ("number", "host", "place", "topics_until", "minutes"),
        ("host",),
    ),
    Register(
        Topic,
        "topics",
        "file-text",
        ("for_conference", "asks", "place_on_agenda"),
        ("for_conference", "asks"),
        search=("title", "note", "asks"),
    ),
    Register(
        PreStudy,
        "pre-studies",
        "search",
        ("of_topic", "opinion", "data_wanted"),
        ("of_topic", "opinion", "says", "data_wanted"),
        ("opinion",),
    ),
    Register(Matter, "matters", "list-check", ("decided_at", "from_topic"), ("decided_at", "from_topic")),
    Register(Attendee, "attendees", "users", ("attends", "in_post", "came"), ("attends", "in_post", "came")),
]
