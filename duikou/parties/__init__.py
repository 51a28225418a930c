"""The parties: organisations of both sides (departments, enterprises, schools, hospitals …).

An organisation is a record: one side enters it, the other confirms. Its USCC (统一社会信用代码) is checked by digit.
"""
