"""Elements of a page that are not its article, told by their style and by their names."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0\s*(?:;|!|$)|text-indent\s*:\s*-\d{3,}|left\s*:\s*-\d{4,}px"
    r"|top\s*:\s*-\d{4,}px|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_HIDDEN_TOKENS = frozenset(
    [
        "blind",
        "hidden",
        "hide",
        "ir_wa",
        "sr-only",
        "sr_only",
        "screen_out",
        "screen-out",
        "screenout",
        "screen-reader-text",
        "visually-hidden",
        "visuallyhidden",
        "a11y-hidden",
        "a11y_hidden",
        "d-none",
        "u_skip",
        "skip-link",
        "skip",
        "ir-text",
        "is-hidden",
        "offscreen",
        "off-screen",
        "hide-text",
        "txt_hide",
        "text-hide",
        "print-only",
        "printonly",
    ]
)
#: Boxes that are never article text, whatever their length.
_NOISE = re.compile(
    r"^(?:ads?|adv|ad[-_].*|ads[-_].*|.*[-_]ads?|advert.*|adsense|adsbygoogle|banner|.*banner"
    r"|dable.*|taboola.*|outbrain.*|mobon.*|google[-_]?auto.*|sponsor.*|promotion.*|promo"
    r"|relat(?:ed|ion|ive)s?(?:[-_].*)?|.*[-_]relat(?:ed|ion|ive)s?|article-?relat.*|relnews"
    r"|rel[-_]?(?:news|article|list|box)|inner-?link|link[-_]?(?:box|news|list)|linknews"
    r"|together.*news|read-?more|more[-_]?(?:news|article|view).*"
    r"|sns.*|.*[-_]sns|share.*|.*[-_]share|social.*|sharedaddy|addtoany.*|jp-relatedposts"
    r"|.*copyrights?.*|comments?(?:[-_].*)?|.*[-_]comments?|reply.*|.*[-_]reply|replies|livere.*"
    r"|disqus.*|cbox.*|bo_vc.*"
    r"|rank.*|.*[-_]rank(?:ing)?|most.*|popular.*|best[-_]?(?:news|article|click).*|hot-?news"
    r"|news-?list|latest.*|recent.*|auto-article|recommend.*|.*[-_]recommend"
    r"|byline.*|.*[-_]byline|writers?|writer[-_].*|reporters?|reporter[-_].*|journalist.*"
    r"|.*[-_]reporter|authors?|author[-_].*|profile.*|.*[-_]profile|byreporter|vcard"
    r"|tags?|tag[-_].*|.*[-_]tags?|hashtag.*|keywords?|keyword[-_].*"
    r"|subscri.*|newsletter.*|donat.*|support-box|.*[-_]subscribe|channel[-_].*"
    r"|prev[-_]?next.*|nextprev|post-navigation|pagination|paging|pager|breadcrumbs?|location"
    r"|view[-_]?(?:util|tool|btn|sns|copy|bottom|info).*|util(?:s|ity)?|tools?|toolbar|toolbox"
    r"|font-?size(?:[-_].*)?|btn.*|buttons?|like|likes|emotion.*|emoticon.*|reaction.*|good_?bad"
    r"|weather.*|satisfaction.*|kogl.*|opentype.*|ccl.*|file[-_]?(?:list|down|box).*|attach.*"
    r"|bo_v_(?:act|file|link|nb|top|bot|info|share|img)|survey.*|quick-?menu|gnb|lnb|snb.*"
    r"|footer|foot|m_foot|m_rank|sidebar|side-?bar|entry-(?:footer|meta)|post-meta"
    r"|series.*|ai[-_]?summary.*|summary[-_]?(?:ai|bot|layer|popup).*|tts.*|audio.*|player.*"
    r"|layer(?:pop|popup|_pop.*)?|popup.*|modal.*|tooltip.*|toast.*|cookie.*"
    r"|paywall(?:[-_]?(?:box|layer|popup|notice|banner|msg|message|info|guide|btn|wrap|overlay).*)?"
    r"|vote.*|poll.*|next|prev(?:ious)?|(?:next|prev)[-_]?(?:article|news|post|story|box).*|correction-?box|press_?(?:logo|info).*)$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^(?:.*caption.*|img[-_]?(?:desc|txt|text|info|cap|copy|exp).*|image[-_]?(?:desc|txt|text|info).*"
    r"|photo[-_]?(?:desc|txt|text|info|exp|ment|cont|caption|title|sub).*|pic[-_]?(?:desc|txt|text|info).*"
    r"|desc[-_]?(?:img|photo)|txt[-_]?(?:photo|img)|cap|cutline|article-?photo|photo-layout"
    r"|news[-_]?photo.*|body-?img|photo-?(?:area|box|wrap)?|vod[-_].*|video[-_]?(?:desc|txt).*)$",
    re.IGNORECASE,
)
#: A box that matches by its name only, but holds more than this, is read after all.
_MAX_NOISE_CHARS = 700
#: Pieces of text that this guard looks at: boxes inside boxes must not cost their square.
_MAX_GUARD_CHUNKS = 300


_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_SIMPLE_SELECTOR = re.compile(r"^[a-z]*([.#][\w-]+)$", re.IGNORECASE)
_MEDIA = re.compile(r"@media[^{]{0,200}\{(?:[^{}]{0,2000}\{[^{}]{0,2000}\}){0,200}[^{}]{0,200}\}")


def hidden_selectors(css: str) -> frozenset[str]:
    """``.class`` and ``#id`` selectors that the page's own style sheet hides on screen."""
    if "none" not in css and "hidden" not in css:
        return frozenset()
    found: set[str] = set()
    for selectors, body in _RULE.findall(_MEDIA.sub("", css)):
        if _HIDDEN_STYLE.search(body):
            for selector in selectors.split(","):
                match = _SIMPLE_SELECTOR.match(selector.strip())
                if match:
                    found.add(match[1])
    return frozenset(found)


def is_hidden(element: HtmlElement, hidden_tokens: frozenset[str]) -> bool:
    """Whether a reader of the page would not see the element."""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if style and _HIDDEN_STYLE.search(style[:500]):
        return True
    for token in (attributes.get("class") or "").split()[:12]:
        if token.lower() in _HIDDEN_TOKENS or f".{token}" in hidden_tokens:
            return True
    return bool(hidden_tokens) and f"#{attributes.get('id')}" in hidden_tokens


def is_noise(element: HtmlElement) -> bool:
    """Whether the element is an advertisement, caption, link box, share bar or the like."""
    attributes = element.attrib
    if not attributes or element.tag in ("article", "main", "body"):
        return False
    names = (attributes.get("class") or "").split()[:8]
    identifier = attributes.get("id")
    if identifier:
        names.append(identifier)
    for name in names:
        if _NOISE.match(name) or (_CAPTION.match(name) and element.tag != "caption"):
            return not _holds_an_article(element)
    return False


def _holds_an_article(element: HtmlElement) -> bool:
    """Guards against wrappers named after something small: much text, hardly any links."""
    text = "".join(islice(element.itertext(), _MAX_GUARD_CHUNKS))
    sentences = text.count("다.")
    if sentences >= 3 and element.find(".//h1") is not None:
        return True  # the box is named after the whole page, as a newsletter's is
    if len(text) <= _MAX_NOISE_CHARS or sentences < 4:
        return False
    links = islice(element.iterfind(".//a"), _MAX_GUARD_CHUNKS)
    linked = sum(len(a.text or "") for a in links)
    return linked < 0.2 * len(text)
