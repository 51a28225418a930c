"""Hard thinking in plain Python: frozen dataclasses in, dataclasses out; no Django, no clock, no database."""
