"""Auditable funding facts about Korea's regional innovation clusters, from raw news pages."""

__version__ = "0.1.0"
