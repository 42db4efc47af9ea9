"""What a figure counts or measures, as a short noun phrase of the article.

``find`` is the entry and holds the order of the rules; ``place`` is what they see of a
number, ``phrases`` and ``clauses`` are the grammar that they share.
"""
