"""Which purse a funding label or a named body stands for."""

from __future__ import annotations

import re

from cluster_assets.records import FundingSource

_NATIONAL = re.compile(
    r"국비|국고(?:보조금)?|지방교부세|보통교부세|정부출연금?|정부지원금|특별교부세|특별교부금|"
    r"균특(?:회계)?|국가예산"
)
_LOCAL_LETTERS = re.compile(r"[국도시군구]")
_PRIVATE = re.compile(r"민자|민간|자부담|기업 ?부담|민간자본|민간부담금|참여기업")
_OTHER = re.compile(
    r"기금|현물|현금|융자|교비|대학|기관 ?부담|출연금|지방채|공제회|모태펀드|기타|투자금"
)
_PROVINCE_LABEL = re.compile(r"조정교부금|도비|도예산")
# Givers named before an amount inside a breakdown, most telling first.
_ACTORS: tuple[tuple[FundingSource, re.Pattern[str]], ...] = (
    # Commercial banks are firms; the public ones follow below.
    (
        "private",
        re.compile(
            r"(?<!산업)(?<!기업)(?<!한국)(?<!수출입)(?<!중앙)은행(?:이|은|가)?$|(?:KB|NH|BNK|iM|"
            r"하나|신한|우리|국민)[가-힣]*은행"
        ),
    ),
    (
        "other",
        re.compile(
            r"공사|공단|공제회|기금|모태펀드|교육청|대학|(?<!금융)기관|대$|대가$|대에서$|캠퍼스|"
            r"연구원|진흥원|시험원|기술원|정보원|재단|성장금융|국민연금|은행|LH|한전|"
            r"한국전력|JDC|코레일|캠코|테크노파크|TP|조합|협회|연구소|병원|산단공|농협|수협|"
            r"신보|기보|벤처투자|^공공(?:이|은|에서)?$"
        ),
    ),
    (
        "private",
        re.compile(
            r"㈜|금융그룹|금융지주|금융$|카드$|보험$|기업|업체|건설사|금융사|금융기관|투자사|민간|"
            r"시행사|회사|컨소시엄|개인|증권|"
            r"캐피탈|운용사|투자자|[가-힣]{2,}전자$|그룹|사업자|주민"
        ),
    ),
    (
        "national",
        re.compile(
            r"정부|[가-힣]{2,10}부(?=$|[가는에 와과])|중기청|조달청|[가-힣]{2,6}처(?=$|[가는 ])|"
            r"국토부|산업부|과기정통부|중기부|농식품부|해수부|환경부|문체부|고용부|새만금개발청|"
            r"행복청"
        ),
    ),
)
_CITY_PROVINCE = re.compile(
    r"^(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:특별|광역|특별자치)?시$|^도$|"
    r"^(?:경기|강원|충북|충남|전북|전남|경북|경남|제주|충청[남북]|전라[남북]|"
    r"경상[남북])(?:특별자치)?도$"
)
_CITY = re.compile(
    r"^(?![가-힣]*(?:연구|기구|지구|특구|도구|항구|가구|출구|도시|전시|실시|임시|즉시|다시|역시|"
    r"동시|대구|택시|증시|당시|수시|표시|공시|해군|공군|육군|장군)$)[가-힣]{1,4}[시군구]$|^[시군구]$"
)


def source_of_label(label: str, *, is_metropolitan: bool) -> FundingSource:
    """Source that a written label names; 시비 is ``province`` under a metropolitan city."""
    if label in ("국비", "국고") or _NATIONAL.fullmatch(label):
        return "national"
    letters = (
        set(_LOCAL_LETTERS.findall(label))
        if re.fullmatch(r"(?:[국도시군구][·./]?)+비", label)
        else set()
    )
    if letters:
        return _mixed(letters, is_metropolitan)
    if label == "지방비":
        return "local"
    if _PROVINCE_LABEL.search(label):
        return "province"
    if _PRIVATE.search(label):
        return "private"
    if _OTHER.search(label):
        return "other"
    return "total"


def _mixed(letters: set[str], is_metropolitan: bool) -> FundingSource:
    if letters == {"국"}:
        return "national"
    if "국" in letters:
        return "other"
    if letters == {"도"}:
        return "province"
    if letters == {"시"}:
        return "province" if is_metropolitan else "municipal"
    if letters <= {"군", "구"} or (letters <= {"시", "군", "구"} and not is_metropolitan):
        return "municipal"
    return "local"


# Words between a giver and its sum: '○○구가 나머지 N억원', '도 출자금 M억'.
_NOT_ACTOR = re.compile(
    r"나머지|각각|약|총|출자금|자금|부담금|분담금|몫[이은]?|부담|모두|최대|자체|재원|출연|위탁|"
    r"과제[가는]?|별도로|추가로|해마다|매년|올해|내년|지난해|각"
)


def source_of_actor(phrase: str, *, is_metropolitan: bool) -> FundingSource | None:
    """Source of the body named at the end of ``phrase`` ('LH가', '대전시'), if any."""
    words = phrase.strip(" ,·△▷-:").split()
    while len(words) > 1 and _NOT_ACTOR.fullmatch(words[-1]):
        words.pop()
    if not words:
        return None
    stripped = re.sub(r"(?<=.)(?:에서|으로부터|은|는|이|가|도|에)$", "", words[-1])
    for name in (words[-1], stripped):
        if _CITY_PROVINCE.search(name):
            return "province"
        if "교육청" not in name and _CITY.search(name):
            return "province" if is_metropolitan and name == "시" else "municipal"
    tail = stripped
    for source, pattern in _ACTORS:
        if pattern.search(tail):
            return source
    return None
