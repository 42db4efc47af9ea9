"""Programmes, plans, clusters, zones, complexes, centres and funds by name.

``find`` is the entry; names come from quotes, from head nouns in running text and from
what the text says of a facility or a call.
"""
