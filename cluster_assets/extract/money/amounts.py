"""Where amounts of money stand in a text, and how much they are.

Patterns run on the normal form. Nothing here decides what an amount is for.
"""

from __future__ import annotations

import re

from cluster_assets.extract.korean.numbers import (
    DIGITS,
    QUANTITY,
    SECTION,
    parse_number,
    smallest_unit,
)
from cluster_assets.extract.money.amount_ranges import START, with_ranges
from cluster_assets.extract.money.draft import Draft
from cluster_assets.records import SpanField

# Names of currencies after a number -> ISO 4217; longer names first.
_CURRENCIES: tuple[tuple[str, str], ...] = (
    ("캐나다 ?달러", "CAD"),
    ("호주 ?달러", "AUD"),
    ("홍콩 ?달러", "HKD"),
    ("싱가포르 ?달러", "SGD"),
    ("대만 ?달러", "TWD"),
    ("뉴질랜드 ?달러", "NZD"),
    ("미국 ?달러", "USD"),
    ("미 ?달러", "USD"),
    ("달러", "USD"),
    ("US ?달러", "USD"),
    ("USD", "USD"),
    ("유로(?!화 ?약세|존)", "EUR"),
    ("EUR", "EUR"),
    ("파운드", "GBP"),
    ("위안", "CNY"),
    ("스위스 ?프랑", "CHF"),
    ("루피아", "IDR"),
    ("루피", "INR"),
    ("바트", "THB"),
    ("링깃", "MYR"),
    ("디르함", "AED"),
    ("크로나", "SEK"),
    ("크로네", "NOK"),
)
# Short names that are syllables of many words: only after a number with a unit word.
_SHORT_CURRENCIES = {"불": "USD", "엔": "JPY", "동": "VND"}
_SYMBOLS = {"$": "USD", "US$": "USD", "€": "EUR", "¥": "JPY", "₩": "KRW", "£": "GBP"}

# What may not follow 원: the number belongs to another noun ('1만 원장').
_WON = (
    r"원(?!장|칙|생|론|서|룸|년|격|단|정대|자력|형|통|외교|내대표|소|고|심|동|주시|산지|천|작|"
    r"탁|료)"
)
_NOT_AFTER_EOK = (
    r"(?!새|류|압|척|측|제|지로|겁|대[가-힣]| ?(?:명|개(?!발|선|설|소)|건(?!설|립|축|강|물)|㎡|"
    r"t\b|톤|배럴|회 |"
    r"뷰|인구|년|마리|주\b|kW|㎾|Wh|장 |대의|㎥|km|㎞|통화|화소|비트|광년|송이|그루|병|봉))"
)
_NOT_AFTER_JO = r"(?!례|성|선|항|직|합|기|치|건|각|정|약|달|업|명|사|개|문|리|례|금|원장|$의)"
# A number with the first character of a unit behind it, or a symbol: a cheap look that fails at
# once on all other numbers, which are most.
_UNIT_AHEAD = r"(?=[$€¥₩£U]|[\d,.]+ ?여? ?[경조억만천백십원달UE유파위스루바링디크불엔동])"

