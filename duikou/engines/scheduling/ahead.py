"""Compiles the searches ahead of their first use: python -m duikou.engines.scheduling.ahead.

What is compiled is kept beside the package, or in the user's cache folder where the package cannot be written to.
Without this the first long search of a machine runs on CP-SAT alone for some seconds, while a thread compiles.
"""

from __future__ import annotations

import time

from duikou.engines.scheduling.genes import CHILDREN, POPULATION, Search
from duikou.engines.scheduling.layers import earliest_below
from duikou.engines.scheduling.rcp import read_rcp

SMALL = "4 1\n2\n0 0 2 2 3\n3 2 1 4\n2 1 1 4\n0 0 0\n"


def compile_all() -> None:
    problem = read_rcp(SMALL)
    search = Search(problem)
    search.idle = 30 * POPULATION - CHILDREN  # so that it goes through strangers and elders too
    for _population in range(3):
        search.run(time.perf_counter() + 0.2, 0)
    earliest_below(problem, 5, 100, lambda: True)


if __name__ == "__main__":
    compile_all()
