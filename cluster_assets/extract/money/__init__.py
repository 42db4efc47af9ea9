"""Amounts of money: where they stand, what they are, whose they are and what they are for.

``find`` is the entry. Each attribute of an amount has a module, or a package where it takes
many rules: the whole it is part of, its years, its region and its programme.
"""
