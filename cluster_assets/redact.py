"""Secrets out of what is logged, published or shown: passwords and tokens in addresses.

Addresses of sources may carry a token (``?serviceKey=...``), and messages of libraries quote
addresses. What people read gets :data:`HIDDEN` in its place.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

HIDDEN = "***"
# Names of query parameters that hold a secret, in any case, with - or _ or without.
_NAMES = (
    r"(?:access|auth|refresh|session|id|csrf|security|api|client|x[-_]amz[-_]security)?[-_]?token",
    r"(?:api|auth|access|secret|service|private|consumer|subscription|crtfc|confm|app)[-_]?key",
    r"(?:client|consumer|api|app)?[-_]?secret",
    r"pass(?:word|wd|phrase)?|pwd|auth|authorization|credentials?|jwt",
    r"sig|signature|x[-_]amz[-_](?:signature|credential)|x[-_]goog[-_](?:signature|credential)",
    r"access[-_]?key[-_]?id|awsaccesskeyid|googleaccessid|sas",
)
_PARAMETER = re.compile(rf"([?&;](?:{'|'.join(_NAMES)})=)(?!\*\*\*)[^&;#\s'\"<>\\]+", re.IGNORECASE)
# A bare `key` is often the number of an article; a long one with letters and digits is not.
_KEY = re.compile(
    r"([?&;]key=)(?=[^&;#\s'\"<>\\]*[A-Za-z])(?=[^&;#\s'\"<>\\]*\d)[^&;#\s'\"<>\\]{16,}",
    re.IGNORECASE,
)
# Up to the last @ before the path: a password may hold one itself.
_USER = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,20}://)[^/\s'\"<>\\?#]*@")


def redact(text: str) -> str:
    """The text with user names, passwords and tokens of the addresses in it hidden."""
    if "@" in text:
        text = _USER.sub(rf"\1{HIDDEN}@", text)
    if "=" in text:
        text = _KEY.sub(rf"\1{HIDDEN}", _PARAMETER.sub(rf"\1{HIDDEN}", text))
    return text


def has_password(address: str) -> bool:
    """Whether an address names a password (``scheme://user:password@host``)."""
    try:
        return urlsplit(address).password is not None
    except ValueError:
        return _USER.search(address) is not None
