"""Which lines of a Korean news page are not the article, judged by their wording.

Two kinds of rule: lines that are noise wherever they stand, and lines that only end an
article (everything after a "most read" heading goes with it). Running sentences are kept
unless they are a publisher's standing phrase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dom import Line

_SQUASH = re.compile(r"[\s'\"‘’“”「」『』<>《》〈〉·ㆍ・․‧･.,()（）\[\]~∼…\-–—|:]")
_MAIL = r"[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}"
_JOB = (
    r"(?:(?:수습|인턴|객원|시민|명예|선임|전문|취재|편집|본지|주재|대학생|청년|산업|경제|정치|사회|문화|사진)?\s?"
    r"(?:기자|특파원|리포터|통신원|논설위원|에디터|주재기자|취재본부장|취재부장|본부장|앵커|PD))"
)
_NAME = r"[가-힣]{2,4}"
_DATE = r"(?:(?:19|20)?\d{2}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?)"
_DAY = r"(?:\s?\(?[월화수목금토일](?:요일)?\)?)?"
_TIME = r"(?:\s*(?:오전|오후|AM|PM|T)?\s*\[?\d{1,2}\s?[:시]\s?\d{2}(?:\s?[:분]\s?\d{2})?\s?(?:초|분|\])?\s?(?:AM|PM)?)?"
_STAMP = rf"{_DATE}{_DAY}{_TIME}"
_LABEL = (
    r"(?:최초\s?)?(?:기사\s?)?(?:등록|입력|승인|수정|작성|게시|발행|송고|최종\s?수정|최종\s?편집|업데이트|업로드|배포)"
    r"(?:일시|일자|시간|시각|일|날짜)?"
)
_META_LABEL = (
    r"(?:조회(?:수)?|첨부(?:\s?파일)?|담당\s?부서|담당자|작성자|글쓴이|등록자|게시자|이름|작성\s?부서|부서(?:명)?|제공부서"
    r"|파일|댓글(?:수)?|추천(?:수)?|공감|연락처|전화(?:번호)?|문의(?:처)?|공공누리|공공저작물|카테고리|태그|키워드|분류|출처|제목|번호"
    r"|팩스|이메일|e-?mail|링크|다운로드|바로보기|미리보기|이전\s?글|다음\s?글|이전\s?기사|다음\s?기사|이전|다음|목록)"
)

#: Short lines that are noise wherever they stand (at most ``_SHORT`` characters).
_SHORT = 110
_SHORT_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "stamp",
        re.compile(
            rf"^(?:{_NAME}\s?{_JOB}\s*[|/·:]?\s*)?(?:{_LABEL}\s*[:：]?\s*)?{_STAMP}"
            rf"(?:\s*[|/,·]?\s*(?:{_LABEL}\s*[:：]?\s*)?{_STAMP}|\s*[|/]?\s*{_META_LABEL}\s*:?\s*[\d,]*회?){{0,3}}"
            r"(?:\s*\[[^\]]{1,20}\])?$"
        ),
    ),
    (
        "label",
        re.compile(rf"^[▶■□○●※\[(<*-]?\s?(?:{_LABEL}|{_META_LABEL})\]?\s*[:：|]\s?.{{0,80}}$"),
    ),
    ("label", re.compile(rf"^(?:{_LABEL}|{_META_LABEL})(?:\s[\d,.:\-/ ]{{1,25}}(?:회|건|개)?)?$")),
    ("label", re.compile(r"^(?:이전\s?글|다음\s?글|이전\s?기사|다음\s?기사)\b.{0,80}$")),
    (
        "counter",
        re.compile(
            r"^(?:(?:조회|추천|비추천|댓글|공감|좋아요|훈훈해요|슬퍼요|화나요|후속기사\s?원해요|후속|스크랩|응원|유익해요|감동|놀라워요|기대돼요)\s?(?:수)?\s?[:：]?\s?\d{0,6}(?:회|개|건|명)?[\s|·,/]*)+(?:목록|글쓰기|인쇄|스크랩|신고)?$"
        ),
    ),
    (
        "author",
        re.compile(
            rf"^[\[(/<■▶▲◆|=·\s]*(?:(?:글|취재|사진|영상|편집|촬영|정리|기사|그래픽|디자인)(?:[·/,\s]+(?:글|사진|영상|편집|촬영|정리|그래픽))*\s*[=:·/|]?\s*)?(?:[가-힣A-Za-z·]{{1,12}}\s?[=/]\s?)?{_NAME}(?:\s?[·,/]\s?{_NAME}){{0,3}}\s*{_JOB}[\])>\s|=/·]*(?:{_MAIL})?[\])>\s.]*(?:(?:다른\s?)?기사\s?(?:더\s?)?보기|구독|의\s?다른\s?기사.*)?$"
        ),
    ),
    (
        "author",
        re.compile(
            rf"^[\[(/<]?\s?[가-힣A-Za-z0-9·\s]{{2,20}}(?:취재팀|뉴스팀|편집국|편집부|보도국|보도팀|취재본부|디지털팀|기획팀|기자단|취재부|데스크|뉴스룸|기자)\s?[\])>]?(?:\s?[=/:|]?\s?(?:{_MAIL})?)$"
        ),
    ),
    (
        "author",
        re.compile(rf"^(?:[가-힣A-Za-z]{{1,12}}\s?[=/]\s?)?{_NAME}\s?[=/]?\s?\(?\[?{_MAIL}\]?\)?$"),
    ),
    ("mail", re.compile(rf"^[^.]{{0,40}}{_MAIL}[\s\])>]*$")),
    ("author", re.compile(r"^(?:글|사진|취재|글쓴이|기고)\s?[=:·/]\s?.{2,40}$")),
    (
        "share",
        re.compile(
            r"^(?:(?:이\s?기사를?|해당된?\s?기사를?|기사)?\s?(?:공유(?:합니다|하기)?|SNS\s?공유|퍼가기|URL\s?복사|주소\s?복사|링크\s?복사|복사하기)|페이스북|트위터|엑스|카카오(?:톡|스토리)?|네이버\s?(?:블로그|밴드|카페)|밴드|라인|텔레그램|핀터레스트|인스타그램|유튜브|블로그|구글플러스|이메일|메일|인쇄(?:하기)?|프린트|스크랩|글(?:씨|자)?\s?(?:크기)?\s?(?:키우기|줄이기|크게|작게|조절)?|본문\s?(?:글씨|듣기|보기)|가\s?[+\-]|\+\s?크기|-\s?작게|가|바로가기|으로|로|보내기|공유|닫기|더보기|기사\s?저장|기사저장|저장|북마크|X|facebook|twitter|kakao(?:talk|story)?|band|print|email|share|[|·,/+\-\s])+$",
            re.IGNORECASE,
        ),
    ),
    (
        "weather",
        re.compile(
            r"^(?:맑음|흐림|구름(?:많음|조금)|비|눈|박무|연무|안개|소나기|황사)?\s?[가-힣]{0,6}\s?-?\d{1,2}(?:\.\d)?\s?(?:℃|°C?|도씨)$"
        ),
    ),
    ("weather", re.compile(r"^(?:기상청\s?제공|오늘의\s?날씨|미세먼지\s?[:가-힣\s]{1,12})$")),
    (
        "advert",
        re.compile(
            r"^[\[(<\-\s]*(?:AD|ADs?|ADVERTISEMENT|광고|배너|스폰서\s?링크|Sponsored|PR|기사\s?본문\s?(?:상단|하단|중간)?\s?광고|이미지\s?(?:확대|크게)\s?보기|사진\s?확대|이미지|확대|동영상|영상\s?보기|사진\s?보기|원본\s?보기)[\])>\-\s]*$",
            re.IGNORECASE,
        ),
    ),
    (
        "credit",
        re.compile(
            r"^.{0,100}(?:[\[(/<\s]\s?사진\s?(?:=|:|제공|출처)\s?.{0,30}|사진\s?제공\s?[=:]?.{0,25}|/\s?사진\s?[=:]?\s?.{0,25}|[\[(</=\s](?:자료)\s?사진[\])>]?|(?:자료|사진)\s?[=:]\s?.{1,25}(?:제공)?|[가-힣A-Za-z0-9]{2,20}\s?제공\s?[\])>.]?|[ⓒ©]\s?.{1,25})$"
        ),
    ),
    (
        "credit",
        re.compile(
            r"^[\[(<]?\s?(?:사진|그래픽|자료|그림|표|이미지|출처|영상|일러스트)\s?[=:/ⓒ©].{0,80}$"
        ),
    ),
    (
        "filename",
        re.compile(
            r"^.{0,90}\.(?:jpe?g|png|gif|bmp|webp|hwpx?|pdf|docx?|xlsx?|pptx?|zip|mp4)(?:\s?\(?\[?[\d.,]+\s?[KMG]?B(?:yte)?s?\)?\]?)?(?:\s?(?:다운로드|미리보기|바로보기))*$",
            re.IGNORECASE,
        ),
    ),
    (
        "related",
        re.compile(
            r"^[\[(<【▶◀■☞→\s]*(?:관련\s?(?:기사|뉴스|글)|함께\s?(?:보는|읽는|볼만한|보면\s?좋은)\s?(?:기사|뉴스)|같이\s?(?:보면|읽으면)\s?좋은\s?(?:기사|뉴스)|추천\s?(?:기사|뉴스)|이\s?기사도|연관\s?기사|더\s?(?:보기|읽기)|바로\s?가기|인기\s?기사|주요\s?(?:기사|뉴스)|이슈\s?기사|읽을거리|핫이슈|지난\s?기사|이어\s?보기|기획\s?연재)\s?[\])>】:：|▶].{0,100}$"
        ),
    ),
    (
        "link-mark",
        re.compile(
            r"^(?:▶|☞|◀|→|👉|🔗|⏩)\s?.{0,90}(?:보기|바로가기|클릭|구독|제보|채널|기사|뉴스|영상|☞|▶)\s?[!]*$"
        ),
    ),
    (
        "widget",
        re.compile(
            r"^(?:목록(?:으로|보기)?|글쓰기|답변|수정|삭제|검색|로그인|회원\s?가입|메뉴|홈|맨\s?위로|TOP|위로|이전|다음|페이지\s?정보|본문|댓글목록|댓글\s?(?:쓰기|달기|등록|삭제|입력|\d+)?|등록된\s?댓글이\s?없습니다\.?|신고(?:하기)?|PC\s?버전|모바일\s?버전(?:으로\s?보기)?|닫기|더\s?보기|전체\s?보기|접기|펼치기|기사\s?(?:듣기|원문|스크랩|목록|제보)|구독(?:하기)?|구독\s?중|알림\s?받기|이전\s?페이지로?|프린트|요약\s?보기|음성(?:으로)?\s?듣기|번역(?:\s?설정)?|글자\s?크기\s?(?:변경|설정|조절)?|기사\s?입력|뉴스|보도자료|지역뉴스|첨부\s?파일\s?(?:다운로드|없음)?|이모티콘|추천\s?키워드|기자\s?구독|기자의\s?다른\s?기사|제휴\s?문의|저작권자?|인쇄\s?하기)$"
        ),
    ),
)

#: Standing phrases of publishers: noise even where they are whole sentences.
_PHRASES = re.compile(
    r"무단\s?전재|무단\s?복제|무단\s?배포|재배포\s?(?:를\s?)?(?:금지|금합|불허)|재\s?배포.{0,12}금지|저작권법의?\s?보호|All\s?rights?\s?reserved|Copyrights?\s?(?:ⓒ|©|\(c\)|\d)"
    r"|^[-–\s<\[(]*(?:저작권자|ⓒ|©|Copyright)|AI\s?학습(?:\s?및\s?활용)?\s?(?:이용)?\s?금지|청소년\s?보호\s?책임자|발행인\s?[·ㆍ/]?\s?편집인|사업자\s?등록\s?번호|통신판매업|인터넷\s?신문\s?등록|정기간행물\s?등록"
    r"|개인정보\s?(?:처리|취급)\s?방침|이용\s?약관\s?[|·]|이메일\s?무단\s?수집|자동\s?등록\s?방지|삭제한\s?댓글|비밀번호를\s?입력|로그인\s?후\s?(?:이용|댓글|작성)|회원\s?가입\s?(?:후|을)"
    r"|이\s?기사를\s?공유|해당된?\s?기사를\s?공유|기사를\s?(?:공유|추천|후원)하|좋아하기\s?가져오는|이것이\s?좋아요|담당자에게\s?의견|만족하(?:십|시)니까|만족도\s?조사|공공누리|출처\s?표시.{0,14}(?:상업|변경|이용)"
    r"|카카오톡\s?[:'\"‘“]?.{0,20}(?:채널\s?추가|검색)|(?:기사|뉴스|독자|시민)\s?제보(?:는|를|하기|를\s?기다|\s?[:：/])|제보를?\s?(?:기다|받습|해\s?주)|여러분의\s?(?:제보|소중한)|구독\s?(?:해\s?주세요|을\s?누르|하시면|신청)|네이버(?:에서)?.{0,16}(?:구독|채널)|뉴스스탠드"
    r"|유튜브\s?채널.{0,20}(?:구독|바로가기)|앱(?:을|에서)?\s?다운로드|후원\s?계좌|후원(?:금은|해\s?주|하기)|정기\s?구독|열린보도원칙|반론이나\s?정정|고충처리인|자살\s?예방\s?(?:상담|핫라인)|이메일은\s?공개되지|필수\s?(?:입력창|항목)은"
    r"|기사의?\s?(?:이해를\s?돕기|본문과\s?관련)|AI가\s?(?:자동\s?)?(?:생성|요약)|자동\s?생성된\s?(?:요약|기사)|요약봇|본문\s?내용을?\s?(?:확대|요약)|(?:자바\s?스크립트|JavaScript)(?:를|가)\s?(?:활성|사용|지원|꺼져)",
    re.IGNORECASE,
)
_PHRASE_MAX = 260
#: Headings after which the page lists other articles.
_TAIL_HEADING = re.compile(
    r"^[\[(<【■▶◆●\s]*(?:관련\s?(?:기사|뉴스|글)|(?:실시간\s?)?(?:가장\s?)?많이\s?(?:본|읽은|클릭한|찾은)\s?(?:기사|뉴스)?|이\s?시각\s?(?:많이\s?본\s?|주요\s?|핫\s?|인기\s?)?(?:뉴스|기사|헤드라인)|인기\s?(?:기사|뉴스|글)(?:\s?TOP\s?\d+)?"
    r"|최신\s?(?:기사|뉴스|글)|최근\s?(?:기사|뉴스|글)|[가-힣A-Za-z ]{0,14}(?:의\s?)?(?:최신\s?글|다른\s?기사)|주요\s?(?:기사|뉴스)|추천\s?(?:기사|뉴스|콘텐츠)|랭킹\s?뉴스|베스트\s?클릭|핫\s?(?:뉴스|이슈|클릭)|오늘의\s?(?:주요\s?)?(?:뉴스|기사|포토|헤드라인)"
    r"|함께\s?(?:본|보는|읽는|볼만한|보면\s?좋은)\s?(?:기사|뉴스)|이\s?기사와\s?함께|당신이\s?좋아할|당신을\s?위한|이런\s?(?:기사|뉴스)(?:는)?\s?어(?:때요|떠세요)|섹션\s?(?:뉴스|기사)|포토\s?뉴스|영상\s?뉴스|댓글\s?(?:목록|\d+\s?개?)?|의견\s?(?:쓰기|나누기)|독자\s?의견|답글\s?남기기|같은\s?(?:분류|섹션|카테고리).{0,8}|MORE\s?NEWS|HOT\s?NEWS|TOP\s?NEWS|Related.{0,12})"
    r"[\])>】:：\s]*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"(?:[다요까죠음함임됨것중네라자]|예정|계획|전망)\s?[.!?。][\"'”’)\]」』]*$|[.!?…][\"”’']+$|[\"”]$"
)
_CAPTION_MARK = re.compile(r"^[▲△▼▽◀◁▶▷■□◆◇●○↑↓←→<〈\[【(]")
_CAPTION_END = re.compile(
    r"(?:있다|모습|장면|전경|조감도|투시도|위치도|배치도|포스터|현장|기념\s?(?:촬영|사진)|단체\s?사진|사진|제공|갈무리|캡[처쳐]|홈페이지|전경사진|이미지|예시|평면도|개요도|청사)\s?[.)\]>]*$"
)
_INLINE_AUTHOR = re.compile(
    rf"(?<=[.!?”\"’'\])])\s*[\[(/<|]?\s*(?:[가-힣]{{2,8}}\s?[=/]\s?)?{_NAME}(?:[·,]\s?{_NAME})?\s?{_JOB}\s?[\])>]?\s?(?:{_MAIL})?[\])>]?\s*$"
)
_INLINE_MAIL = re.compile(rf"(?<=[.!?”\"’'\])])\s*(?:{_NAME}\s?[=/]?\s?)?[\[(<]?{_MAIL}[\])>]?\s*$")
_INLINE_RIGHTS = re.compile(
    r"(?<=[.!?”\"’'\])])\s*[<\[(-]*\s?(?:저작권자|ⓒ|©|Copyright).{0,80}$", re.IGNORECASE
)
_INLINE_CREDIT = re.compile(r"^[▲△]\s?[^.]{3,90}[\[(</]\s?사진\s?[=:].{1,30}?[\])>]\s?")

_MAX_CAPTION = 160
_MAX_HEADLINE = 80


def squash(text: str) -> str:
    """The text without spaces, quotes and punctuation, for comparing headlines."""
    return _SQUASH.sub("", text).lower()


def ends_sentence(text: str) -> bool:
    """Whether the line reads like the end of a sentence in a Korean article."""
    return bool(_SENTENCE_END.search(text[-40:]))


def noise_rule(text: str) -> str | None:
    """The name of the rule that makes the line noise, or ``None`` for article text."""
    if len(text) <= _PHRASE_MAX and _PHRASES.search(text):
        return "phrase"
    if len(text) > _SHORT:
        return None
    is_sentence = ends_sentence(text) and len(text) > 25
    for name, pattern in _SHORT_RULES:
        if is_sentence and name in ("credit", "label", "mail", "link-mark", "author"):
            continue
        if pattern.match(text):
            return name
    if not any(character.isalnum() for character in text):
        return "marks"
    return None


def is_caption(line: Line) -> bool:
    """Whether the line after a picture describes it rather than opening the article."""
    text = line.text
    if not line.after_image or line.is_row or len(text) > _MAX_CAPTION:
        return False
    if _CAPTION_MARK.match(text) and not text.startswith(("[", "(", "<")):
        return True
    if _CAPTION_END.search(text[-40:]):
        return True
    return not ends_sentence(text) and len(text) <= 60 and text[-1] in ".)]>"


def clean_line(text: str) -> str:
    """Cut bylines, e-mail addresses and copyright notes that follow the last sentence."""
    if len(text) < 20:
        return text
    head, tail = text[:-160], text[-160:]
    for pattern in (_INLINE_RIGHTS, _INLINE_AUTHOR, _INLINE_MAIL):
        tail = pattern.sub("", tail)
    text = (head + tail).rstrip()
    return _INLINE_CREDIT.sub("", text) if text[:1] in "▲△" else text


def keep_lines(lines: Sequence[Line], headlines: frozenset[str] = frozenset()) -> list[Line]:
    """The lines that belong to the article, in order.

    ``headlines`` holds squashed forms of the page's headline; a line equal to one of them is
    left out at the head of the article.
    """
    kept: list[Line] = []
    in_tail = False
    for line in lines:
        text = line.text
        if line.is_row:
            kept.append(line)
            in_tail = False
            continue
        if in_tail:
            if len(text) <= _MAX_HEADLINE or not ends_sentence(text):
                continue
            in_tail = False
        if len(text) <= 40 and _TAIL_HEADING.match(text):
            in_tail = True
            continue
        if noise_rule(text) or is_caption(line):
            continue
        if line.link_share >= 0.8 and not (len(text) > 60 and ends_sentence(text)):
            continue
        if len(kept) < 4 and squash(text) in headlines:
            continue
        cleaned = clean_line(text)
        if not cleaned or (cleaned != text and noise_rule(cleaned)):
            continue
        kept.append(line if cleaned == text else _with_text(line, cleaned))
    return kept


def _with_text(line: Line, text: str) -> Line:
    return Line(text, line.link_chars, line.owner, line.after_image, line.is_row)
