"""The ledger: what both sides vouch for, with its evidence, its history and its figures.

Nouns: record (two keys: draft, reported, agreed or disputed), evidence, objection, opening balance, counting rule,
entry of the history. A record is *reported* when the entering side vouches for it and *agreed* when the other side
confirms; a change of an agreed record re-opens the confirmation. Kinds of record, registers, figures and panels are
declared by the apps above and found by `discovery`. Every write is a verb of `actions` and leaves a chained entry.
"""
