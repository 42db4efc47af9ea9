"""The region that an amount is for.

``scope`` is the entry and holds the order of the rules: the amount's own sentence, what
stands before it, and the region of the whole article.
"""
