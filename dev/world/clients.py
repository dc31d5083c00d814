"""How the mail programs of Korea write: what they call themselves, how they quote, which bytes they choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dev.world.thread import Said
from dev.world.when import SEOUL, WEEKDAYS

Introduction = Callable[[Said, str], str]

_BLOCK = '<blockquote style="margin:0 0 0 0.8ex;border-left:1px solid #ccc;padding-left:1ex">{quote}</blockquote>'


@dataclass(frozen=True, slots=True)
class Client:
    """`introduce` makes what stands over a quote from the quoted mail and the writer's address; `html` None means text only."""

    introduce: Introduction
    headers: Mapping[str, str] = field(default_factory=dict)
    charset: str = "utf-8"
    encoding: str = "base64"
    mark: str = "> "
    html: str | None = None
    quote_html: str = ""
    signature: str = ""
    re: str = "Re: "
    message_id: str = "<{token}@{domain}>"
    # Older programs put a file's name into an encoded word, which no standard allows and everybody reads.
    rfc2231: bool = True


def _noon(at: datetime) -> str:
    return f"{'오전' if at.hour < 12 else '오후'} {at.hour % 12 or 12}:{at:%M}"


def _long_day(at: datetime) -> str:
    return f"{at.year}년 {at.month}월 {at.day}일"


def _gmail(said: Said, _writer: str) -> str:
    at = said.at.astimezone(SEOUL)
    return f"{_long_day(at)} ({WEEKDAYS[at.weekday()]}) {_noon(at)}, {said.name} <{said.address}>님이 작성:\n"


def _gmail_english(said: Said, _writer: str) -> str:
    at = said.at.astimezone(SEOUL)
    clock = f"{at.hour % 12 or 12}:{at:%M %p}"
    return f"On {at:%a, %b} {at.day}, {at.year} at {clock} {said.name} <{said.address}> wrote:\n"


def _naver(said: Said, writer: str) -> str:
    at = said.at.astimezone(SEOUL)
    return (
        f'-----Original Message-----\nFrom: "{said.name}"<{said.address}>\nTo: <{writer}>\nCc:\n'
        f"Sent: {at:%Y-%m-%d} ({WEEKDAYS[at.weekday()]}) {at:%H:%M:%S} (GMT+09:00)\nSubject: {said.subject}\n"
    )


def _daum(said: Said, writer: str) -> str:
    at = said.at.astimezone(SEOUL)
    day = f"{_long_day(at)} {WEEKDAYS[at.weekday()]}요일, {at:%H}시 {at:%M}분 {at:%S}초 +0900"
    return (
        f'--------- 원본 메일 ---------\n보낸사람: "{said.name}" <{said.address}>\n받는사람: <{writer}>\n'
        f"날짜: {day}\n제목: {said.subject}\n"
    )


def _outlook(said: Said, writer: str) -> str:
    at = said.at.astimezone(SEOUL)
    return (
        f"-----Original Message-----\n보낸 사람: {said.name} <{said.address}>\n"
        f"보낸 날짜: {_long_day(at)} {WEEKDAYS[at.weekday()]}요일 {_noon(at)}\n받는 사람: {writer}\n제목: {said.subject}\n"
    )


def _iphone(said: Said, _writer: str) -> str:
    at = said.at.astimezone(SEOUL)
    return f"{at.year}. {at.month}. {at.day}. {_noon(at)}, {said.name} <{said.address}> 작성:\n"


def _thunderbird(said: Said, _writer: str) -> str:
    at = said.at.astimezone(SEOUL)
    return f"{at:%Y-%m-%d} {_noon(at)}에 {said.name} 이(가) 쓴 글:"


GMAIL = Client(
    _gmail,
    html='<div dir="ltr">{text}</div>{quote}',
    quote_html=(
        '<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">{introduction}<br></div>'
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);'
        'padding-left:1ex">{quote}</blockquote></div>'
    ),
    message_id="<CA{token}@mail.gmail.example>",
)
ENGLISH_GMAIL = Client(_gmail_english, html=GMAIL.html, quote_html=GMAIL.quote_html, message_id=GMAIL.message_id)
NAVER = Client(
    _naver,
    headers={"X-Mailer": "Naver Mail", "X-Priority": "3"},
    mark="",
    html='<html><head><style>p{{margin-top:0px;margin-bottom:0px;}}</style></head><body><div style="font-size:14px;'
    'font-family:나눔고딕,NanumGothic,sans-serif;">{text}{quote}</div></body></html>',
    quote_html='<p>&nbsp;</p><div class="replyWrap"><p>{introduction}</p>' + _BLOCK + "</div>",
    re="RE: ",
    rfc2231=False,
)
DAUM = Client(
    _daum,
    headers={"X-Mailer": "Daum Web Mailer 4.0", "X-Priority": "3 (Normal)"},
    mark="",
    html='<html><body><div style="font-family:돋움;font-size:13px">{text}{quote}</div></body></html>',
    quote_html='<br><div class="txc-textbox"><p>{introduction}</p>{quote}</div>',
    re="RE: ",
    rfc2231=False,
)
OUTLOOK = Client(
    _outlook,
    headers={"X-Mailer": "Microsoft Outlook 16.0", "Content-Language": "ko", "X-MS-Has-Attach": ""},
    charset="ks_c_5601-1987",
    encoding="quoted-printable",
    mark="",
    html='<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--\np.MsoNormal {{margin:0cm;'
    'font-size:10.0pt;font-family:"맑은 고딕";}}\n--></style></head><body lang="KO"><div class="WordSection1">{text}{quote}'
    "</div></body></html>",
    quote_html='<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
    '<p class="MsoNormal">{introduction}</p></div>{quote}',
    re="RE: ",
    message_id="<SL2PR{token}@{domain}>",
    rfc2231=False,
)
IPHONE = Client(
    _iphone,
    headers={"X-Mailer": "iPhone Mail (23A341)"},
    encoding="quoted-printable",
    signature="나의 iPhone에서 보냄",
)
PLAIN = Client(_thunderbird, headers={"User-Agent": "Mozilla Thunderbird", "Content-Language": "ko"}, encoding="8bit")

CLIENTS = {"gmail": GMAIL, "naver": NAVER, "daum": DAUM, "outlook": OUTLOOK, "iphone": IPHONE, "plain": PLAIN}


def client(name: str, language: str) -> Client:
    return ENGLISH_GMAIL if (name, language) == ("gmail", "en") else CLIENTS[name]
