"""The words around a counted or measured number, sorted by what they do in the clause."""

from __future__ import annotations

import re

from cluster_assets.extract.wordlists import words

_PARTICLE = re.compile(
    r"(?:에서는|에서도|에서만|에게는|으로는|에서|에는|에도|에만|까지|부터|으로|로는|이며|에게|보다|"
    r"처럼|은|는|이|가|을|를|의|에|로|과|와|도|만)$"
)
_AFTER_VOWEL = frozenset("는가를와")
_AFTER_CONSONANT = frozenset("은이을과")
# Nouns whose last syllable looks like a particle, as the end of a compound, and whole.
_NO_PARTICLE = re.compile(
    r"(?:도로|경로|항로|선로|통로|활주로|진입로|분과|학과|성과|효과|결과|회의|협의|제도|속도|"
    r"만족도|인지도|선호도|기여도|자급도|상수도|하수도|전문가|어린이|농가)$"
    r"|^(?:시·도|시·군|시·군·구|온도|밀도|지도|용도|국도|철도|강도|빈도|정도|의도|한도|수도|고도|궤도|평가|국가|"
    r"참가|추가|"
    r"인가|허가|증가|원가|물가|주가|작가|대기|길이|높이|깊이|너비|넓이|차이|문의|심의|건의|동의|주의|"
    r"창의|강의|[가-힣]{2}문의|[가-힣]{2}평가|[가-힣]{2}원가|[가-힣]{2,5}공급가|[가-힣]{2}심의)$"
)

#: Words between the noun and its number that say nothing about the noun.
ADVERBS = frozenset(
    words(
        """
    그런데 그러나 하지만 다만 반면 한편 이어 그리고 그래서 따라서 게다가
    현행 대신 뒤 그나마 그마저 여전히 견줘 견주어 비해 비하면 비교해
    약 총 연산 모두 전체 최대 최소 최고 최저 각각 하루 연간 연 월 매년 매월 해마다 평균 연평균
    누적 무려
    불과 겨우 또 또한 등 및 다시 새로 더 신규로 이상 이하 이내 안에 내에 이미 벌써 아직 적어도
    많게는 적게는 이르면 거의 대략 줄잡아 무려 단 기준 기준으로 현재 지금 지금까지 그동안 향후
    앞으로 이날 그사이 동안 기간 같은 이 그 새 말 초 이제 이제는 어느덧 어느새 자그마치
    꼬박 통산 줄곧 단번에 일단 특히 고루 대폭 훌쩍 상반기 하반기 분기 상반기에 하반기에
    지난해 올해 내년 작년 금년 재작년 올 지난 지난달 이달 다음 연말 연말까지 내년까지 올해까지
    올해만 지난해만 지난해까지 지난해보다 전년보다 작년보다 예년보다 기존보다 당초보다 전년
    전년도 대비 동기 동월 국내외 합계 도합 통틀어 고작 남짓 어림잡아 단숨에 사이 만에 동시에
    추가로 처음 처음으로 도합 매주 매달 달마다 우선 먼저 차례로 당초 애초 종전 기존 원 만 씩 당 이후
    이전 일대 일원 등에서 당시 시점 시점에 전 전후 가량 정도 내외 안팎 수준 규모 이같이 순으로
    """
    )
)
#: Of these, what also belongs to a noun phrase ('전체 면적', '국내외 기업').
MODIFIERS = frozenset(words("국내외 전체 신규 기존 평균 누적 연간 추가 최대 최고 합계 하루"))
#: 'of these': what stands before is the whole, not what is counted.
OF_WHOLE = re.compile(r"^(?:가운데|가운데서|가운데서도|중|중에|중에서|중에서도|그중|이중|절반인)$")
#: Scopes of a rank or a share ('전국 3위').
SCOPES = frozenset(
    words("전국 세계 국내 업계 아시아 지역 도내 시내 관내 군내 비수도권 수도권 전국에서 세계에서")
)
_DATE = re.compile(
    r"[\d.,년월일~’'∼-]+(?:간|동안|만에|새|뒤|째|의|말|초|까지|부터|에|에는|분기|분기에|현재|기준)?"
)
_NUMERIC = re.compile(
    r"[\d,.]+(?:조|억|천만|백만|만|천|백|여)*[\d,.조억만천백]*"
    r"(?:원|달러|유로|엔|위안|만원|억원|조원)(?:씩|이상|까지|가량|으로|에서|을|를|의|에|이|"
    r"은|로|인)?"
)
_FROM_VALUE = re.compile(r"[\d,.]+[\d,.만천백여]*[가-힣㎡㎢%a-zA-Z]{0,3}(?:에서|로|으로)")
#: Number words that may stand inside a noun phrase ('2단계 산업단지', '3년 생존율').
INNER_NUMBER = re.compile(r"(?:\d{1,2}(?:·\d{1,2})?(?:년|(?:단계|차|기|호)[가-힣]{0,6}))$")

