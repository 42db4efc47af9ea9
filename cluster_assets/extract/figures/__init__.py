"""Counts and measures that are not money: where they stand, their unit and their subject.

``find`` is the entry; ``subjects`` names what a figure counts, helped by the rules for
shares and for areas.
"""
