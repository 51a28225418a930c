from duikou.ledger.register import Register
from duikou.parties.models import Body, Organisation, Person, Post, Term

registers = [
    Register(
        model=Organisation,
        name="organisations",
        icon="building",
        columns=("type", "sector", "region", "uscc"),
        form=("type", "home", "region", "uscc", "sector", "known_as", "offers", "needs", "contact"),
        filters=("type", "home"),
        search=("title", "known_as", "note", "offers", "needs"),
    ),
    Register(
        model=Body,
        name="bodies",
        icon="building",
        columns=("type", "home", "field", "parent"),
        form=("type", "home", "field", "parent"),
        filters=("type", "home"),
        search=("title", "field", "note"),
    ),
    Register(
        model=Post,
        name="posts",
        icon="checks",
        columns=("home", "in_body", "in_organisation", "duty"),
        form=("home", "in_body", "in_organisation", "duty"),
        filters=("home", "duty"),
    ),
    Register(
        model=Person,
        name="people",
        icon="user",
        columns=("works_for", "position"),
        form=("works_for", "position", "phone", "email"),
        search=("title", "position"),
    ),
    Register(
        model=Term,
        name="terms",
        icon="calendar",
        columns=("of_post", "holder", "ends_on", "acting"),
        form=("of_post", "holder", "ends_on", "acting"),
    ),
]
