import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.channels.email.mime.sanitise import sanitise


def safe(html: str) -> str:
    return sanitise(html, [])


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' java\tscript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>'>x</a>",
        "<a href='vbscript:x'>x</a>",
        "<a href='/desk/settings'>x</a>",
        "<form action='https://evil.example'><input name=p><button>x</button></form>",
        "<iframe src='https://evil.example'></iframe>",
        "<object data='x'></object><embed src='x'>",
        "<style>body{display:none}</style>",
        "<link rel=stylesheet href='https://evil.example/x.css'>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
        "<base href='https://evil.example'>",
        "<svg onload=alert(1)><script>x</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<div style='position:fixed;top:0;z-index:9'>x</div>",
        "<div style='background:url(https://evil.example/x)'>x</div>",
        "<div style='background:\\75rl(https://evil.example/x)'>x</div>",
        "<div style='width:expression(alert(1))'>x</div>",
        "<div style='margin-top:-500px'>x</div>",
        "<div style='list-style:image-set(\"https://evil.example/x\" 1x)'>x</div>",
        "<td background='https://evil.example/x'>x</td>",
        "<img src='data:image/svg+xml;base64,AAAA'>",
        "<img srcset='https://evil.example/x 1x'>",
        "<video poster='https://evil.example/x'></video>",
        "<div class='desk-toolbar' id='composer'>x</div>",
        "<p hx-get='/desk' data-behaviour='autosave'>x</p>",
    ],
)
def test_nothing_dangerous_survives(html: str) -> None:
    found = safe(html)
    assert not re.search(r"script|on\w+=|evil|position|url\(|expression|svg|<style|class=|id=|hx-|data-b|href=|-500|75rl", found)


def test_layout_survives() -> None:
    html = (
        '<table width="600" bgcolor="#fff" cellpadding="0"><tbody><tr><td style="color:red;padding:4px;background:#eee" align="center">'
        "<font color=blue>x</font></td></tr></tbody></table>"
    )
    found = safe(html)
    for kept in ("<table", 'width="600"', 'bgcolor="#fff"', "color:red", "padding:4px", "background:#eee", 'align="center"', "<font"):
        assert kept in found


def test_remote_images_wait_until_asked_for() -> None:
    warnings: list[str] = []
    found = sanitise('<img src="https://x.example/a.png" alt="그림"><img src="//x.example/b.png"><img src="cid:c@x">', warnings)
    assert found.count("data-remote-src=") == 2
    assert re.findall(r' src="([^"]*)"', found) == ["cid:c@x"]
    assert warnings == ["remote_images: 2"]


def test_a_sender_cannot_write_the_waiting_attribute() -> None:
    assert safe('<img data-remote-src="javascript:x" alt="a > src=&quot;https://x.example/&quot;">').count("data-remote-src") == 0


def test_small_pictures_in_the_mail_itself_are_shown() -> None:
    assert 'src="data:image/png;base64,iVBORw0K"' in safe('<img src="data:image/png;base64,iVBORw0K">')


def test_links_open_elsewhere_and_tell_nothing() -> None:
    found = safe('<a href="https://x.example/" target="_self" rel="opener">x</a>')
    assert 'target="_blank"' in found
    assert 'rel="noopener noreferrer nofollow"' in found


@given(st.text(alphabet="<>/\"'= abimgscript:ondvstyle&;", max_size=200))
def test_whatever_is_sent_only_known_tags_come_out(html: str) -> None:
    found = safe(html)
    for tag in re.findall(r"<[a-z][^>]*>", found):
        assert not re.search(r"<(?:script|iframe|style|form)| on\w+=| src=\"http", tag)
