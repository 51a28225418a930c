"""Who is paired: regions (GB/T 2260 codes), pairings of two regions, and the two sides of a pairing.

A pairing has exactly two sides, A (the northern resource city in the reference case) and B. Both are equal: neither
may change what the other entered.
"""
