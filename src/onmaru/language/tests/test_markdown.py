import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.markdown import DESK, Look, has_marks, html, pictures, plain

PLAIN = Look()


@pytest.mark.parametrize(
    ("typed", "shown", "read"),
    [
        ("안녕하세요.\n감사합니다.", "<p>안녕하세요.<br>\n감사합니다.</p>", "안녕하세요.\n감사합니다."),
        ("하나\n\n둘", "<p>하나</p>\n<p>둘</p>", "하나\n\n둘"),
        ("**환불**을 진행합니다", "<p><strong>환불</strong>을 진행합니다</p>", "환불을 진행합니다"),
        ('**"빠른 환불"**을', '<p><strong>"빠른 환불"</strong>을</p>', '"빠른 환불"을'),
        ("*중요*합니다", "<p><em>중요</em>합니다</p>", "중요합니다"),
        ("_중요_합니다", "<p><em>중요</em>합니다</p>", "중요합니다"),
        ("2*3*4와 5 * 6 * 7", "<p>2*3*4와 5 * 6 * 7</p>", "2*3*4와 5 * 6 * 7"),
        ("snake_case_name", "<p>snake_case_name</p>", "snake_case_name"),
        ("5,000원*", "<p>5,000원*</p>", "5,000원*"),
        ("1,000원~2,000원 ~~3,000원~~", "<p>1,000원~2,000원 <del>3,000원</del></p>", "1,000원~2,000원 3,000원"),
        ("`a * b`를", "<p><code>a * b</code>를</p>", "a * b를"),
        (r"\*별\*", "<p>*별*</p>", "*별*"),
        ("#1234 주문", "<p>#1234 주문</p>", "#1234 주문"),
        ("## 안내", "<h4>안내</h4>", "안내"),
        ("- 하나\n- 둘", "<ul><li>하나</li><li>둘</li></ul>", "- 하나\n- 둘"),
        ("3. 셋\n4. 넷", '<ol start="3"><li>셋</li><li>넷</li></ol>', "3. 셋\n4. 넷"),
        ("2026. 11. 22. 발송", "<p>2026. 11. 22. 발송</p>", "2026. 11. 22. 발송"),
        ("- 하나\n  - 안쪽\n- 둘", "<ul><li>하나<ul><li>안쪽</li></ul>\n</li><li>둘</li></ul>", "- 하나\n  - 안쪽\n- 둘"),
        ("아래를 보세요\n- 하나", "<p>아래를 보세요</p>\n<ul><li>하나</li></ul>", "아래를 보세요\n- 하나"),
        ("> 언제 오나요?\n\n내일요", "<blockquote><p>언제 오나요?</p>\n</blockquote>\n<p>내일요</p>", "> 언제 오나요?\n\n내일요"),
        ("```\na  <b>\n```", "<pre>a  &lt;b&gt;</pre>", "a  <b>"),
        ("---", "<hr>", "---"),
        ("[안내](https://haru.example/a)를", '<p><a href="https://haru.example/a">안내</a>를</p>', "안내 (https://haru.example/a)를"),
        (
            "https://haru.example/1으로",
            '<p><a href="https://haru.example/1">https://haru.example/1</a>으로</p>',
            "https://haru.example/1으로",
        ),
        ("[클릭](javascript:alert(1))", "<p>[클릭](javascript:alert(1))</p>", "[클릭](javascript:alert(1))"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<script>alert(1)</script>"),
        ("![표](file:12)", '<p><img src="/12" alt="표"></p>', "[표]"),
        ("![표](https://evil.example/x.png)", None, None),
        ("가  나", "<p>가 &nbsp;나</p>", "가  나"),
    ],
)
def test_what_is_typed_is_shown_and_read(typed: str, shown: str | None, read: str | None) -> None:
    made = html(typed, PLAIN, lambda source: "/" + source.removeprefix("file:"))
    if shown is None:
        assert "<img" not in made
        return
    assert made == shown + "\n"
    assert plain(typed) == read


def test_a_picture_that_is_not_there_is_its_name() -> None:
    assert html("![표](file:12)", PLAIN) == "<p>[표]</p>\n"
    assert pictures("가 ![표](file:12) **![나](file:3)**") == {12, 3}


@given(st.text(st.characters(exclude_characters="*_~`[]#>-+•\\!\t\r0123456789:/"), max_size=300))
def test_a_text_without_marks_stays_as_it_is(text: str) -> None:
    assert plain(text) == text
    assert not has_marks(text)


@given(st.text(st.sampled_from("가나 *_~`[]()#>-1.!\\<&\"'\nhttps://a.b"), max_size=200))
def test_only_our_tags_come_out_and_all_are_closed(text: str) -> None:
    made = html(text, DESK)
    allowed = {"p", "br", "strong", "em", "del", "code", "pre", "a", "ul", "ol", "li", "blockquote", "h3", "h4", "h5", "hr"}
    assert nh3.clean(
        made, tags=allowed, attributes={"a": {"href", "target"}, "ol": {"start"}}, link_rel="noopener noreferrer nofollow"
    ).count("<") == made.count("<")


@pytest.mark.parametrize(
    "hostile", ["*" * 20_000, "[" * 20_000, "`a" * 10_000, "> " * 5_000, "**a " * 5_000, "- " * 5_000, "_a " * 8_000, "\\" * 20_000]
)
def test_a_hostile_text_does_not_take_for_ever(hostile: str) -> None:
    assert html(hostile, DESK)
    assert plain(hostile)
