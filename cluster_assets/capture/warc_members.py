"""The records of our WARC files as bytes: each one a gzip member, the same page the same bytes."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from isal import isal_zlib
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cluster_assets.capture.warc import (
    REQUESTED,
    TOO_LARGE,
    Fetched,
    Headers,
    page_id_of,
    payload_digest,
)

SOFTWARE = "cluster-assets"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
LEVEL = 3  # of ISA-L: as small as level 4 of zlib, in a quarter of the time
_REWRITTEN = ("content-encoding", "transfer-encoding", "content-length")


def head_member(source: str, day: str) -> bytes:
    """The ``warcinfo`` record that a file starts with."""
    fields = {"software": SOFTWARE, "format": "WARC File Format 1.1", "isPartOf": f"{source} {day}"}
    body = "".join(f"{k}: {v}\r\n" for k, v in fields.items()).encode()
    # At the start of the day, and not by the clock: the same pages give the same bytes.
    date = f"{day}T00:00:00Z"
    return _member("warcinfo", None, date, body, {"Content-Type": "application/warc-fields"})


def file_member(url: str, captured_at: datetime, payload: bytes) -> bytes:
    """The record of a page that was a file."""
    extra = {
        "Content-Type": "text/html",
        "WARC-Payload-Digest": payload_digest(page_id_of(payload)),
    }
    return _member("resource", url, _stamp(captured_at), payload, extra)


def oversized_member(url: str, captured_at: datetime, page_id: str, byte_count: int) -> bytes:
    """The record that stands for a file that is too large to land."""
    fields = {"byte_count": byte_count, "outcome": TOO_LARGE, "page_id": page_id}
    body = json.dumps(fields, sort_keys=True).encode()
    extra = {"Content-Type": "application/json"}
    return _member("metadata", url, _stamp(captured_at), body, extra)


def fetched_members(page: Fetched) -> bytes:
    """The response and its request, one gzip member each."""
    date, digest = _stamp(page.captured_at), payload_digest(page.page_id)
    response_id = _record_id("response", page.url, date, digest)
    reply = StatusAndHeaders(
        f"{page.status} {_phrase(page.status)}",
        _stored_headers(page.headers, len(page.body)),
        protocol="HTTP/1.1",
    )
    extra = {"WARC-Payload-Digest": digest, "WARC-Record-ID": response_id, **_asked(page)}
    response = _member("response", page.url, date, page.body, extra, reply)
    return response + _request_member(page, date, response_id)


def revisit_members(page: Fetched, *, first_url: str, first_at: datetime) -> bytes:
    """The record of a page that came again with the same bytes, and its request."""
    date, digest = _stamp(page.captured_at), payload_digest(page.page_id)
    revisit_id = _record_id("revisit", page.url, date, digest)
    reply = StatusAndHeaders(
        f"{page.status} {_phrase(page.status)}",
        _stored_headers(page.headers, len(page.body)),
        protocol="HTTP/1.1",
    )
    extra = {
        "WARC-Payload-Digest": digest,
        "WARC-Record-ID": revisit_id,
        "WARC-Profile": IDENTICAL,
        "WARC-Refers-To-Target-URI": first_url,
        "WARC-Refers-To-Date": _stamp(first_at),
        **_asked(page),
    }
    revisit = _member("revisit", page.url, date, b"", extra, reply)
    return revisit + _request_member(page, date, revisit_id)


def _asked(page: Fetched) -> dict[str, str]:
    return {} if page.requested_url == page.url else {REQUESTED: page.requested_url}


def _request_member(page: Fetched, date: str, concurrent_to: str) -> bytes:
    if not page.request_headers:
        return b""
    parts = urlsplit(page.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = StatusAndHeaders(
        f"GET {path} HTTP/1.1", list(page.request_headers), is_http_request=True
    )
    extra = {
        "WARC-Concurrent-To": concurrent_to,
        "WARC-Record-ID": _record_id("request", page.url, date, concurrent_to),
    }
    return _member("request", page.url, date, b"", extra, asked)


def _stored_headers(headers: Headers, length: int) -> list[tuple[str, str]]:
    """The server's headers, true for the body as it is stored."""
    stored = [
        (f"X-Crawler-{name}" if name.lower() in _REWRITTEN else name, value)
        for name, value in headers
    ]
    return [*stored, ("Content-Length", str(length))]


def _member(
    kind: str,
    url: str | None,
    date: str,
    body: bytes,
    extra: Mapping[str, str],
    http: StatusAndHeaders | None = None,
) -> bytes:
    """One whole record as a gzip member; the same content, the same bytes."""
    headers = {"WARC-Date": date, **extra}
    media_type = headers.pop("Content-Type", "")
    headers.setdefault("WARC-Record-ID", _record_id(kind, url or "", date, page_id_of(body)))
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=False, warc_version="1.1")
    record = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        warc_content_type=media_type,
        warc_headers_dict=headers,
        http_headers=http,
    )
    writer.write_record(record)
    packer = isal_zlib.compressobj(LEVEL, isal_zlib.DEFLATED, isal_zlib.MAX_WBITS | 16)
    return packer.compress(buffer.getbuffer()) + packer.flush()


def _record_id(*parts: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join(parts))}>"


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
