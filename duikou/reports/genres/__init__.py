"""The kinds of papers: what each is about, which period it covers, and how it is written."""

from duikou.reports.genres.table import GENRES, GenreKind, compose, period_for, title_of

__all__ = ["GENRES", "GenreKind", "compose", "period_for", "title_of"]
