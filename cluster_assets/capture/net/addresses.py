"""Which addresses may be connected to: public ones, decided on what is connected to.

The name is resolved once, every address is judged, and the connection goes to the judged
address: a second DNS answer cannot slip in between check and connect.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpcore

IPAddress = IPv4Address | IPv6Address
Resolver = Callable[[str, int], list[str]]

_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}\.?", re.IGNORECASE)
_DOTTED = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}")
_NAT64 = ip_network("64:ff9b::/96")


class AddressRefusedError(httpcore.ConnectError):
    """The host is, or resolves to, an address that must not be connected to."""


def is_public(address: IPAddress) -> bool:
    """Whether an address is on the public internet, also the one it wraps (mapped, 6to4)."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if address.teredo is not None:
            wrapped = address.teredo[1]
        if address in _NAT64:
            wrapped = IPv4Address(address.packed[-4:])
        if wrapped is not None and not is_public(wrapped):
            return False
    return address.is_global and not address.is_multicast


def refuse_odd_literal(host: str) -> None:
    """Refuse numbers that the C library reads as an address ('2130706433', '0177.0.0.1').

    Raises:
        AddressRefusedError: the host is such a number.
    """
    if _NUMERIC.fullmatch(host) and not _DOTTED.fullmatch(host):
        raise AddressRefusedError(f"{host} is an address in a disguised form")


def resolve(host: str, port: int) -> list[str]:
    """Addresses of a host by the system's resolver, in its order."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} does not resolve: {error}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def judged_addresses(
    host: str, port: int, *, resolver: Resolver = resolve, trusted_hosts: Collection[str] = ()
) -> list[str]:
    """The host's addresses, all of them public, or trusted by name.

    Raises:
        AddressRefusedError: one of them is private, loopback, link-local or the like.
    """
    name = host.strip("[]").lower()
    refuse_odd_literal(name)
    addresses = resolver(name, port)
    if name not in trusted_hosts:
        for text in addresses:
            address = ip_address(text.partition("%")[0])
            if not is_public(address):
                raise AddressRefusedError(f"{name} is at {address}, which is not a public address")
    return addresses


@dataclass(slots=True)
class Deadline:
    """The moment (of ``time.monotonic``) by which the present request must be over."""

    at: float = float("inf")

    def left(self, wanted: float | None) -> float:
        """Seconds that an operation may still take.

        Raises:
            httpcore.ReadTimeout: none are left.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the page took longer than its total time")
        return left if wanted is None else min(left, wanted)


class TimedStream(httpcore.NetworkStream):
    """A stream that ends at the deadline, however slowly its bytes drip in."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: D102
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: D102
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:  # noqa: D102
        self._stream.close()

    def start_tls(  # noqa: D102
        self, ssl_context: object, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(
            ssl_context,  # type: ignore[arg-type]
            server_hostname,
            self._deadline.left(timeout),
        )
        return TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:  # noqa: D102
        return self._stream.get_extra_info(info)


@dataclass
class GuardedBackend(httpcore.NetworkBackend):
    """Connects to judged addresses alone, and under a deadline."""

    deadline: Deadline
    resolver: Resolver = resolve
    trusted_hosts: Collection[str] = ()
    _plain: httpcore.SyncBackend = field(default_factory=httpcore.SyncBackend)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first judged address that answers.

        Raises:
            AddressRefusedError: see :func:`judged_addresses`.
        """
        failure: Exception | None = None
        for address in judged_addresses(
            host, port, resolver=self.resolver, trusted_hosts=self.trusted_hosts
        ):
            try:
                stream = self._plain.connect_tcp(
                    address, port, self.deadline.left(timeout), local_address, socket_options
                )
                return TimedStream(stream, self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(self, *args: object, **options: object) -> httpcore.NetworkStream:
        """Refused: pages do not come from sockets of this machine."""
        raise AddressRefusedError("unix sockets are not fetched from")

    def sleep(self, seconds: float) -> None:
        """Wait, as the pool asks."""
        time.sleep(seconds)
