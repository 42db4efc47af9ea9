"""Whose money an amount is.

``find`` is the entry; sources come from the label of an amount, from the body that gives it
and from the purses that its words tell of.
"""
