"""Who uses the ledger: users, the units (单位) they work for, and memberships that give a role in a pairing.

A membership binds a user to pairing, side, unit and role; what a role may do stands in one table, `GRANTS`.
An `Actor` is who acts, for which side and at what moment: every verb takes one as `by=`.
"""
