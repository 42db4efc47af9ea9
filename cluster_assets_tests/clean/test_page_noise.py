"""What stands between the paragraphs of Korean news pages: noise to drop, text to keep.

Each line is put, without any telling markup, before, between and after the paragraphs.
"""

from __future__ import annotations

import html

import pytest

from cluster_assets.clean.article import clean_page
from cluster_assets_tests.clean.page_kinds import C_TITLE, LINKS, C, doc

NOISE = """
사진=새결도
사진 제공=새결도
[사진=새결도 제공]
(사진제공=새결도청)
▲ 로봇 제작소 내부. / 사진=새결도
△ 로봇 제작소 조감도
▲피솔찬 원장이 로봇을 설명하고 있다.(사진=새결도)
자료사진
ⓒ 새결신문
로봇 제작소 조감도. 새결도 제공
기사입력 2023-12-20 10:00
조회수 1,204
좋아요 12
공유하기
페이스북 트위터 카카오톡 URL복사
글자크기 크게 작게
가 가
프린트
스크랩
기사 제보 jebo@x.example
기사제보 및 보도자료 press@x.example
선우결 기자 dam@x.example
dam@x.example
선우결 기자
저작권자 © 새결신문 무단전재 및 재배포 금지
<저작권자 ⓒ 새결신문 무단 전재 및 재배포 금지>
Copyright ⓒ 새결신문. All rights reserved.
[관련기사]
▶ 관련기사 : 도서관 야간 개방 확대
☞ 도서관 야간 개방 확대 바로가기
#로봇 #클러스터 #새결도
태그 : 로봇, 클러스터
광고
AD
ADVERTISEMENT
Sponsored
이미지 확대보기
사진 크게 보기
본문 글자 크기 조정
기사 듣기
음성으로 듣기
이 기사를 공유합니다
이 기사는 어떠셨나요?
이 기사가 마음에 드셨나요?
기자의 다른 기사 보기
다른기사 보기
구독하기
네이버에서 새결신문 구독하기
새결신문을 네이버에서 만나보세요
카카오톡 채널 '새결신문' 추가
※ 이 기사는 AI가 작성을 도왔습니다
[ⓒ 새결신문, 무단 전재 및 재배포 금지]
인터넷뉴스팀
온라인뉴스팀 news@x.example
편집자주
▶ 네이버 채널 구독하기
▶ 제보는 카카오톡 @새결제보
모바일로 보기
PC버전
이전기사 도서관 야간 개방 확대
다음기사 벼 병해충 공동 방제 나서
목록
첨부파일: 보도자료.hwp
붙임 보도자료 1부. 끝.
담당부서 : 로봇산업과 (031-000-0000)
문의: 로봇산업과 031-000-0000
담당자 금하람 031-000-0000
등록일 2023.12.20 | 조회 331
공공누리 제1유형
만족도 조사
저작권정책
새결신문 후원하기
정기구독 신청
독자 여러분의 소중한 제보를 기다립니다.
0개의 댓글
댓글을 입력해 주세요.
로그인 후 댓글을 작성할 수 있습니다.
기사 추천하기
추천 0 비추천 0
이 기사에 대해 어떻게 생각하세요?
ⓒ새결신문(www.x.example) 무단전재 배포금지
본 기사는 새결신문의 저작물로 무단 전재를 금합니다.
사진 설명: 로봇 제작소
[그래픽=금하람]
출처 : 새결신문(http://www.x.example)
영상편집 금하람
촬영기자 금하람
기사원문 보기
http://www.x.example/news/12345
www.x.example
전체댓글수 0
실시간 뉴스
새로고침
Tag
키워드
SNS 기사보내기
기사저장
바로가기 복사하기 본문 글씨 줄이기 본문 글씨 키우기
오디오 재생
뉴스 요약
닫기
[새결신문 제공]
지면 2023년 12월 21일 3면
최종업데이트 2023-12-21 09:00
Powered by NDsoft
여기를 클릭하면 크게 볼 수 있습니다
클릭하시면 원본 이미지를 보실 수 있습니다.
""".strip().split("\n")
TEXT = """
물류 로봇 실증단지 2027년 완공
■ 부품 국산화가 관건
◇ 기업 58곳이 함께
“부품부터 바꾼다”
1. 추진 배경
▲ 물류 로봇 실증단지 조성 410억원
△시제품 제작소 2곳 △시험 장비 31종
- 국비 620억원, 도비 310억원
○ 사업 기간은 2024년부터 5년이다
관련 예산 62억원은 도의회를 통과했다.
사진 촬영용 드론도 함께 시험한다.
문의가 이어지자 도는 설명회를 한 차례 더 열기로 했다.
댓글 창에는 응원이 이어졌다고 한다.
도 관계자는 “구독형 로봇 서비스도 돕겠다”고 했다.
다음은 일문일답.
첨부 서류는 12가지다.
광고 대신 현장 설명회로 기업을 모은다.
다만 부지 보상이 늦어지는 점은 풀어야 할 숙제다.
새결도는 로봇 기업 3곳과 협약을 맺었다. 금액은 220억원이다.
참가 신청은 이달 31일까지 진흥원 누리집에서 하면 된다.
추천을 받은 기업 12곳이 먼저 들어온다.
입력 장치와 출력 장치를 함께 만드는 기업도 있다.
총사업비 1,240억원(국비 620억, 도비 310억, 민자 310억)
한편 새결도는 2019년 로봇산업 육성 조례를 만들었다.
""".strip().split("\n")
#: A list of other articles begins here, so these stand below an article only.
LAST_ONLY = ("이전기사", "다음기사", "목록")


def text_of(lines: list[str], container: str) -> list[str]:
    body = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)
    markup = f"<h3>{C_TITLE}</h3><div {container}>{body}</div><ul>{LINKS}</ul>"
    return clean_page(doc(f"<title>{C_TITLE} - 새결신문</title>", markup).encode()).text.split("\n")


@pytest.mark.parametrize("container", ["id=article-view-content-div", "class=x2"])
@pytest.mark.parametrize("line", NOISE)
def test_noise_goes_wherever_it_stands(line: str, container: str) -> None:
    for at in (4,) if line.startswith(LAST_ONLY) else (0, 2, 4):
        lines = list(C)
        lines.insert(at, line)
        assert text_of(lines, container) == list(C), at


@pytest.mark.parametrize("line", TEXT)
def test_text_that_looks_like_noise_stays(line: str) -> None:
    for at in (1, 2, 3):
        lines = list(C)
        lines.insert(at, line)
        assert text_of(lines, "id=article-view-content-div") == lines, at
