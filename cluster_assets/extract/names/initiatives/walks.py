"""Where a name that ends in a head noun begins, and how far it goes on."""

from __future__ import annotations

import re
from functools import lru_cache

from cluster_assets.extract.names.initiatives.names import (
    STAGE,
    is_plain,
    is_specific,
    place_prefix,
)
from cluster_assets.extract.names.initiatives.phrase_checks import YEAR_TOKEN
from cluster_assets.extract.names.initiatives.words import (
    INSTITUTIONS,
    STOP_WORDS,
    STRONG_HEADS,
    WEAK_HEADS,
    WORK_HEADS,
)

_PARTICLE = re.compile(
    r"(?:에서는|에서도|에서의|와는|와도|와의|과는|과도|과의|로는|로도|에서|에는|에도|에만|"
    r"으로도|으로는|으로|이라는|이라고|이라|이며|이다|이고|까지|부터|보다|처럼|"
    r"은|는|이|가|을|를|의|에|로|와|과|도|내|안|인|엔|만|뿐|다)$"
)
_FORWARD = re.compile(
    rf"(?:{STAGE}|(?:조성|구축|건립|육성|지원|개발|고도화|활성화|확장|재생|촉진|정비|확충|"
    rf"혁신)?(?:사업|프로젝트)|"
    r"(?:조성 ?)?(?:종합계획|기본계획|마스터플랜)|(?:일반|국가)?산업단지|거점지구|"
    r"[가-힣]{2,8}(?:센터|펀드|지구|허브))"
)
_STOP_WORDS = frozenset(STOP_WORDS)
_HEADS = (*STRONG_HEADS, *WEAK_HEADS, *WORK_HEADS, *INSTITUTIONS)
_STOP_ENDING = re.compile(
    r"(?:[은는를며던된될할]|(?<!마)(?<!가)을|(?<![국평문주메허])가|"
    r"(?<!디스플레)(?<!어린)(?<!베)(?<!하)(?<!차)이|에|"
    r"(?<![회협합창결논])의|와|(?<![성효학])과|으로|에서|까지|부터|(?<![북남무])한|"
    r"(?<![광재창신보사제최원금중수])고|적인|인 |들|하고|되고|했고|있고|이고|하기|"
    r"(?:에서|까지|부터)[도는만]|(?:까|로|러|거|어|다|매|가벼|무거)운|"
    r"[가-힣]{2}[시군구]도|"
    r"(?<!서)(?<![동남김진])해|려|려면|다면|되면|하면|으면|이어서|하여|되어|들여|만들어|늘어|"
    r"넘어|이어|들어|풀어|나눠|맞춰|갖춰|걸쳐|"
    r"[가-힣](?:쳐|춰|겨|켜|져|펴|혀|줘|둬|꿔|눠|뤄)|(?<!고)(?<!배)(?<!격)려|"
    r"(?:^|[^가-힣])(?:새|따|서|홀|별도|별개|스스|제대|곧바|실제|차례|수시|앞)로|세워|지워|키워|채워|비워|"
    r"메워|"
    r"높여|줄여|붙여|보여|모여|들여|나서|"
    r"(?:공단|단지|도시|시설|기업|지역|센터|거점|기지|산단|하나|뿐)인|"
    r"어설|어선|받아|찾아|삼아|맞아|모아|담아|하도록|세션\d|"
    r"더라도|자마자|걸친|펼친|이끈|공모인|공모한|보면|따르면|맞은|이은|잇는|품은|합친|갖춘|만든|지은|세운|^올린|^내린|^내건|^벌인|"
    r"(?:바꿀|키울|세울|채울|모을|담을|갖출|펼칠|옮길|넓힐|꾸릴|이룰|거둘|맡을|받을|얻을|이끌)|면서|"
    r"(?:들어|나|떠나|옮겨|돌아|빠져|찾아)간|(?:들어|옮겨|돌아|넘어)온|^보태|"
    r"위해|통해|대해|하게|등|지난해|올해|써서|거쳐서|따라서|이어서|들여서)$"
)
_QUANTITY = re.compile(
    r"(?:\d[\d,.]*(?:[·~∼-]\d+)*)(?:여)?(?:년|차|월|일|개|명|곳|건|회|위|번째|분기|시|군|여|"
    r"[GMk]?Wh?|k?m|"
    r"[조억천백만][\d조억천백만,.]*여?원?)?[가-힣]{0,2}$"
)
_STAGE_TOKEN = re.compile(rf"{STAGE}|\d{{1,2}}공구")
_ADDRESS = re.compile(
    r"(?![가-힣]*밸리)[가-힣]{2,4}(?:특별자치시|특별자치도|광역시|특별시|[시군구도읍면동리])도?"
)
# '산업부 ○○사업': whose programme it is stands outside its name.
_MINISTRY = re.compile(
    r"정부|(?:산업(?:통상(?:자원)?|자원)?|중소벤처기업|중기|과학기술정보통신|과기(?:정통)?|"
    r"국토(?:교통)?|"
    r"농림축산식품|농식품|해양수산|해수|환경|문화체육관광|문체|교육|보건복지|복지|고용(?:노동)?|"
    r"행정안전|행안|기획재정|기재|국방|지식경제|지경|미래창조과학|산림|방위사업|방사|특허|"
    r"우주항공|새만금개발|농촌진흥|중소기업)(?:부|청)"
)
# Written apart from '사업' they still belong to it: '○○ 구축 사업'.
_ACTS = frozenset(("구축", "조성", "개발"))
_MAX_WALK = 6
_PARTICLE_LETTERS = 2
_SYMBOLS = "㎞㎡㎢㏊㎿㎾㎏ℓ%℃)]"


