"""The years that an amount is for.

``find`` is the entry and reads an amount's own sentence; the other modules look further, at
neighbouring sentences, the programme, the budget bill and the works of a building.
"""
