# ruff: noqa: E501 - what a program writes is one row.
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.channels.email.mime.quotes import Parts, split


def parts(text: str) -> Parts:
    return split(dedent(text).strip("\n").split("\n"))


NEW = "네, 내일까지 보내 주세요.\n감사합니다."
OLD = "안녕하세요, 하루상점입니다.\n교환 상품을 언제 보내 드릴까요?"

ANNOUNCEMENTS = {
    "gmail korean": "2026년 11월 3일 (화) 오후 3:12, 하루상점 <help@haru.example>님이 작성:",
    "gmail korean, wrapped before the verb": "2026년 11월 3일 (화) 오후 3:12, 하루상점 고객센터 <help@haru.example>님이\n작성:",
    "gmail korean, wrapped in the address": "2026년 11월 3일 (화) 오후 3:12, 하루상점 고객센터 <\nhelp@haru.example>님이 작성:",
    "kakao": "2026년 11월 3일 (화) 오후 3:12, 하루상점 <help@haru.example> 님이 작성:",
    "apple korean": "2026. 11. 3. 오후 3:12, 하루상점 <help@haru.example> 작성:",
    "apple korean, older": "2026. 11. 3., 오후 3:12, 하루상점 <help@haru.example> 작성:",
    "thunderbird korean": "2026-11-03 오후 3:12에 하루상점 이(가) 쓴 글:",
    "polite": "2026년 11월 3일 (화) 15:12, 하루상점님이 작성하였습니다:",
    "date last": "하루상점님이 2026년 11월 3일 (화) 오후 3:12에 작성:",
    "gmail english": "On Tue, Nov 3, 2026 at 3:12 PM Haru Store <help@haru.example> wrote:",
    "gmail english, wrapped": "On Tue, Nov 3, 2026 at 3:12 PM Haru Store <\nhelp@haru.example> wrote:",
    "apple english": "On 3 Nov 2026, at 15:12, Haru Store <help@haru.example> wrote:",
    "gmail german": "Am Di., 3. Nov. 2026 um 15:12 Uhr schrieb Haru Store <help@haru.example>:",
    "gmail french": "Le mar. 3 nov. 2026 à 15:12, Haru Store <help@haru.example> a écrit :",
    "gmail japanese": "2026年11月3日(火) 15:12 ハル商店 <help@haru.example>:",
    "gmail chinese": "Haru <help@haru.example> 于2026年11月3日周二 15:12写道：",
    "gmail dutch": "Op di 3 nov 2026 om 15:12 schreef Haru Store <help@haru.example>:",
    "gmail polish": "wt., 3 lis 2026 o 15:12 Haru Store <help@haru.example> napisał(a):",
    "gmail danish": "Den tir. 3. nov. 2026 kl. 15.12 skrev Haru Store <help@haru.example>:",
    "gmail swedish": "Den tis 3 nov. 2026 kl 15:12 skrev Haru Store <help@haru.example>:",
    "gmail spanish": "El mar, 3 nov 2026 a las 15:12, Haru Store (<help@haru.example>) escribió:",
}

BLOCKS = {
    "naver": '-----Original Message-----\nFrom: "하루상점"<help@haru.example>\nTo: <kim@naver.example>;\nCc:\n'
    "Sent: 2026-11-03 (화) 15:12:00 (GMT+09:00)\nSubject: 교환 안내\n",
    "naver korean": "-----Original Message-----\n보낸사람 : 하루상점 <help@haru.example>\n받는사람 : 김유나\n날짜 : 2026-11-03\n제목 : 교환 안내\n",
    "daum": "---------[ 받은 메일 내용 ]----------\n제목 : 교환 안내\n날짜 : 2026년 11월 3일 화요일, 15시 12분\n보낸이 : 하루상점\n받는이 : 김유나\n",
    "daum new": "--------- 원본 메일 ---------\n보낸사람: 하루상점 <help@haru.example>\n받는사람: 김유나\n날짜: 2026년 11월 3일\n제목: 교환 안내\n",
    "outlook korean": "________________________________\n보낸 사람: 하루상점 <help@haru.example>\n보낸 날짜: 2026년 11월 3일 화요일 오후 3:12\n"
    "받는 사람: 김유나\n제목: 교환 안내\n",
    "outlook korean without rule": "보낸 사람: 하루상점 <help@haru.example>\n보낸 날짜: 2026년 11월 3일 화요일 오후 3:12\n받는 사람: 김유나\n참조: 이서연\n제목: 교환\n",
    "outlook korean, text": "-----원본 메시지-----\n보낸 사람: 하루상점\n보낸 날짜: 2026년 11월 3일\n받는 사람: 김유나\n제목: 교환 안내\n",
    "outlook english": "________________________________\nFrom: Haru Store <help@haru.example>\nSent: Tuesday, November 3, 2026 3:12 PM\n"
    "To: Kim Yuna\nSubject: Exchange\n",
    "outlook bold": "*From:* Haru Store <help@haru.example>\n*Sent:* Tuesday, November 3, 2026 3:12 PM\n*To:* Kim Yuna\n*Subject:* Exchange\n",
    "outlook german": "Von: Haru Store <help@haru.example>\nGesendet: Dienstag, 3. November 2026 15:12\nAn: Kim\nBetreff: Umtausch\n",
    "outlook japanese": "差出人: ハル商店\n送信日時: 2026年11月3日 15:12\n宛先: 金\n件名: 交換\n",
    "german separator": "-----Ursprüngliche Nachricht-----\nVon: Haru\nGesendet: 3. November 2026\nAn: Kim\nBetreff: Umtausch\n",
    "write above": "##- 이 줄 위에 답장을 작성해 주세요 -##",
}