@lru_cache(maxsize=16_384)
def headed_stem(token: str) -> str | None:
    """``token`` without its particle, or ``None`` where that does not end in a head noun."""
    if token.endswith(_HEADS):
        return token
    bare = _PARTICLE.sub("", token)
    return bare if bare.endswith(_HEADS) else None


def stem_of(token: str) -> str:
    """``token`` without its particle where what is left ends in a head noun."""
    return headed_stem(token) or token


def walk_left(text: str, tokens: list[re.Match[str]], i: int) -> int:
    """Index of the first word that belongs to the name whose head is word ``i``."""
    first = i
    while first > 0 and i - first < _MAX_WALK:
        before, here = tokens[first - 1], tokens[first]
        if text[before.end() : here.start()] != " ":
            break
        word = before[0]
        if len(word) <= _PARTICLE_LETTERS and text[max(0, before.start() - 1)] in _SYMBOLS:
            break  # '3.4㎞로 …': a particle behind a sign that no word can hold
        is_act = first == i and word in _ACTS and stem_of(here[0]) in ("사업", "프로젝트")
        if (word in _STOP_WORDS and not is_act) or stem_of(word) != word or _ends_a_clause(word):
            break
        if _MINISTRY.fullmatch(word):
            break
        if (
            _QUANTITY.match(word)
            and not YEAR_TOKEN.match(word)
            and not _STAGE_TOKEN.fullmatch(word)
        ):
            break
        if word.startswith("·") or word.endswith("·"):
            break
        first -= 1
    while first < i and tokens[first][0] in _STOP_WORDS:
        first += 1
    addresses = [
        j
        for j in range(first, i)
        if _ADDRESS.fullmatch(tokens[j][0]) and not is_plain(tokens[j][0])
    ]
    if addresses and is_specific(_span(text, tokens, addresses[-1] + 1, i)):
        first = addresses[-1] + 1
    return first


def _span(text: str, tokens: list[re.Match[str]], first: int, last: int) -> str:
    return text[tokens[first].start() : tokens[last].start() + len(stem_of(tokens[last][0]))]


@lru_cache(maxsize=16_384)
def _ends_a_clause(word: str) -> bool:
    """Whether no name goes on behind the word, which is no region's name ('보은', '제주도')."""
    return _STOP_ENDING.search(word) is not None and place_prefix(word) != word


def walk_right(text: str, tokens: list[re.Match[str]], i: int, end: int) -> int:
    """End of the name whose head, word ``i``, ends at ``end``."""
    best = end
    for token in tokens[i + 1 : i + 4]:
        if text[end : token.start()] != " ":
            break
        stem = stem_of(token[0])
        if _STAGE_TOKEN.fullmatch(_PARTICLE.sub("", token[0])):
            stem = _leading_stage(token[0])
        elif token[0] in ("조성", "구축", "육성", "건립", "산업"):
            end = token.end()
            continue
        if not _FORWARD.fullmatch(stem):
            break
        best = end = token.start() + len(stem)
        if stem != token[0]:
            break
    return best


def _leading_stage(word: str) -> str:
    match = _STAGE_TOKEN.match(word)
    return match[0] if match else word


def address_before(text: str, tokens: list[re.Match[str]], i: int) -> bool:
    """'○○동 …', '○○시 : …': whether a town stands right before word ``i``."""
    if i == 0 or text[tokens[i - 1].end() : tokens[i].start()] not in (" ", " : ", ": "):
        return False
    return _ADDRESS.fullmatch(tokens[i - 1][0]) is not None
