"""robots.txt by RFC 9309: what may be fetched, and how slowly."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from cluster_assets.capture.net.limits import ROBOT_NAME


@dataclass(frozen=True)
class Rules:
    """A host's rules. ``refusal`` says why nothing may be fetched, where that is so."""

    refusal: str | None = None
    crawl_delay_seconds: float | None = None
    sitemaps: tuple[str, ...] = ()
    _parsed: Protego | None = None

    def allows(self, url: str) -> bool:
        """Whether the address may be fetched by us."""
        if self.refusal is not None:
            return False
        return self._parsed is None or bool(self._parsed.can_fetch(url, ROBOT_NAME))


ALLOW_ALL = Rules()


def rules_of(status: int, body: bytes) -> Rules:
    """Rules from the answer to ``/robots.txt``.

    RFC 9309: 4xx means that there are none; 5xx that everything is forbidden for now. What is
    over the size limit was cut before, and what stands before the cut counts.
    """
    if status >= 500:
        return Rules(refusal=f"robots.txt answered {status}: all is forbidden for now")
    if status >= 400:
        return ALLOW_ALL
    if not 200 <= status < 300:
        return Rules(refusal=f"robots.txt answered {status}")
    parsed = Protego.parse(body.decode("utf-8", "replace"))
    delay = parsed.crawl_delay(ROBOT_NAME)
    return Rules(
        crawl_delay_seconds=None if delay is None else float(delay),
        sitemaps=tuple(parsed.sitemaps),
        _parsed=parsed,
    )
