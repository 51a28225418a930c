"""`python -m duikou` is `duikou`."""

from duikou.cli import main

main()
