"""Facts out of Chinese government and news text: quantities with unit and qualifier, dates with their year resolved.

A small grammar reads numbers with their measure word; what a general measure word (个, 项, 次) counts is told by the noun
beside it. The vocabularies are data (words.json); no pattern is made for one sentence.
"""

from duikou.engines.reading.dates import DateFound, read_dates
from duikou.engines.reading.entities import Entity, read_entities
from duikou.engines.reading.found import Found
from duikou.engines.reading.quantities import read_quantities

__all__ = ["DateFound", "Entity", "Found", "read_dates", "read_entities", "read_quantities"]
