#!/usr/bin/env python
"""Django's own command line, for those who look for it; `duikou` is the same with our commands listed."""

from duikou.cli import main

if __name__ == "__main__":
    main()
