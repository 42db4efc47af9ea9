"""Counts and measures that are not money: where they stand, their value, unit and hedge.

``find`` is the entry; what a figure counts is named by the package ``subjects``.
"""
