from duikou.ledger.models.counting import CountingRule, OpeningBalance
from duikou.ledger.models.entry import VERBS, Entry, Head
from duikou.ledger.models.evidence import Evidence, File
from duikou.ledger.models.finding import SavedView, SearchText
from duikou.ledger.models.importing import ImportRun
from duikou.ledger.models.job import Beat, Job
from duikou.ledger.models.objection import Objection
from duikou.ledger.models.record import Kept, Record, RecordQuerySet, State
from duikou.ledger.models.sameness import Judgement
from duikou.ledger.models.talk import Comment, Notice, Watch

__all__ = [
    "VERBS",
    "Beat",
    "Comment",
    "CountingRule",
    "Entry",
    "Evidence",
    "File",
    "Head",
    "ImportRun",
    "Job",
    "Judgement",
    "Kept",
    "Notice",
    "Objection",
    "OpeningBalance",
    "Record",
    "RecordQuerySet",
    "SavedView",
    "SearchText",
    "State",
    "Watch",
]
