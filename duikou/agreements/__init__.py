"""What was agreed: framework agreements, letters of intent, contracts and their kin, with parties, amount and term.

Framework agreements and letters of intent are not binding; every figure counts them apart from contracts.
"""
