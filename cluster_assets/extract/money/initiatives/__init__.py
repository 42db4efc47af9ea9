"""The programme that an amount is for.

``scope`` is the entry; beside it stand what each sentence speaks of, how a text refers to
a programme, the programme of the whole article, and amounts that belong to none.
"""
