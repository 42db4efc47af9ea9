"""One entry of ``sources.yaml`` to its source; every error names entry, setting and cure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cluster_assets.capture.source_kinds import (
    POLITE_GAP_SECONDS,
    FeedSource,
    FolderSource,
    SitemapSource,
    Source,
    UrlsSource,
    WarcSource,
)
from cluster_assets.redact import has_password, redact

MAX_NAME = 60  # it is the name of files, where a Korean letter takes three of 255 bytes


class SourceError(ValueError):
    """``sources.yaml`` is wrong; the message names the entry and the cure."""


@dataclass(frozen=True)
class _Entry:
    """One raw entry with where it stands, for the messages."""

    where: str
    base: Path
    values: Mapping[str, Any]

    def fail(self, message: str) -> SourceError:
        return SourceError(redact(f"{self.where}: {message}"))

    def path(self, setting: str) -> Path:
        return self.base / Path(self.text(setting)).expanduser()

    def text(self, setting: str) -> str:
        value = self.values.get(setting)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(f"`{setting}` must be text, not {value!r}.")
        return value.strip()

    def switch(self, setting: str) -> bool:
        value = self.values[setting]
        if not isinstance(value, bool):
            raise self.fail(f"`{setting}` must be true or false, not {value!r}.")
        return value

    def count(self, setting: str) -> int:
        value = self.values[setting]
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.fail(f"`{setting}` must be a whole number from 1 on, not {value!r}.")
        return value

    def seconds(self, setting: str) -> float:
        value = self.values[setting]
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 3600:
            raise self.fail(f"`{setting}` must be seconds from 0 to 3600, not {value!r}.")
        return float(value)

    def texts(self, setting: str) -> tuple[str, ...]:
        value = self.values[setting]
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            raise self.fail(f"`{setting}` must be a list of texts such as [a, b], not {value!r}.")
        return tuple(value)

    def hosts(self, setting: str) -> tuple[str, ...]:
        return tuple(host.strip().lower() for host in self.texts(setting))

    def web_address(self, setting: str) -> str:
        url = self.text(setting)
        try:
            parts = urlsplit(url)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            usable = False
        self.refuse_password(setting, url)
        if not usable:
            raise self.fail(f"`{setting}` must be an http or https address, not {url!r}.")
        return url

    def refuse_password(self, setting: str, address: str) -> None:
        if has_password(address):
            raise self.fail(
                f"`{setting}` must not hold a password: addresses are written down with every "
                "page. Object stores read theirs from the environment or from files."
            )

    def web_addresses(self, setting: str) -> tuple[str, ...]:
        return self.texts(setting)

    def moment(self, setting: str) -> datetime:
        stamp = self.values[setting]
        try:
            stamp = datetime.fromisoformat(stamp) if isinstance(stamp, str) else stamp
        except ValueError:
            stamp = None
        if not isinstance(stamp, datetime):
            raise self.fail(f"{setting} must be a time such as 2026-11-02T06:00:00+09:00.")
        # YAML loads offsets into naive UTC.
        return stamp if stamp.tzinfo is not None else stamp.replace(tzinfo=UTC)

    def place(self, setting: str) -> str:
        """A path, glob or URL as text; relative paths start at the project."""
        value = self.text(setting)
        if "://" in value:
            self.refuse_password(setting, value)
            return value
        return str(self.base / Path(value).expanduser())


_Reader = Callable[[_Entry, str], Any]
_COMMON: dict[str, _Reader] = {"enabled": _Entry.switch}
_NETWORK: dict[str, _Reader] = {
    **_COMMON,
    "max_pages": _Entry.count,
    "allow_hosts": _Entry.hosts,
    "min_gap_seconds": _Entry.seconds,
    "include": _Entry.texts,
}
_KINDS: dict[str, tuple[type[Any], dict[str, _Reader], tuple[str, ...]]] = {
    "folder": (
        FolderSource,
        {**_COMMON, "path": _Entry.path, "captured_at": _Entry.moment},
        ("path",),
    ),
    "feed": (FeedSource, {**_NETWORK, "url": _Entry.web_address}, ("url",)),
    "sitemap": (
        SitemapSource,
        {**_NETWORK, "url": _Entry.web_address, "max_age_days": _Entry.count},
        ("url",),
    ),
    "urls": (UrlsSource, {**_NETWORK, "path": _Entry.path, "urls": _Entry.web_addresses}, ()),
    "warc": (
        WarcSource,
        {
            **_COMMON,
            "path": _Entry.place,
            "listing": _Entry.place,
            "base_url": _Entry.place,
            "max_files": _Entry.count,
            "max_pages": _Entry.count,
        },
        (),
    ),
}
KINDS = tuple(_KINDS)


def source_of(entry: Any, base: Path, file: Path) -> Source:
    """Validate one entry; relative paths are below ``base``.

    Raises:
        SourceError: what is wrong, where, and what would be right.
    """
    name = entry.get("name") if isinstance(entry, dict) else None
    where = f"{file}: source {name if name else redact(repr(entry))[:80]}"
    if not isinstance(entry, dict) or not name:
        raise SourceError(f"{where}: needs `name`, `kind` and where to read from.")
    raw = _Entry(where, base, entry)
    if not str(name).replace("-", "").replace("_", "").isalnum() or len(str(name)) > MAX_NAME:
        raise raw.fail(f"a name holds letters, digits, - and _ only, at most {MAX_NAME}.")
    if entry.get("kind") not in _KINDS:
        raise raw.fail(f"kind must be one of {', '.join(KINDS)}, not {entry.get('kind')!r}.")
    made, readers, needed = _KINDS[entry["kind"]]
    unknown = set(entry) - {"name", "kind", *readers}
    if unknown:
        raise raw.fail(
            f"unknown setting {', '.join(sorted(map(str, unknown)))}. "
            f"A {entry['kind']} source knows {', '.join(readers)}."
        )
    for setting in needed:
        if entry.get(setting) in (None, ""):
            raise raw.fail(f"needs `{setting}`.")
    settings = {
        key: reader(raw, key) for key, reader in readers.items() if entry.get(key) is not None
    }
    source: Source = made(str(name), **settings)
    _require_sense(raw, source)
    return source


def _require_sense(raw: _Entry, source: Source) -> None:
    """What no single setting tells."""
    if isinstance(source, UrlsSource) and (source.path is None) == (not source.urls):
        raise raw.fail("needs either `path` (a text file) or `urls` (a list).")
    if isinstance(source, WarcSource) and (source.path is None) == (source.listing is None):
        raise raw.fail("needs either `path` (a path, glob or URL) or `listing`.")
    if isinstance(source, WarcSource) and source.listing and not source.base_url:
        raise raw.fail("a `listing` needs `base_url`, what its paths stand below.")
    gap = getattr(source, "min_gap_seconds", POLITE_GAP_SECONDS)
    if gap < POLITE_GAP_SECONDS and not getattr(source, "allow_hosts", ()):
        raise raw.fail(
            f"`min_gap_seconds` below {POLITE_GAP_SECONDS:g} is for your own hosts only: "
            "name them in `allow_hosts`, or leave it out."
        )
