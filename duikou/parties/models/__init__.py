from duikou.parties.models.governance import Body, Person, Post, Term
from duikou.parties.models.organisation import Organisation, check_uscc

__all__ = ["Body", "Organisation", "Person", "Post", "Term", "check_uscc"]