_PATTERN = re.compile(
    rf"(?=[\d$€¥₩£U]){START}{_UNIT_AHEAD}(?:"
    rf"(?P<symbol>US\$|[$€¥₩£]) ?(?P<sym_num>{QUANTITY}|{DIGITS})"
    rf"|(?P<won>(?:{QUANTITY}(?: ?{SECTION})?|{SECTION}) ?백만|{QUANTITY}(?: ?{SECTION})?|"
    rf"{SECTION})"
    rf" ?(?P<won_unit>여 ?)?(?:{_WON})"
    rf"|(?P<foreign>{QUANTITY}|{SECTION}) ?여? ?(?P<currency>{'|'.join(p for p, _ in _CURRENCIES)})"
    rf"|(?P<short>(?:{QUANTITY}|{DIGITS}[천백십])) ?여? ?(?P<short_currency>[불엔동])"
    rf"(?=[ ,.)·을를이가은의에로규상]|$)"
    rf"|(?P<bare>{SECTION} ?조여?(?: ?{SECTION} ?억여?)?(?: ?{SECTION} ?만)?{_NOT_AFTER_JO}"
    rf"|{DIGITS} ?억(?P<short_man> ?[1-9]천)(?=[,.)·\]]|[은는이가을를의] |$| "
    rf"(?![명개건대톤곳㎡마여]))"
    rf"|{SECTION} ?억여?(?: ?{SECTION} ?만)?{_NOT_AFTER_EOK})"
    rf")"
)
# A labelled sum in 만 without 원, as brackets write it: '군비 5천만)'.
_LABELLED_MAN = re.compile(
    rf"(?:[국도시군구]비|지방비|민자|자부담|사업비|예산) ?(?=[\d,.]+ ?여? ?[천백십만])"
    rf"(?P<num>{SECTION} ?만)(?=[,·)\] ]|"
    rf"$)(?! ?[가-힣㎡])"
)
# Words that stand for a purse, directly before its amount.
FUNDING_LABEL = (
    r"(?:국[·./]?도[·./]?(?:시[·./]?)?(?:군[·./]?)?비|국[·./]?시비|국[·./]?군비|"
    r"도[·./]?시[·./]?군비|"
    r"도[·./]?시비|도[·./]?군비|시[·./]?군[·./]?구?비|시[·./]?도비|시[·./]?구비|군[·./]?구비|"
    r"국비|국고(?:보조금)?|도비|시비|군비|(?<!연)구비|지방비|정부출연금|정부출연|정부지원금|특별교부세|"
    r"특별교부금|"
    r"특별조정교부금|조정교부금|균특(?:회계)?|민간 ?자본|민간 ?부담금|민간 ?투자금?|민간 ?자금|"
    r"민자|민간|자부담금?|"
    r"기업 ?부담금?|기관 ?부담금?|참여기업 ?부담금?|현금|현물|융자금?|기금|자체 ?재원|"
    r"자체 ?예산|지방채|"
    r"대학 ?부담금?|교비|출연금|투자금|기타|"
    r"특별회계|도예산|시예산|[가-힣]{2,8}기금)"
)
_LABEL_BEFORE = re.compile(rf"({FUNDING_LABEL})(?:은|는|이|가|에서|으로|로)? ?[:：]? ?$")
# '조례 3조': an article of a law.
_STATUTE = re.compile(r"(?:조례|법률?|법령|규정|규칙|헌법|시행령|협정|협약) ?$")


def find_amounts(text: str, field: SpanField) -> list[Draft]:
    """Amounts with their own unit, in order; ranges and won-in-brackets resolved."""
    drafts: list[Draft] = []
    for match in _PATTERN.finditer(text):
        draft = _draft(text, match, field)
        if draft is not None:
            drafts.append(draft)
    taken = {d.start for d in drafts}
    for match in _LABELLED_MAN.finditer(text):
        value = parse_number(match["num"].strip())
        start = match.start("num")
        if value and start not in taken and not any(d.start <= start < d.end for d in drafts):
            drafts.append(
                Draft(
                    field,
                    start,
                    match.end("num"),
                    value,
                    number_start=start,
                    unit=smallest_unit(match["num"]),
                )
            )
    drafts.sort(key=lambda d: d.start)
    drafts = _without_conversions(text, drafts)
    drafts = with_ranges(text, drafts)
    for draft in drafts:
        _take_label(text, draft)
    return _with_bare_list(text, drafts)


# '국비 21·도비 9·시비 30억원': the last number's unit is that of the list.
_BARE_ITEM = re.compile(rf"(?P<label>{FUNDING_LABEL}) ?(?P<num>{DIGITS}) ?[·,/+] ?")
_BARE_LIST = re.compile(rf"(?:(?:{FUNDING_LABEL}) ?{DIGITS} ?[·,/+] ?){{1,5}}$")


def _with_bare_list(text: str, drafts: list[Draft]) -> list[Draft]:
    """Add labelled numbers without a unit that stand in a list right before a labelled sum."""
    result: list[Draft] = []
    for draft in drafts:
        at = max(result[-1].end if result else 0, draft.start - 60)
        found = _BARE_LIST.search(text, at, draft.start) if draft.label else None
        unit = next((u for u in (10**12, 10**8, 10**4) if draft.unit >= u), 1)
        for item in _BARE_ITEM.finditer(text, *found.span()) if found and unit > 1 else ():
            value = parse_number(item["num"])
            if not value:
                continue
            part = Draft(draft.field, item.start("label"), item.end("num"), value * unit)
            part.number_start, part.unit = item.start("num"), unit
            part.label = item["label"].replace(" ", "")
            part.rules.update(label=item["label"], amount="unit_of_list")
            result.append(part)
        result.append(draft)
    return result


