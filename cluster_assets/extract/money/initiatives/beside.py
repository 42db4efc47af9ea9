"""Sums for no programme, and those that go on from one."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.initiatives.topics import Topics
from cluster_assets.extract.money.initiatives.unrelated import unrelated

#: How far, in characters, one sum goes on from another.
REACH = 240
_BODY_SUBJECT = re.compile(r"(센터|진흥원|재단|연구원|연구소|공사|공단|테크노파크)(?:은|는|이|가) ")
_COMPARES = re.compile(r"보다|에서 |으로 |이던|이었")
_SAME_FIRMS = re.compile(r"(?:작년|지난해|그동안|올해)? ?(?:참여|지원|선정|수혜|이들)")


@dataclass(frozen=True, slots=True)
class _Beside:
    """The last sum for no programme: its sentence's end, its own end, kind and reason."""

    end: int
    amount_end: int
    kind: str
    reason: str


class BesideProgrammes:
    """Tells, amount by amount in reading order, which are for no programme."""

    def __init__(
        self, text: str, topics: Topics, bodies: AbstractSet[str], *, is_titled: bool
    ) -> None:
        self.text = text
        self.topics = topics
        self._bodies = bodies
        self._is_titled = is_titled
        self._last = _Beside(-1, -1, "", "")
        #: The last sum of each kind: its end, and what it is for.
        self._told: dict[str, tuple[int, str | None]] = {}

    def reason(self, draft: Draft, lead_start: int) -> str | None:
        """Why the amount is for no programme, though one may be talked of around it."""
        reason = self._reason(draft, lead_start)
        if reason is not None:
            self._last = _Beside(draft.sentence[1], draft.end, draft.kind, reason)
        return reason

    def tell(self, draft: Draft, name: str | None) -> None:
        """Remember what an amount of the body was for."""
        self._told[draft.kind] = (draft.end, name)

    def _reason(self, draft: Draft, lead_start: int) -> str | None:
        topic = self.topics.of(draft.sentence[0])
        if self.topics.points_at_unnamed(*draft.sentence):
            return "unnamed_thing"
        reason = unrelated(
            self.text,
            draft,
            lead_start,
            topic=topic.name,
            has_topic=topic.settled >= 0,
            is_titled=self._is_titled,
        )
        if reason == "other_actor" and self._goes_on_from(draft):
            return None  # one firm more of those that the programme is for
        return reason or self._result_of_body(draft) or self._still_beside(draft)

    def _goes_on_from(self, draft: Draft) -> bool:
        """Whether the paragraph has told a sum of the kind, for the programme, just before."""
        end, name = self._told.get(draft.kind, (-1, None))
        return (
            end >= 0
            and name is not None
            and draft.start - end <= REACH
            and "\n" not in self.text[end : draft.start]
        )

    def _still_beside(self, draft: Draft) -> str | None:
        """What goes on from a sum for no programme: compared with it, or of its kind."""
        before = self._last
        if before.end < 0 or "\n" in self.text[before.end - 1 : draft.start]:
            return None
        if draft.start < before.end:
            between = self.text[before.amount_end : draft.start]
            return "beside" if _COMPARES.search(between) else None
        if draft.start - before.end > REACH:
            return None
        goes_on = (
            before.kind == draft.kind
            or before.reason == "unnamed_thing"
            or _SAME_FIRMS.match(self.text, draft.sentence[0]) is not None
        )
        return "beside" if goes_on else None

    def _result_of_body(self, draft: Draft) -> str | None:
        """What a body that the sentence takes up by its kind ('센터는') has earned."""
        match = _BODY_SUBJECT.match(self.text, draft.sentence[0])
        if match is None or draft.kind != "outcome":
            return None
        is_body = any(name.endswith(match[1]) for name in self._bodies)
        return "body_result" if is_body else None
