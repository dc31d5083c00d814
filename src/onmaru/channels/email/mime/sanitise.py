"""HTML that can neither script, restyle the desk, nor phone home."""

import re

import nh3

from onmaru.channels.email.mime.words import words

TAGS = words(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em "
    "figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp "
    "section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
REMOVED_WHOLE = words(
    "script style title noscript template iframe object embed applet svg math select audio video frameset noframes textarea xmp datalist"
)
CELL = {"align", "valign", "bgcolor", "width", "height", "colspan", "rowspan", "nowrap"}
ATTRIBUTES = {
    "*": {"style", "dir", "lang", "title", "align"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height", "border", "hspace", "vspace"},
    "font": {"color", "size", "face"},
    "table": {"border", "cellpadding", "cellspacing", "bgcolor", "width", "height", "align"},
    "td": CELL,
    "th": CELL,
    "tr": CELL,
    "tbody": CELL,
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "ol": {"start", "type"},
    "ul": {"type"},
    "li": {"value"},
    "blockquote": {"type"},
    "hr": {"width", "size", "color"},
}
STYLES = words(
    "background background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width "
    "border-collapse border-color border-left border-left-color border-left-style border-left-width border-radius "
    "border-right border-right-color border-right-style border-right-width border-spacing border-style border-top "
    "border-top-color border-top-style border-top-width border-width caption-side clear color direction display empty-cells "
    "float font font-family font-size font-style font-variant font-weight height letter-spacing line-height list-style "
    "list-style-position list-style-type margin margin-bottom margin-left margin-right margin-top max-height max-width "
    "min-height min-width overflow-wrap padding padding-bottom padding-left padding-right padding-top table-layout "
    "text-align text-decoration text-indent text-transform vertical-align white-space width word-break word-spacing "
    "word-wrap"
)
#: Anything that loads, computes or escapes; a backslash could spell any of them.
LOADS = re.compile(r"[(\\@<]|expression|behaviou?r|-moz-binding|javascript", re.IGNORECASE)
COLOUR = re.compile(r"(?:rgb|hsl)a?\([\d\s.,%/deg]*\)", re.IGNORECASE)
LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]*\Z", re.IGNORECASE)
TAG = re.compile(r'<[a-z](?:[^>"]++|"[^"]*+")*+>')
REMOTE = re.compile(r' src="(?!cid:|data:)([^"]*)"', re.IGNORECASE)
BLANKS = re.compile(r"[\x00-\x20\u200b\ufeff]+")


def sanitise(html: str, warnings: list[str]) -> str:
    """Safe HTML from what `shallow` returned; remote images wait in `data-remote-src`, `cid:` images keep their address."""
    if not html.strip():
        return ""
    remote = 0

    def hold_back(tag: re.Match[str]) -> str:
        nonlocal remote
        if not tag[0].startswith("<img "):
            return tag[0]
        held, count = REMOTE.subn(r' data-remote-src="\1"', tag[0])
        remote += count
        return held

    safe = TAG.sub(hold_back, _CLEANER.clean(html)).strip()
    if remote:
        warnings.append(f"remote_images: {remote}")
    return safe


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute in ("href", "src") and value.strip().startswith("//"):
        return "https:" + value.strip()
    if attribute == "href":
        value = value.strip()
        return value if LINK.match(value) else None
    if attribute == "src":
        squeezed = BLANKS.sub("", value)
        if squeezed.lower().startswith("cid:") or PICTURE.match(value.strip()):
            return squeezed if squeezed.lower().startswith("cid:") else value.strip()
        return value.strip() if re.match(r"https?:", value.strip(), re.IGNORECASE) else None
    if attribute == "style":
        return _style(value)
    return value


def _style(value: str) -> str | None:
    kept = []
    for declaration in value[:20_000].split(";"):
        name, colon, setting = declaration.partition(":")
        if not colon or LOADS.search(COLOUR.sub("", setting)) or "/*" in declaration:
            continue
        if name.strip().lower().startswith("margin") and "-" in setting:
            continue
        kept.append(f"{name.strip()}:{setting.strip()}")
    return ";".join(kept) or None


def _relative(url: str) -> str | None:
    # An address without a scheme would be ours: only the protocol-relative kind names another host.
    return "https:" + url if url.startswith("//") else None


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=REMOVED_WHOLE,
    attributes=ATTRIBUTES,
    attribute_filter=_filter,
    strip_comments=True,
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
    url_relative=_relative,
    filter_style_properties=STYLES,
)
