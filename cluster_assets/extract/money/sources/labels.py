"""Sources by a label before the amount, or by who is said to pay the part."""

from __future__ import annotations

import re

from cluster_assets.extract.money.sources.purses import PURSE_TOPIC, shared_purse
from cluster_assets.extract.money.sources.reading import Found, Reading

# '나머지 70억원은 한국전력공사가 맡는다'
_PAYER_AFTER = re.compile(
    r"(?:원)?(?:은|는|을) ([가-힣A-Za-z()㈜]{1,16}(?:이|가|에서)) "
    r"(?:맡|대[고는며]|댄|댔|내[고는며]|낸|냈|부담|분담|"
    r"출연|출자|조달|보탠|보태)|"
    r"(?:원)?(?:은|는) ([가-힣A-Za-z()㈜]{1,16})(?:의)? 몫(?:이다|이고|으로|이며)"
)
# '○○시와 △△구 부담은 A다'
_SHARE_OF = re.compile(
    r"(?P<who>(?:[가-힣]{2,7}[시도군구](?:와|과|·) ?)?[가-힣]{1,7}[시도군구]|도|시|군|구)의? "
    r"(?:부담|분담|몫)(?:액|금)?(?:은|이) (?:약 |총 )?$"
)
# '내년 국비로 설계비 A를 따냈다', '국비 몫도 A에서 B로'
_FROM_PURSE = re.compile(
    r"(?<![가-힣])(국비|도비|시비|군비|구비|지방비)(?:로(?:는)? (?:[가-힣]+(?:비|예산) )?|"
    r" ?(?:몫|분담액|"
    r"확정분|지원액|요구액)[은는이가도] )$"
)
# '국비 지원 한도는 건당 최대 A에서 최대 B로': of both sums.
_LIMIT_OF_PURSE = re.compile(
    r"(?<![가-힣])(국비|도비|시비|군비|구비|지방비) ?(?:지원|보조)(?:금|액)? ?(?:한도|상한)(?:액)?"
    r"[은는이가도을를] [^.]{0,40}$"
)
# '국비 지원액은 첫해 A에서 B로'
_GRANT_OF_PURSE = re.compile(
    r"(?<![가-힣])(국비|도비|시비|군비|구비|지방비) ?(?:지원|보조|배정|확보|요구|반영)(?:금|액)"
    r"[은는이가도] [^.]{0,30}$"
)
_BY_USE = re.compile(r"[△▷□○]|용도별|분야별|사업별|내용별")
# What is said of those who get a share, not of those who give one.
_SHARED_OUT = re.compile(
    r"갈린다|갈렸|배정|배분|나눠 (?:갖|가[져질]|받)|돌아[가간갔]|쪼개|내려[가간갔]|받는다|받았|"
    r"받게|몫으로 잡"
)


def source_by_label(reading: Reading) -> Found | None:
    """Source and rule by the amount's label, or by one that it takes from another amount."""
    draft, previous, lead = reading.draft, reading.previous, reading.lead
    taken = _FROM_PURSE.search(lead) if draft.label is None and draft.kind == "budget" else None
    if taken is not None:
        return reading.of_label(taken[1]), f"topic:{taken[1]}"
    if draft.kind == "budget":
        found = shared_purse(reading.text, draft, lead, previous, reading.metropolitan)
        if found is not None:
            return found
    if draft.label is None and previous is not None and previous.label and _only_time(lead):
        draft.label = previous.label
        draft.rules["label"] = "carried"
    if draft.label == "특별교부금":
        giver = reading.of_actor(lead.removesuffix("특별교부금 ").removesuffix("특별교부금"))
        if giver == "province":
            return giver, "giver_of_grant"
    is_bare = draft.label is None and draft.kind == "budget"
    found = _by_purse_topic(reading) if is_bare else None
    if found is not None:
        return found
    if (
        previous is not None
        and previous.rules.get("parent") == "included"
        and previous.parent is draft
    ):
        before = reading.text[draft.sentence[0] : previous.number_start]
        phrase = _last_phrase(re.sub(r"(?:특별)?(?:조정)?교부[금세] ?$", "", before))
        actor = reading.of_actor(phrase)
        if actor:
            return actor, "part_of_giver"
    found = _by_share(reading) if is_bare else None
    return found if found is not None else _own_label(reading)


def _own_label(reading: Reading) -> Found | None:
    """The amount's own label, or the purse that the sentence before it is about."""
    draft = reading.draft
    limit = _LIMIT_OF_PURSE.search(reading.text, draft.sentence[0], draft.number_start)
    if draft.label is None and limit and draft.kind == "per_recipient":
        return reading.of_label(limit[1]), f"limit_of:{limit[1]}"
    grown = _GRANT_OF_PURSE.search(reading.text, draft.sentence[0], draft.number_start)
    if draft.label is None and grown and draft.rules.get("change") in ("from", "to"):
        return reading.of_label(grown[1]), f"topic:{grown[1]}"
    if draft.label == "투자금" and draft.kind == "investment":
        return None
    if draft.label:
        return reading.of_label(draft.label), f"label:{draft.label}"
    return None


def _by_purse_topic(reading: Reading) -> Found | None:
    """The purse that the clause is about: '지방비는 A', '지방비는 도가 A, 시가 B'."""
    draft, lead = reading.draft, reading.lead
    named = PURSE_TOPIC.search(lead)
    if named is None:
        return None
    purse = named[1] or named[2] or named[3]
    if draft.parent is not None and draft.parent.label == purse:
        payer = reading.of_actor(_last_phrase(lead).split(" ")[-1])
        if payer is not None:
            return payer, "part_of_giver"
    return reading.of_label(purse), f"topic:{purse}"


def _by_share(reading: Reading) -> Found | None:
    """'○○시와 △△구 부담은 A다'."""
    share = _SHARE_OF.search(reading.lead)
    if share is None:
        return None
    if re.search(r"[와과·]", share["who"]):
        return "local", "share_of_governments"
    payer = reading.of_actor(f"{share['who']}가")
    return None if payer is None else (payer, "share_of_government")


def source_by_payer(reading: Reading) -> Found | None:
    """Source and rule of a part by who pays it."""
    draft, text = reading.draft, reading.text
    if draft.parent is None:
        return None
    payer = _PAYER_AFTER.match(text[draft.end : draft.end + 40])
    if draft.kind == "budget" and payer:
        actor = reading.of_actor(payer[1] or payer[2])
        if actor:
            return actor, "payer_after"
    if draft.rules.get("parent", "") in ("sum", "bracket"):
        actor = reading.of_actor(_last_phrase(reading.lead))
        if (
            actor
            and not _BY_USE.search(text[draft.sentence[0] : draft.number_start])
            and not _SHARED_OUT.search(text, draft.end, draft.sentence[1])
        ):
            return actor, "part_of_giver"
    return None


def _only_time(lead: str) -> bool:
    """Whether only a year and connecting words stand between two amounts."""
    return (
        len(lead) <= 24
        and re.search(r"내년|내후년|올해|지난해|\d{4}년|이듬해", lead) is not None
        and not re.search(
            # Behind a bracket, or of the whole again, it is no purse's.
            r"[)\]]|이 중|이 가운데|그중|집행|쓴 돈|[가-힣]{2,}(?:비|금|예산)|부담|분담|"
            r"몫|매출|수출|"
            r"투자|총 |모두|보태|합쳐|더해|합해",
            lead,
        )
    )


def _last_phrase(lead: str) -> str:
    return re.split(r"[,△▷□·;:(]|원을 |원이 |고 |와 |과 ", lead.rstrip())[-1][-30:]
