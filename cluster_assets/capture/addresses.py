"""Addresses as they are asked for: one spelling an address, tracking parameters left off."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from courlan import normalize_url

MAX_ADDRESS_CHARACTERS = 2_000
MAX_ADDRESSES = 100_000


def normalized(url: str) -> str | None:
    """The address without tracking parameters and fragment; None where it is none.

    What is not http or https, or too long to be an address, is none.
    """
    url = url.strip()
    if not 0 < len(url) <= MAX_ADDRESS_CHARACTERS or not url.isprintable():
        return None
    try:
        parts = urlsplit(normalize_url(url))
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, host + port, parts.path or "/", parts.query, ""))


def host_of(url: str) -> str | None:
    """The host of an address, lower-case; None where it names none."""
    try:
        return (urlsplit(url).hostname or "").lower() or None
    except ValueError:
        return None


def read_address_list(text: str) -> list[str]:
    """One address a line; ``#`` starts a comment line."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")][:MAX_ADDRESSES]
