"""What the region rules read of an article: its text, regions, places and sites."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.mentions import Named
from cluster_assets.extract.money.regions.places import ItemTowns, Place
from cluster_assets.extract.names.linking import region_entity_id
from cluster_assets.extract.names.regions.context import reference_day
from cluster_assets.extract.names.regions.gazetteer import load_gazetteer

DISTRICT_SITE = re.compile(
    r"^ [가-힣0-9]{1,8}(?:동|도시|지구|단지|산단|밸리)"
    r"(?:에 (?:들어설|들어서|세우|세울|짓|지을|조성)|의 ?['\"])"
)
# '○○에서 협약식을 열고': where one met, not what it was about.
MEETING = re.compile(
    r"(?: [가-힣A-Za-z0-9·]{1,14}){0,3}에서 (?:열린 |가진 |마련한 )?[^.,]{0,24}?(?:협약식|간담회|"
    r"설명회|보고회|토론회|포럼|회의|공청회|세미나|선포식)"
)
# A council acts for its government: '○○시의회는 예산 A를 통과시켰다'.
SUBJECT = re.compile(r"^(?:의회)?(?:[은는이가도]|에서는|에는|에도?(?= )|와 |과 )|^ ?(?:역시|또한)")


@dataclass(frozen=True, slots=True)
class RegionView:
    """One article for the region rules; ``body`` holds the hidden towns of names too."""

    ctx: ArticleContext
    regions: Sequence[Named]
    body: Sequence[Named]
    main_region: str | None
    main_initiative: str | None
    places: Sequence[Place]
    items: ItemTowns
    sites: Mapping[str, str]
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The body's normal form."""
        return self.ctx.body.text

    @property
    def is_metropolitan(self) -> bool:
        """Whether 시비 means the money of a metropolitan city."""
        name = self.main_region
        if name is None:
            provinces = {n.name.split()[0] for n in self.regions}
            name = provinces.pop() if len(provinces) == 1 else None
        return name is not None and name.split()[0].endswith("시")

    def remember(self, name: str | None) -> None:
        """Note the code of a region that no mention names."""
        if name and name not in self.codes:
            gazetteer = load_gazetteer()
            row = gazetteer.by_name(name, reference_day(self.ctx))
            if row:
                self.codes[name] = region_entity_id(gazetteer.lineage_code(row))
