"""Bodies and firms by name.

``find`` is the entry; names come from the gazetteer, from heads and legal forms, and from
what a firm does or who speaks for a body.
"""
