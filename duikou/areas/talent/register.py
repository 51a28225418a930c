from duikou.areas.talent.models import Batch, Posting
from duikou.ledger.register import Register

registers = [
    Register(
        model=Batch,
        name="batches",
        icon="users",
        columns=(
            "programme",
            "direction",
            "people",
            "ends_on",
        ),
        form=(
            "programme",
            "direction",
            "people",
            "ends_on",
        ),
        filters=("programme", "direction"),
    ),
    Register(
        model=Posting,
        name="postings",
        icon="user",
        columns=(
            "in_batch",
            "holder",
            "position",
            "ends_on",
        ),
        form=(
            "in_batch",
            "holder",
            "position",
            "ends_on",
            "appraisal",
        ),
        search=("title", "note", "position"),
    ),
]
