"""Provinces, cities, counties and districts by name; ``find`` is the entry.

``gazetteer`` knows their histories, ``context`` decides between regions of one name.
"""