@pytest.mark.parametrize("announcement", ANNOUNCEMENTS.values(), ids=ANNOUNCEMENTS)
@pytest.mark.parametrize("mark", ["> ", ""], ids=["marked", "bare"])
def test_what_follows_an_attribution_is_quoted(announcement: str, mark: str) -> None:
    quote = "\n".join(mark + line for line in OLD.split("\n"))
    found = parts(f"{NEW}\n\n{announcement}\n\n{quote}\n")
    assert found.reply == NEW
    assert found.quoted == f"{announcement}\n\n{quote}"


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_what_follows_a_header_block_is_quoted(block: str) -> None:
    found = parts(f"{NEW}\n\n{block}\n{OLD}\n")
    assert found.reply == NEW
    assert found.quoted == f"{block}\n{OLD}"


@pytest.mark.parametrize("blank", ["", "\n"])
def test_text_directly_above_the_block_is_new(blank: str) -> None:
    found = parts(f"{NEW}\n{blank}{BLOCKS['outlook korean without rule']}\n{OLD}")
    assert found.reply == NEW


def test_answers_between_and_below_quotes_are_new() -> None:
    found = parts("""
        2026년 11월 3일 (화) 오후 3:12, 하루상점 <help@haru.example>님이 작성:
        > 색상은 무엇으로 할까요?

        파란색이요.

        > 언제 받으실 수 있나요?

        토요일이요.
        """)
    assert found.reply == "파란색이요.\n\n토요일이요."
    assert [line[:1] for line in found.quoted.split("\n") if line] == ["2", ">", ">"]


@pytest.mark.parametrize(
    "line",
    [
        "나의 iPhone에서 보냄",
        "내 iPad에서 보냄",
        "Galaxy에서 보냄",
        "내 Galaxy에서 보냄",
        "삼성 갤럭시 스마트폰에서 보냈습니다.",
        "네이버 메일 앱에서 보냈습니다.",
        "Android용 Outlook 다운로드",
        "iOS용 Outlook 다운로드<https://aka.example/o0ukef>",
        "Windows용 메일에서 보냄",
        "Sent from my iPhone",
        "Sent from Outlook for Android",
        "Get Outlook for iOS<https://aka.example/x>",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "iPhoneから送信",
        "Verzonden vanaf mijn iPhone",
    ],
)
def test_what_the_app_adds_is_signature(line: str) -> None:
    found = parts(f"{NEW}\n\n{line}\n\n{ANNOUNCEMENTS['gmail korean']}\n> 안녕하세요")
    assert (found.reply, found.signature) == (NEW, line)


@pytest.mark.parametrize(
    "signature",
    [
        "-- \n김유나\n010-1234-5678",
        "--\n김유나 드림",
        "Best regards,\nYuna Kim",
        "Mit freundlichen Grüßen\nYuna Kim",
        "Cordialement,\nYuna Kim",
        "김유나 대리\n하루물산 영업팀\nTel. 02-123-4567 | M. 010-1234-5678\nE. yuna@example.com",
        "_______________________________________________\nshop-users mailing list\nshop@lists.example.com",
        "본 메일은 지정된 수신인만을 위한 것이며 기밀 정보를 포함할 수 있습니다.",
    ],
)
def test_signatures(signature: str) -> None:
    found = parts(f"{NEW}\n\n{signature}\n")
    assert (found.reply, found.signature) == (NEW, signature.replace("-- ", "--"))


