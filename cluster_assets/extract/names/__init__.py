"""Named things of an article: initiatives, organizations, persons and regions.

One package for each kind; here stands what several of them use: personal names, titles and
the ids that link names over articles.
"""