def _draft(text: str, match: re.Match[str], field: SpanField) -> Draft | None:
    start, end = match.span()
    group = match.lastgroup and next(
        g for g in ("symbol", "won", "foreign", "short", "bare") if match[g] is not None
    )
    number = match["sym_num"] if group == "symbol" else match[group]  # type: ignore[index]
    currency = "KRW"
    if group == "symbol":
        currency = _SYMBOLS[match["symbol"]]
    elif group == "foreign":
        currency = _currency(match["currency"])
    elif group == "short":
        currency = _SHORT_CURRENCIES[match["short_currency"]]
    if match["short_man"]:
        number += "만"  # '20억6천' leaves the 만 out
    value = parse_number(number.strip().removesuffix("여"))
    if not value or (group == "won" and value < 10 and "." not in number):
        return None
    if currency == "USD" and re.search(
        r"(?:호주|홍콩|캐나다|싱가포르) ?$", text[max(0, start - 6) : start]
    ):
        currency = {"호주": "AUD", "홍콩": "HKD", "캐나다": "CAD", "싱가포르": "SGD"}[
            text[max(0, start - 6) : start].split()[-1][-4:].strip()
        ]
    if group == "bare" and _STATUTE.search(text[max(0, start - 12) : start]):
        return None
    if group == "bare":
        end = start + len(text[start:end].rstrip())
    return Draft(field, start, end, value, currency, start, smallest_unit(number))


def _currency(name: str) -> str:
    for pattern, code in _CURRENCIES:
        if re.fullmatch(pattern, name):
            return code
    raise ValueError(f"unknown currency: {name}")


_RESTATED_WITHIN = 120
_IN_OTHER_MONEY = re.compile(
    r" ?(?:씩|상당|규모)? ?[(\[] ?(?:한화|우리 ?돈|원화|미화|환율|달러)?(?:으?로)? ?(?:약|대략)? ?"
)
# 'N억 유로를 들여 ○○을 한다. 우리 돈으로 M억 원쯤이다.'
_RESTATED = re.compile(
    r"[^.\n]{0,80}(?:\. |, | )(?:우리 ?돈|한화|원화)(?:으?로)? ?(?:환산하면 |치면 |따지면 )?(?:약 "
    r"|대략 )?"
)


def _without_conversions(text: str, drafts: list[Draft]) -> list[Draft]:
    """Drop the second of two sums that are one: 'N만 달러(약 M억 원)'."""
    kept: list[Draft] = []
    for draft in drafts:
        if kept and draft.start - kept[-1].end <= _RESTATED_WITHIN:
            previous = kept[-1]
            between = text[previous.end : draft.start]
            if _IN_OTHER_MONEY.fullmatch(between) or (
                previous.currency != "KRW" and _RESTATED.fullmatch(between)
            ):
                if previous.currency != draft.currency:
                    # The foreign sum is the fact, whichever comes first.
                    if previous.currency == "KRW":
                        kept[-1] = draft
                    continue
                if previous.key == draft.key:
                    continue
        kept.append(draft)
    return kept


def _take_label(text: str, draft: Draft) -> None:
    """Extend the evidence over a funding label that stands directly before the number."""
    before = text[max(0, draft.start - 24) : draft.start]
    match = _LABEL_BEFORE.search(before)
    if match is None:
        # '국비 약 40억', '도비 최대 3억'
        match = _LABEL_BEFORE.search(
            re.sub(r"(?:약|최대|총|모두|각각|매년|연간|해마다) ?$", "", before)
        )
        if match:
            draft.label = match[1].replace(" ", "")
            draft.rules["label"] = match[1]
        return
    draft.label = match[1].replace(" ", "")
    if match.end(1) == len(before.rstrip()):
        draft.start -= len(before) - match.start(1)
    draft.rules["label"] = match[1]
