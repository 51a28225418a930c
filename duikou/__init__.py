"""Duikou (对口): the shared ledger and workbench of a paired cooperation."""

__version__ = "0.1.0"