_VERBAL = re.compile(
    r"(?:다|고|며|해|여|면|서|[은인]데|는데|하기|지만|들여|지어|거쳐|통해|이후|까지|더니|는데|려고|도록|돼|려|켜|춰|꿔|눠|워|져|쳐|"
    r"[가-힣](?:하여|되어)|[열닫받모짓찾얻맺만갖높넓늘줄얹쏟내끊쌓이묶품담]어|받아|모아|"
    r"맡아|찾아|남아|"
    r"높아|놓아|걸어|모자라|잘라|올라|갈라|골라|불러|흘러|힘입어|더불어|따라|의해|위해|대해)$"
)
# Nouns with the ending of a verb.
_NOT_VERBAL = re.compile(
    r"(?:창고|보고|광고|신고|사고|재고|최고|국고|금고|공고|권고|참고|고교|참여|기여|대여|급여|"
    r"증여|부여|잉여|관여|장면|측면|국면|화면|단면|수면|도면|문서|협약서|계획서|보고서|신청서|성적서|인증서|견적서|증명서|요청서|추천서|허가서|청구서|설계서|"
    r"의향서|확인서|제안서|피해|이해|침해|동해|남해|서해|저해|바다|부서|도서|순서|정서|경찰서|"
    r"질서|규모|고려|배려|우려|독려|격려|장려|예술고|특성화고|과학고|공업고|누리다)$"
)
_ADNOMINAL = re.compile(
    r"(?:^(?:받는|넘는|웃도는|밑도는|맺는|짓는|쓰는|여는|드는|많은|적은|높은|낮은|작은|넓은|좁은|좋은)$|"
    r"[가-힣](?:웃도는|밑도는|갖춘|낮춘|맞춘|늦춘)$|^(?:갖춘|낮춘|맞춘|늦춘)$)|"
    r"(?:^(?:온|간|난|낸|쓴|든|튼|뜬|둔|준|지은|있는|없는|남은|잇는|[뽑맺받짓]을)|"
    # Nouns end in 선 too (ships, lines): only what verbs have before it.
    r"(?:^나|들어|앞|맞|늘어|일어|돌아|넘어|올라|내려|갈라|물러|다가|벗어)선|"
    # What is still to come: '들어올', '옮길'.
    r"(?:들어|나|돌아|찾아|내려|올라|다녀|넘어|옮겨)(?:올|갈|설)|(?:세울|채울|키울|꾸릴|늘릴|옮길|"
    r"이끌|맡을|갖출|받을|이룰)|"
    r"(?:드러|일어|벗어|늘어|생겨|나타|태어|지|떠|만|끝)난|[가-힣](?:한|하는|된|되는|할|될|"
    r"힌|진|룬|온|간|낸|준|둔|운|인|던|린|킨|긴|친)|"
    r"[뽑맺받얻모옮낳쌓심짓닫갖찾놓넘맡묶잃]은|옮긴|[가-힣]던|이룬|참여하는|[가-힣](?:오는|가는|있는|없는|"
    r"받는|맺는|짓는|놓는|쓰는|뽑는|찾는|여는|드는|만드는))$"
)
_NOT_ADNOMINAL = re.compile(
    r"(?:회선|노선|전선|우선|개선|시간|기간|공간|민간|구간|연간|재난|화재난|인력난|경영난|"
    r"권한|기한|펀드는|카드는|브랜드는|참여는|기여는|급여는|"
    r"상한|하한|제한|무한|기준|수준|표준|철도선|교수진|연구진|임직원|사진|추진|촉진|증진|"
    r"항공기선|개인|법인|승인|확인|본인|외국인|원인|상인|노인|군인|체인|디자인|온라인|라인|요인|"
    r"할인|주인|장애인|농업인|경제인|기업인|상공인|공인|무인|유인|의료인|여성인|전년|"
    r"훈련|협의회선|교육훈련|신한|유한|국한|북한|남한|대한)$"
)
# Adnominals that tell where things are or what else there is, not what they are.
_BARE_ADNOMINAL = re.compile(
    r"(?:있는|없는|들어선|들어서는|비롯한|포함한|위치한|자리한|이르는|달하는|등의|관한|"
    r"늘어난|나온|나선|나서는|대한|위한|따른|거쳐 간|새로운|넘는|웃도는|밑도는|많은|적은|높은|"
    r"낮은|^드는)$"
)
#: Nouns that say nothing without the noun before them.
RELATIONAL = re.compile(
    r"(?:^수|비율|비중|규모|면적|건수|인원|예산|매출|수출|수요|비용|단가|가격|금액|[가-힣]*수)$"
)
# Bodies and sites whose name before a noun only tells whose it is.
OWNER = re.compile(
    r"[가-힣A-Za-z·\d]{2,}(?:원|대학교|센터|재단|단지|특구|지구|산단|공단|클러스터|파크|연구소)$"
)
_PLACE = re.compile(r"(?:[가-힣]{1,3}(?:읍|면|동|리)|[가-힣]{2,3}(?:시|군|구))$")
_PLACE_NOT = re.compile(
    r"(?:연구|지구|특구|기구|역동|이동|공동|활동|자동|노동|운동|밸리|비리|거리|다리|관리|처리|수면|"
    r"정면|전면|양면|단면|임시|전시|도시|신도시|즉시|항구|창구|가구|도구)$"
)


