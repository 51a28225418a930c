"""What the checker says of a paper before it is issued.

Numbers that the ledger does not record are left out: a paper also tells changes, shares and ranks worked out from figures.
"""

from __future__ import annotations

from datetime import date

from duikou.briefs.checking import check_document
from duikou.ledger.proof import Remark
from duikou.regions.models import Pairing


def findings_on(text: str, pairing: Pairing, as_of: date) -> list[Remark]:
    found = check_document(text, pairing, as_of, published=as_of)
    return [
        Remark(one.severity, "、".join(span.quote for span in one.spans), one.why)
        for one in found
        if one.kind != "not_recorded"
    ]


proofs = [findings_on]
