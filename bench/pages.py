"""Pages for benchmarks: as many as wanted, no two alike, always the same ones for a seed.

A page has an outlet with a layout and an encoding of its own, menus, scripts, related links,
and an article of 3 to 40 paragraphs. Three kinds are mixed: about regional innovation, with
sums that break down, periods, bodies and people; about something else in an outlet whose
menus name the topic, so that the page must be parsed to be refused; and about something else
altogether, refused by its bytes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

TOPIC, MENU_ONLY, OTHER = "topic", "menu_only", "other"
Shares = dict[str, float]
# Half about the topic: hard work for its size. As feeds and sitemaps of outlets bring a day.
KIND_SHARES: Shares = {TOPIC: 0.5, MENU_ONLY: 0.25, OTHER: 0.25}
FEED_SHARES: Shares = {TOPIC: 0.05, MENU_ONLY: 0.15, OTHER: 0.8}
FIRST_MOMENT = datetime(2026, 11, 2, 0, tzinfo=UTC)
OUTLETS_PER_LAYOUT = 12


def _listed(text: str, mark: str = " ") -> tuple[str, ...]:
    return tuple(text.split(mark))


SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처고노도로모보소오조초구누두루무부수우주"
CITIES = _listed(
    "대전시 포항시 창원시 전주시 익산시 구미시 청주시 천안시 아산시 원주시 춘천시 "
    "강릉시 김천시 안동시 경산시 진주시 김해시 양산시 순천시 여수시 광양시 나주시 "
    "군산시 정읍시 제천시 충주시"
)
FIELDS = _listed(
    "반도체 이차전지 수소 바이오헬스 스마트센서 로봇 드론 미래차 방위산업 해양레저 "
    "나노융합 탄소소재 의료기기 천연물 스마트팜 푸드테크 우주항공 디스플레이 "
    "인공지능 양자"
)
PLANS = _listed(
    "혁신클러스터 조성사업|강소연구개발특구 육성사업|특화단지 구축사업|"
    "규제자유특구 실증사업|테크노밸리 조성사업|지식산업센터 건립사업|"
    "창업지원단지 조성사업|국가산업단지 조성사업",
    "|",
)
BODIES = ["테크노파크", "산업진흥원", "연구개발특구진흥재단", "경제진흥원", "창조경제혁신센터"]
SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
OTHER_SUBJECTS = _listed(
    "프로야구 홈경기|단풍 나들이|김장 나눔|전통시장 장보기|겨울 철새|"
    "시립합창단 공연|초등학교 체육대회|도서관 강좌|마라톤 대회|감기 유행|벼 수확|"
    "버스 노선|불조심 행사|사진 전시회|노래 교실",
    "|",
)
OTHER_SENTENCES = (
    "{subject} 소식에 시민 {n}명이 모였다.",
    "이날 행사는 오전 {h}시부터 {m}분 동안 이어졌다.",
    "{name} 씨는 “{word} {word2} 덕분에 즐거웠다”고 말했다.",
    "주최 측은 내년에도 {subject} 자리를 마련하기로 했다.",
    "기온은 아침 {h}도, 낮 {m}도로 예보됐다.",
    "{city} {word}동 주민들은 {word2} 이야기를 나누었다.",
    "지난해보다 {h}퍼센트 늘어난 {n}개가 팔렸다.",
)
TOPIC_SENTENCES = (
    "{city}는 {field} {plan}에 총 {total}억원을 투입한다고 {day}일 밝혔다.",
    "이 사업에는 {start}년부터 {end}년까지 국비 {national}억원, 도비 {province}억원, 시비 "
    "{municipal}억원 등 총 {total}억원이 들어간다.",
    "{city} {body}는 지난해 {field} 기업 {n}개사에 {small}억원을 지원했다.",
    "시는 {end}년까지 일자리 {n}명을 만들고 기업 {h}개사를 유치할 계획이다.",
    "{name} {city_short}시장은 “{field} 산업의 거점으로 키우겠다”고 말했다.",
    "{field} {plan}은 {word}면 일원 {m}만㎡에 들어선다.",
    "산업통상자원부는 {city} {field} 특화단지에 국비 {national}억원을 배정했다.",
    "참여 기업은 {word}테크와 {word2}바이오 등 {h}곳이다.",
    "{start}년 시작된 1단계 사업에는 {small}억원이 집행됐다.",
    "지역 대학과 {body}는 공동연구센터를 {end}년 준공한다.",
)
FILLERS = (
    "관계자는 “{some}”고 전했다.",
    "{name} 과장은 {some} 회의에서 진행 상황을 설명했다.",
    "{some} 등이 함께했다.",
    "앞서 {city}는 {some} 간담회를 {h}차례 열었다.",
    "{some}, {more} 했다.",
    "{more}에서 {some} 지난주 열렸다.",
)
VOCABULARY = 8_000  # words of two to four syllables that fill what no rule looks at
MENU_TOPICS = ("클러스터 소식", "혁신도시", "산업단지", "스타트업", "연구개발", "테크노밸리")
MENUS = _listed("정치 경제 사회 문화 스포츠 오피니언 사진 영상 지역 교육 날씨 운세 부고 인사 동정")


@dataclass(frozen=True, slots=True)
class BenchPage:
    """One page; ``kind`` is what it was made as."""

    url: str
    raw: bytes
    captured_at: datetime
    kind: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a layout is given to show."""

    title: str
    paragraphs: list[str]
    outlet: str
    reporter: str
    published: datetime
    menus: str
    scripts: str
    related: str


