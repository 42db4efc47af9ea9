"""One large file over http as a stream: guarded addresses, no silence, nothing kept."""

from __future__ import annotations

import io
import ssl
from collections.abc import Iterator
from typing import IO, Any, cast
from urllib.parse import urljoin, urlsplit

import httpcore

from cluster_assets.capture.net.addresses import Deadline, GuardedBackend
from cluster_assets.capture.net.limits import FetchLimits, user_agent
from cluster_assets.capture.net.requests import SchemeRefusedError, check_scheme

SILENCE_SECONDS = 60.0  # a file may take hours, but not fall silent
_REDIRECTS = (301, 302, 303, 307, 308)


class _Body(io.RawIOBase):
    """The body of an answer, chunk by chunk."""

    def __init__(self, pool: httpcore.ConnectionPool, response: httpcore.Response) -> None:
        self._pool, self._response = pool, response
        self._chunks: Iterator[bytes] = response.iter_stream()
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._chunks))
        except StopIteration:
            return 0
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise OSError(f"the connection broke: {error}") from error
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

    def close(self) -> None:
        if not self.closed:
            self._response.close()
            self._pool.close()
        super().close()


def open_download(url: str, limits: FetchLimits | None = None) -> IO[bytes]:
    """Open a file at an address that the user named; only its own host may be private.

    A read may give less than was asked for; what came before the connection broke is given.

    Raises:
        OSError: it cannot be reached, is refused, or the answer is not 200.
    """
    limits = limits or FetchLimits()
    trusted = {(urlsplit(url).hostname or "").lower()}
    pool = httpcore.ConnectionPool(
        ssl_context=ssl.create_default_context(),
        network_backend=GuardedBackend(Deadline(), trusted_hosts=trusted),
    )
    try:
        for _ in range(limits.max_redirects + 1):
            response = _ask(pool, url, limits)
            location = dict(response.headers).get(b"location")
            if response.status not in _REDIRECTS or location is None:
                break
            response.close()
            url = urljoin(url, location.decode("latin-1"))
        if response.status != 200:
            raise OSError(f"{url} answered {response.status}")
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
        pool.close()
        raise OSError(f"{url} cannot be read: {error}") from error
    except (OSError, SchemeRefusedError) as error:
        pool.close()
        raise OSError(str(error)) from error
    return cast(IO[bytes], _Body(pool, response))


def _ask(pool: httpcore.ConnectionPool, url: str, limits: FetchLimits) -> httpcore.Response:
    check_scheme(url)
    parts = urlsplit(url)
    headers = [("Host", parts.netloc), ("User-Agent", user_agent()), ("Accept", "*/*")]
    timeouts = {
        "connect": limits.connect_seconds,
        "read": SILENCE_SECONDS,
        "write": limits.read_seconds,
        "pool": limits.connect_seconds,
    }
    request = httpcore.Request("GET", url, headers=headers, extensions={"timeout": timeouts})
    response = pool.handle_request(request)
    return httpcore.Response(
        response.status,
        headers=[(name.lower(), value) for name, value in response.headers],
        content=response.stream,
        extensions=response.extensions,
    )