def without_particle(word: str) -> str:
    """``word`` without a particle that agrees with the syllable before it."""
    if _NO_PARTICLE.search(word):
        return word
    m = _PARTICLE.search(word)
    if not m or not m.start():
        return word
    if len(m[0]) == 1 and m[0] in _AFTER_VOWEL | _AFTER_CONSONANT:
        previous = word[m.start() - 1]
        if "가" <= previous <= "힣":
            has_final = (ord(previous) - 0xAC00) % 28 != 0
            if has_final != (m[0] in _AFTER_CONSONANT):
                return word
    return word[: m.start()]


def is_verbal(word: str) -> bool:
    """Whether ``word`` is a verb form that ends a clause ('들여', '짓고')."""
    return bool(_VERBAL.search(word)) and not _NOT_VERBAL.search(word)


def is_adnominal(word: str) -> bool:
    """Whether ``word`` is a verb or adjective that modifies the noun behind it ('뽑은')."""
    return (
        word[:1] not in "0123456789"
        and bool(_ADNOMINAL.search(word))
        and not _NOT_ADNOMINAL.search(word)
    )


def is_bare_adnominal(word: str) -> bool:
    """Whether ``word`` only tells where things are or what else there is."""
    return bool(_BARE_ADNOMINAL.search(word))


def is_number_word(word: str) -> bool:
    """Whether ``word`` is a date, a sum of money or a value that another one follows."""
    return bool(_DATE.fullmatch(word) or _NUMERIC.fullmatch(word) or _FROM_VALUE.fullmatch(word))


def is_place(word: str) -> bool:
    """Whether ``word`` looks like a town, a district or a village that qualifies what follows."""
    return bool(_PLACE.fullmatch(word)) and not _PLACE_NOT.search(word)


def as_adnominal(verb: str) -> str | None:
    """Adnominal form of a finite past or present verb: '밝혔다' -> '밝힌', '닫는다' -> '닫는'.

    ``None`` where the form is not one of those.
    """
    stem = re.sub(r"(?:다고|습니다|다|고|으며|며|지만|으나)$", "", verb)
    if stem == verb or not stem or not "가" <= stem[-1] <= "힣":
        return None
    if stem[-1] == "는":
        return stem
    code = ord(stem[-1]) - 0xAC00
    initial, vowel, final = code // 588, code % 588 // 28, code % 28
    if final == 20:  # ㅆ: past
        if stem[-1] in "았었" and len(stem) > 1 and (before := (ord(stem[-2]) - 0xAC00) % 28):
            # '만들었다' -> '만든', '맺었다' -> '맺은'
            return stem[:-2] + chr(ord(stem[-2]) - 4) if before == 8 else stem[:-1] + "은"
        if stem[-1] == "했" or stem.endswith("하였"):
            return re.sub(r"(?:했|하였)$", "한", stem)
        # ㅕ -> ㅣ, ㅘ -> ㅗ, ㅝ -> ㅜ: the vowel of the stem.
        vowel = {6: 20, 9: 8, 14: 13}.get(vowel, vowel) if stem[-1] != "폈" else vowel
        if stem[-1] == "됐":
            vowel = 11
        return stem[:-1] + chr(0xAC00 + initial * 588 + vowel * 28 + 4)
    if final == 4 and verb.endswith("다"):  # '한다', '연다': present
        return stem[:-1] + chr(0xAC00 + initial * 588 + vowel * 28) + "는"
    return None
