"""A real web server on 127.0.0.1 with virtual hosts, well-behaved and hostile ones."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Handler = Callable[["Asked"], "Reply"]


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    host: str
    path: str
    headers: dict[str, str]
    at: float


@dataclass(frozen=True)
class Reply:
    """What is sent back: status, headers, body; ``drip`` sends one byte each so many seconds."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float | None = None
    length: int | None = None  # a Content-Length that may lie

    def head(self) -> bytes:
        length = len(self.body) if self.length is None else self.length
        fields = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(length),
            "Connection": "close",
            **self.headers,
        }
        lines = [f"HTTP/1.1 {self.status} X", *(f"{n}: {v}" for n, v in fields.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


class TestWeb:
    """Pages by (host, path); every request is logged with its time."""

    __test__ = False

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str], Reply | Handler] = {}
        self.log: list[Asked] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, host: str, path: str, reply: Reply | Handler) -> str:
        """Publish a page; returns its address."""
        self.pages[host, path] = reply
        return self.url(host, path)

    def put_cached(self, host: str, path: str, body: bytes, etag: str) -> str:
        """A page with an ETag that answers 304 to the client that knows it."""

        def reply(asked: Asked) -> Reply:
            if asked.headers.get("if-none-match") == etag:
                return Reply(status=304, headers={"ETag": etag})
            return Reply(body, headers={"ETag": etag})

        return self.put(host, path, reply)

    def asked(self, host: str) -> list[Asked]:
        return [a for a in self.log if a.host == host]

    def resolve(self, host: str, port: int) -> list[str]:
        """DNS of the test: every host lives here."""
        return ["127.0.0.1"]

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        try:
            with connection:
                asked = self._read(connection)
                if asked is None:
                    return
                self.log.append(asked)
                found = self.pages.get((asked.host, asked.path), Reply(b"none", 404))
                reply = found if isinstance(found, Reply) else found(asked)
                if reply.drip is None:
                    connection.sendall(reply.head() + reply.body)
                    return
                for byte in reply.head() + reply.body:
                    connection.sendall(bytes([byte]))
                    time.sleep(reply.drip)
        except OSError:
            return  # the client hung up, as it should on an attack

    @staticmethod
    def _read(connection: socket.socket) -> Asked | None:
        data = b""
        while b"\r\n\r\n" not in data:
            chunk = connection.recv(4096)
            if not chunk:
                return None
            data += chunk
        lines = data.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines[1:] if ":" in line)
        }
        host = headers.get("host", "").partition(":")[0]
        return Asked(host, path, headers, time.monotonic())


def bomb(megabytes: int) -> bytes:
    """A gzip body that unfolds to so many megabytes of zeros."""
    return gzip.compress(bytes(megabytes * 2**20), compresslevel=9)


@contextmanager
def running_web() -> Iterator[TestWeb]:
    web = TestWeb()
    try:
        yield web
    finally:
        web.close()
