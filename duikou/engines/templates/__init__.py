"""Report templates: plain text with headings and figure fields, read without running anything."""

from duikou.engines.templates.model import Field, Heading, Insert, Known, Mistake, Paragraph, Part, Template
from duikou.engines.templates.read import field_of, period_of, read

__all__ = [
    "Field", "Heading", "Insert", "Known", "Mistake", "Paragraph", "Part", "Template", "field_of", "period_of", "read",
]  # fmt: skip