def make_pages(
    count: int, *, seed: int = 1, first: int = 0, shares: Shares = KIND_SHARES
) -> Iterator[BenchPage]:
    """Pages ``first`` to ``first + count`` of the seed's endless row; ``shares`` of its kinds."""
    return (make_page(number, seed=seed, shares=shares) for number in range(first, first + count))


def make_page(number: int, *, seed: int = 1, shares: Shares = KIND_SHARES) -> BenchPage:
    """The page of that number; it depends on nothing else but the shares of kinds."""
    rng = random.Random(f"{seed}/{number}")
    kind = rng.choices(list(shares), list(shares.values()))[0]
    outlet_number = rng.randrange(len(LAYOUTS) * OUTLETS_PER_LAYOUT)
    outlet = random.Random(outlet_number)
    layout = LAYOUTS[outlet_number % len(LAYOUTS)]
    name = f"{_word(outlet, 2)}{outlet.choice(('일보', '신문', '뉴스', '타임스'))}"
    published = FIRST_MOMENT - timedelta(minutes=rng.randrange(5000))
    words = _slots(rng)
    article = Article(
        title=_title(rng, kind, words),
        paragraphs=_paragraphs(rng, kind, words),
        outlet=name,
        reporter=words["name"],
        published=published,
        menus=_menus(outlet, kind),
        scripts=_scripts(rng),
        related=_related(rng),
    )
    codec = "cp949" if outlet.random() < 0.2 else "utf-8"
    url = f"https://www.outlet{outlet_number}.example/news/articleView.html?idxno={number}"
    raw = layout(article, codec).encode(codec, "xmlcharrefreplace")
    return BenchPage(url, raw, FIRST_MOMENT + timedelta(seconds=number % 86_400), kind)


def _word(rng: random.Random, length: int) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(length))


@cache
def _vocabulary() -> tuple[str, ...]:
    rng = random.Random(VOCABULARY)
    return tuple(_word(rng, rng.randrange(2, 5)) for _ in range(VOCABULARY))


def _slots(rng: random.Random) -> dict[str, str]:
    """Values for one article; its sums add up."""
    parts = [rng.randrange(5, 400) for _ in range(3)]
    city, start = rng.choice(CITIES), rng.randrange(2019, 2028)
    return {
        "city": city,
        "city_short": city.removesuffix("시"),
        "field": rng.choice(FIELDS),
        "plan": rng.choice(PLANS),
        "body": rng.choice(BODIES),
        "name": rng.choice(SURNAMES) + _word(rng, 2),
        "subject": rng.choice(OTHER_SUBJECTS),
        "national": str(parts[0]),
        "province": str(parts[1]),
        "municipal": str(parts[2]),
        "total": str(sum(parts)),
        "start": str(start),
        "end": str(start + rng.randrange(1, 8)),
        "day": str(rng.randrange(1, 28)),
    }


def _fill(rng: random.Random, sentence: str, words: dict[str, str]) -> str:
    return sentence.format(
        **words,
        n=rng.randrange(12, 900),
        h=rng.randrange(2, 30),
        m=rng.randrange(10, 90),
        small=rng.randrange(1, 60),
        word=_word(rng, rng.randrange(2, 4)),
        word2=_word(rng, rng.randrange(2, 5)),
        some=" ".join(rng.choices(_vocabulary(), k=rng.randrange(4, 12))),
        more=" ".join(rng.choices(_vocabulary(), k=rng.randrange(3, 9))),
    )


def _title(rng: random.Random, kind: str, words: dict[str, str]) -> str:
    if kind == TOPIC:
        return f"{words['city']}, {words['field']} {words['plan']} {words['total']}억원 투입"
    return f"{words['city']} {words['subject']} {_word(rng, 3)} 열려"


def _paragraphs(rng: random.Random, kind: str, words: dict[str, str]) -> list[str]:
    """Mostly short articles, some long ones; the first sentence tells what it is about."""
    own = TOPIC_SENTENCES if kind == TOPIC else OTHER_SENTENCES
    count = min(3 + int(rng.expovariate(1 / 6)), 40)
    found = [_fill(rng, own[0], words)]
    for _ in range(count):
        kinds = rng.choices((own, FILLERS), (1, 2), k=rng.randrange(1, 4))
        found.append(" ".join(_fill(rng, rng.choice(some), words) for some in kinds))
    return found


def _menus(outlet: random.Random, kind: str) -> str:
    topics = MENU_TOPICS if kind == MENU_ONLY else ()
    names = [*MENUS, *topics, *(_word(outlet, 3) for _ in range(outlet.randrange(20, 160)))]
    return "".join(
        f'<li class="m{n}"><a href="/news/list.html?section={n}">{name}</a></li>'
        for n, name in enumerate(names)
    )