@pytest.mark.parametrize(
    "text",
    [
        NEW,
        "Sent from my desk, is much easier than my phone.",
        "주문번호: 1234\n\n연락처: 010-1234-5678\n주소: 서울시 마포구 1-1\n성함: 김유나",
        "아래처럼 보내 주세요.\n\n- 파란색\n- 빨간색",
        "제목: 상담 요청\n날짜: 11월 3일\n\n교환하고 싶어요.",
        "On the phone you said this:\nit will come tomorrow.",
        "어제 상담사님이 말씀하신 내용 확인했습니다.",
        "2026년 11월 3일에 주문했는데 아직 안 왔습니다.",
        "I wrote: where is my order?",
        "문의합니다\n----------\n상품: 머그컵\n수량: 2\n----------\n빠른 답변 부탁드려요",
        "감사합니다.",
        "네\n김유나 드림",
        "환불해 주세요.\n\n예금주: 김유나\nTel: 010-1111-2222\nE-mail: yuna@x.example",
    ],
)
def test_plain_words_stay_words(text: str) -> None:
    assert parts(text) == Parts(reply=text)


FORWARDED = {
    "gmail korean": "---------- Forwarded message ---------\n보낸사람: 판매자 <s@example.com>\nDate: 2026년 11월 3일 (화) 오후 3:12\n"
    "Subject: 결제 안내\nTo: <kim@example.com>\n",
    "gmail": "---------- Forwarded message ---------\nFrom: Seller <s@example.com>\nDate: Tue, Nov 3, 2026\nSubject: Pay\nTo: <kim@example.com>\n",
    "apple korean": "전달된 메시지 시작:\n\n발신: 판매자 <s@example.com>\n제목: 결제\n날짜: 2026년 11월 3일\n수신: 김유나\n",
    "apple": "Begin forwarded message:\n\nFrom: Seller <s@example.com>\nSubject: Pay\nDate: 3 November 2026\nTo: kim@example.com\n",
    "outlook": "________________________________\nFrom: Seller <s@example.com>\nSent: Tuesday, November 3, 2026\nTo: Kim\nSubject: Pay\n",
}


@pytest.mark.parametrize("head", FORWARDED.values(), ids=FORWARDED)
def test_a_forward_without_words_of_its_own_says_what_was_forwarded(head: str) -> None:
    found = parts(f"{head}\n결제가 두 번 되었습니다.\n")
    assert found.reply == "결제가 두 번 되었습니다."
    assert found.quoted == head.strip("\n")


@pytest.mark.parametrize("head", FORWARDED.values(), ids=FORWARDED)
def test_a_forward_with_words_is_folded(head: str) -> None:
    found = parts(f"이거 확인 부탁드려요\n\n{head}\n결제가 두 번 되었습니다.\n")
    assert found.reply == "이거 확인 부탁드려요"
    assert "결제가 두 번" in found.quoted


def test_a_warning_of_the_gateway_is_not_the_senders_word() -> None:
    found = parts("CAUTION: This email originated from outside.\n\n안녕하세요")
    assert found.reply == "안녕하세요"


line = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "> quoted", ">> deeper", "-- ", "--", "From: a@b.c", "Sent: 1/1/2026", "To: d", "Subject: x", "-" * 20]
        + [text for block in [*ANNOUNCEMENTS.values(), *BLOCKS.values(), *FORWARDED.values()] for text in block.split("\n")]
        + ["Best regards,", "나의 iPhone에서 보냄", "Tel. 02-1", "E. a@b.c", "본 메일은 기밀입니다"]
    ),
)


@given(st.lists(line, max_size=30), st.data())
def test_nothing_is_ever_lost_or_doubled(lines: list[str], data: st.DataObject) -> None:
    lines = [part for text in lines for part in text.split("\n")]
    markup = data.draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    found = split(lines, markup)
    said = [text.rstrip() for part in (found.reply, found.quoted, found.signature) for text in part.split("\n")]
    assert sorted(text for text in said if text.strip()) == sorted(text.rstrip() for text in lines if text.strip())
