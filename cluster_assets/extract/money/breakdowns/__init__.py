"""Which amount is part of which whole.

``steps`` is the entry and holds the order; each other module knows one way of writing a
breakdown: sums, brackets, lists, purses, changes, what is left over.
"""
