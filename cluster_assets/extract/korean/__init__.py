"""How Korean press text writes things: its normal form, sentences, numerals, years, hedges.

Nothing here knows what a text is about.
"""
