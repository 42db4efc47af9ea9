"""One article as every extractor sees it: original text, normal form, sentences."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cluster_assets.extract.korean.normalize import Normalized, normalize
from cluster_assets.extract.korean.sentences import split_sentences
from cluster_assets.records import Span, SpanField


@dataclass(frozen=True)
class ArticleContext:
    """An article with the derived forms that all extractors share.

    Patterns run on ``body.text`` and ``headline.text`` (normal forms); facts carry spans
    of the original ``text`` and ``title``, made with :meth:`span`.
    """

    title: str
    text: str
    published_date: date | None = None
    outlet: str | None = None

    @cached_property
    def body(self) -> Normalized:
        """Normal form of ``text`` with its offset map."""
        return normalize(self.text)

    @cached_property
    def headline(self) -> Normalized:
        """Normal form of ``title`` with its offset map."""
        return normalize(self.title)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Sentence ranges in the normal form of ``text``, in order."""
        return split_sentences(self.body.text)

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where the sentences of :attr:`sentences` begin."""
        return [start for start, _ in self.sentences]

    def normal(self, field: SpanField) -> Normalized:
        """The normal form of the named field."""
        return self.body if field == "text" else self.headline

    def span(self, field: SpanField, start: int, end: int) -> Span:
        """Original span of the range ``[start, end)`` of the field's normal form."""
        return Span(field, *self.normal(field).span(start, end))

    def evidence(self, span: Span) -> str:
        """The original characters of a span, as written."""
        source = self.text if span.field == "text" else self.title
        return source[span.start : span.end]

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Range, in the body's normal form, of the sentence that holds ``position``."""
        number = bisect_right(self.sentence_starts, position) - 1
        if number >= 0 and position < self.sentences[number][1]:
            return self.sentences[number]
        return (0, len(self.body.text))
