"""Papers: what is written from the figures. A report is draft → checked → issued (→ withdrawn, with the reason).

An issued report keeps the bytes of its files and every figure as it stood, with the records behind it; what changes
later stands beside it as a difference and never in it.
"""