def _scripts(rng: random.Random) -> str:
    return "".join(
        f"<script>var slot{n}={{id:{rng.getrandbits(48)},w:{rng.randrange(900)}}};</script>"
        for n in range(rng.randrange(50, 1000))
    )


def _related(rng: random.Random) -> str:
    return "".join(
        f'<li><a href="/news/articleView.html?idxno={rng.randrange(10**6)}">'
        f"{rng.choice(CITIES)} {rng.choice(OTHER_SUBJECTS)} {_word(rng, 4)}</a></li>"
        for _ in range(rng.randrange(10, 80))
    )


def _head(a: Article, codec: str, more: str = "") -> str:
    charset = "euc-kr" if codec == "cp949" else "utf-8"
    return (
        f'<!DOCTYPE html><html lang="ko"><head><meta charset="{charset}">'
        f"<title>{a.title} - {a.outlet}</title>{more}{a.scripts}</head>"
    )


def _marked(tag: str, lines: list[str]) -> str:
    return "".join(f"<{tag}>{line}</{tag}>\n" for line in lines)


def press_layout(a: Article, codec: str) -> str:
    """The press system that most small papers use: meta tags and a named container."""
    meta = (
        f'<meta property="og:title" content="{a.title}">'
        f'<meta property="og:site_name" content="{a.outlet}">'
        f'<meta property="article:published_time" content="{a.published.isoformat()}">'
    )
    return (
        f"{_head(a, codec, meta)}<body><ul id='menu'>{a.menus}</ul>"
        f"<h3 class='heading'>{a.title}</h3><ul class='infomation'><li>{a.reporter} 기자</li>"
        f"<li>승인 {a.published:%Y.%m.%d %H:%M}</li></ul>"
        f"<article id='article-view-content-div'>{_marked('p', a.paragraphs)}</article>"
        f"<div class='copyright'>저작권자 © {a.outlet} 무단전재 및 재배포 금지</div>"
        f"<ul>{a.related}</ul></body></html>"
    )


def board_layout(a: Article, codec: str) -> str:
    """A notice board: the text behind line breaks, the date in a small list."""
    return (
        f"{_head(a, codec)}<body><div id='gnb'><ul>{a.menus}</ul></div><section id='bo_v'>"
        f"<h1 id='bo_v_title'>{a.title}</h1><div>작성자 {a.reporter} 작성일 "
        f"{a.published:%y-%m-%d %H:%M} 조회 321회</div>"
        f"<div id='bo_v_con'>{'<br><br>'.join(a.paragraphs)}</div></section>"
        f"<ul class='latest'>{a.related}</ul><footer>{a.outlet}</footer></body></html>"
    )


def table_layout(a: Article, codec: str) -> str:
    """An old page of nested tables, without any class."""
    cells = "".join(f"<tr><td>{line}</td></tr>" for line in a.paragraphs)
    return (
        f"{_head(a, codec)}<body><table><tr><td><ul>{a.menus}</ul></td></tr></table>"
        f"<table width='700'><tr><td><b>{a.title}</b></td></tr><tr><td>입력 : "
        f"{a.published:%Y-%m-%d %H:%M} / {a.reporter} 기자</td></tr></table>"
        f"<table width='700'>{cells}</table><table><tr><td><ul>{a.related}</ul></td></tr></table>"
        f"<center>제호 : {a.outlet}</center></body></html>"
    )


def schema_layout(a: Article, codec: str) -> str:
    """A modern page: JSON-LD beside a body marked as such."""
    data = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",'
        f'"headline":"{a.title}","datePublished":"{a.published.isoformat()}",'
        f'"author":{{"@type":"Person","name":"{a.reporter}"}},'
        f'"publisher":{{"@type":"Organization","name":"{a.outlet}"}}}}</script>'
    )
    return (
        f"{_head(a, codec, data)}<body><nav><ul>{a.menus}</ul></nav><main><article>"
        f"<h1>{a.title}</h1><p class='byline'>{a.outlet}={a.reporter} 기자</p>"
        f"<div itemprop='articleBody'>{_marked('p', a.paragraphs)}</div></article></main>"
        f"<aside><ul>{a.related}</ul></aside></body></html>"
    )


def plain_layout(a: Article, codec: str) -> str:
    """Text in a bare block between other blocks, nothing marked."""
    return (
        f"{_head(a, codec)}<body><div><div>{a.outlet}</div><ul>{a.menus}</ul></div><div><div>"
        f"<h2>{a.title}</h2><span>기사입력 {a.published:%Y년 %m월 %d일 %H:%M}</span><div>"
        f"{_marked('div', a.paragraphs)}</div><p>{a.reporter} 기자</p></div>"
        f"<div><ul>{a.related}</ul></div></div></body></html>"
    )


LAYOUTS: tuple[Callable[[Article, str], str], ...] = (
    press_layout,
    board_layout,
    table_layout,
    schema_layout,
    plain_layout,
)
