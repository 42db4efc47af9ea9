"""What a number is about, by the family of phrasing that its clause belongs to."""

from __future__ import annotations

import pytest

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.figures import find_figures


def subjects(text: str) -> list[str | None]:
    return [f.subject for f in find_figures(ArticleContext("", text), [], [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("산단 입주율이 어느덧 93%에 이른다.", ["산단 입주율"]),
        ("자급률이 41%에 이르는 원료를 쓴다.", ["자급률"]),
        ("올해 신규 채용 인원이 2천 명을 돌파했다.", ["신규 채용 인원"]),
        ("하루 250톤의 바닷물을 처리하는 설비다.", ["바닷물 처리"]),
        ("수소버스는 누적 12만㎞를 달렸다.", ["수소버스"]),
        ("하루 6천t을 나르는 이 관로는 내년에 선다.", ["관로"]),
        ("45t급 전용 조사선을 만든다.", ["전용 조사선"]),
        ("새만금 일대 33만㎡에 들어서는 수산가공단지는 크다.", ["수산가공단지"]),
        ("5만㎡나 되는 땅을 채워야 한다.", ["땅"]),
        ("아직 착공하지 못한 필지가 12곳이다.", ["착공하지 못한 필지"]),
        ("종업원 300인 이상 사업장 25곳이 대상이다.", ["300인 이상 사업장"]),
        ("창업 상위 10개 대학이 참여한다.", ["창업 상위 대학"]),
        ("산단에는 230개 전문기업이 들어섰다.", ["전문기업"]),
        ("출연금을 15% 깎았다.", ["출연금 삭감"]),
        ("장비 사용료를 40%까지 깎아 준다.", ["장비 사용료 감면"]),
        ("설비비의 30%를 기업당 2억 원 안에서 보조한다.", ["설비비 보조"]),
        ("나머지 30%를 시와 대학이 부담한다.", ["시와 대학 부담"]),
        ("입주율로 치면 34.6%다.", ["입주율"]),
        ("4곳은 우수, 6곳은 보통, 2곳은 미흡으로 나눴다.", ["우수", "보통", "미흡"]),
        ("기업 14곳과 협약을 맺었고 이 중 6곳이 공장을 돌린다.", ["기업", "기업"]),
        ("9개사는 미국 식품의약국(FDA) 승인을 받았다.", ["미국 식품의약국 승인을 받은 기업"]),
    ],
)
def test_names_the_subject(text: str, expected: list[str]) -> None:
    assert subjects(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("하루 6만t을 쓴다.", [(60000, "t")]),
        ("만족도는 88점이다.", [(88, "점")]),
        ("3D프린터 20대와 가공기를 들였다.", [(20, "대")]),
        ("주택 2천500호와 기숙사를 짓는다.", [(2500, "호")]),
        ("생산량은 5만2천 대로 늘었다.", [(52000, "대")]),
        ("업체 수는 전국 3위지만 장비가 없다.", [(3, "위")]),
        ("세 필지가 아직 비어 있다.", [(3, "필지")]),
        ("지역 20대 청년이 떠난다.", []),
        ("창업자 30대 비율이 높다.", []),
    ],
)
def test_reads_the_count(text: str, expected: list[tuple[float, str]]) -> None:
    found = find_figures(ArticleContext("", text), [], [])
    assert [(f.value, f.unit) for f in found] == expected
