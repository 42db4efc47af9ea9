"""Facts of one article: money, figures and named things, without an orchestrator or frames.

The entry is ``facts``; ``fact_rows``, ``assets`` and ``tables`` write what it finds. What
every family of facts shares stands here, the families themselves in the packages below.
"""
