"""One request over the wire: guarded address, bounded body, total time. No retries here."""

from __future__ import annotations

import ssl
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpcore

from cluster_assets.capture.net.addresses import Deadline, GuardedBackend, Resolver, resolve
from cluster_assets.capture.net.decoding import ACCEPTED, read_body
from cluster_assets.capture.net.limits import FetchLimits, user_agent

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WITH_BODY = range(200, 300)


class SchemeRefusedError(ValueError):
    """Not http or https, or an address that carries a login."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; ``body`` is decoded and empty unless the status is 2xx."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    request_headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str | None:
        """The first header of that name, however it is spelt."""
        return next((v for n, v in self.headers if n.lower() == name.lower()), None)


@dataclass
class Wire:
    """A connection pool for one host at a time; not shared between threads.

    ``resolver`` stands in for the system's DNS in tests; ``trusted_hosts`` may be at
    private addresses (an intranet, a test).
    """

    limits: FetchLimits
    resolver: Resolver = resolve
    trusted_hosts: Collection[str] = ()
    ssl_context: ssl.SSLContext | None = None
    _deadline: Deadline = field(default_factory=Deadline)
    _pool: httpcore.ConnectionPool = field(init=False)

    def __post_init__(self) -> None:
        """Open the pool; nothing is connected yet."""
        self._pool = httpcore.ConnectionPool(
            ssl_context=self.ssl_context or ssl.create_default_context(),
            max_connections=1,
            keepalive_expiry=30.0,
            network_backend=GuardedBackend(
                self._deadline, resolver=self.resolver, trusted_hosts=self.trusted_hosts
            ),
        )

    def get(self, url: str, *, headers: Mapping[str, str], max_bytes: int) -> Answer:
        """GET one address.

        Raises:
            SchemeRefusedError, AddressRefusedError: it must not be asked at all.
            TooLargeError, BadEncodingError: the body breaks a rule; the connection is dropped.
            httpcore.TimeoutException, NetworkError, ProtocolError: the wire failed.
        """
        check_scheme(url)
        sent = {
            "Host": urlsplit(url).netloc,
            "User-Agent": user_agent(),
            "Accept-Encoding": ACCEPTED,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            **headers,
        }
        self._deadline.at = time.monotonic() + self.limits.page_seconds
        timeouts = {
            "connect": self.limits.connect_seconds,
            "read": self.limits.read_seconds,
            "write": self.limits.read_seconds,
            "pool": self.limits.connect_seconds,
        }
        with self._pool.stream(
            "GET", url, headers=list(sent.items()), extensions={"timeout": timeouts}
        ) as response:
            pairs = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in response.headers)
            encoding = next((v for n, v in pairs if n.lower() == "content-encoding"), None)
            body = b""
            if response.status in _WITH_BODY:
                body = read_body(response.iter_stream(), encoding, max_bytes)
            return Answer(response.status, pairs, body, tuple(sent.items()))

    def close(self) -> None:
        """Drop all connections."""
        self._pool.close()


def check_scheme(url: str) -> None:
    """Refuse what is not a plain web address.

    Raises:
        SchemeRefusedError: file:, ftp:, a login in the address, no host, an odd port.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SchemeRefusedError(f"not an address: {error}") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise SchemeRefusedError(f"only http and https are fetched, not {parts.scheme[:20]!r}")
    if not parts.hostname:
        raise SchemeRefusedError("the address names no host")
    if parts.username is not None or parts.password is not None:
        raise SchemeRefusedError("the address carries a login")
    if port == 0:
        raise SchemeRefusedError("port 0")
