"""Persons by name, with their role as written; ``find`` is the entry.

The other modules read what stands around a name, and names that are transliterated or
stand in brackets.
"""
