"""Who works at Haru Store, who writes to it, and how the shop is set up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

SHOP_NAME = "하루상점"
SHOP_NAME_EN = "Haru Store"
SHOP_ADDRESS = "help@haru.example"
SHOP_SITE = "https://haru.example"
TIME_ZONE = "Asia/Seoul"
# The chat on the shop's pages, and the key that its server signs its customers' ids with.
WIDGET = "w_haru"
WIDGET_SECRET = "haru-store-identity-secret"


@dataclass(frozen=True, slots=True)
class Agent:
    key: str
    name: str
    email: str
    role: str
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Organization:
    key: str
    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class Customer:
    """`client` is the mail program they write with; `charset` overrides what that program would use."""

    key: str
    name: str
    email: str
    client: str
    phone: str = ""
    organization: str = ""
    language: str = "ko"
    charset: str = ""
    memo: str = ""
    is_vip: bool = False


@dataclass(frozen=True, slots=True)
class OpeningHours:
    opens: time
    closes: time
    lunch_from: time
    lunch_until: time
    weekdays: frozenset[int]


HOURS = OpeningHours(time(10), time(18), time(12, 30), time(13, 30), weekdays=frozenset(range(5)))

TEAMS = (
    Team("shipping", "주문·배송"),
    Team("returns", "교환·반품"),
    Team("products", "상품 문의"),
)

AGENTS = (
    Agent("haru", "오하루", "haru@haru.example", "owner", ("shipping", "returns", "products")),
    Agent("daeun", "정다은", "daeun@haru.example", "admin"),
    Agent("junho", "박준호", "junho@haru.example", "lead", ("shipping", "returns")),
    Agent("minji", "김민지", "minji@haru.example", "agent", ("shipping", "returns", "products")),
    Agent("seoyeon", "이서연", "seoyeon@haru.example", "light", ("returns", "products")),
)

TAGS = ("VIP", "파손", "불량", "오배송", "재입고", "대량주문", "환불", "칭찬", "택배사고", "세금계산서")

ORGANIZATIONS = (
    Organization("ongyeol", "카페 온결", "ongyeol.example"),
    Organization("sol", "꽃집 솔", "flower-sol.example"),
    Organization("nurisoft", "누리소프트", "nurisoft.example"),
    Organization("heukdam", "흙담 공방", "heukdam.example"),
)

CUSTOMERS = (
    Customer("yuna", "김유나", "yuna@customer.example", "naver", "010-0000-1101"),
    Customer("jiho", "이지호", "jiho.lee88@gmail.example", "gmail", "010-0000-1102"),
    Customer("sujin", "박수진", "sujin_p@naver.example", "naver", "010-0000-1103"),
    Customer("minseok", "최민석", "minseok.choi@daum.example", "daum", "010-0000-1104"),
    Customer("hyejin", "정혜진", "hyejin-j@naver.example", "naver", "010-0000-1105"),
    Customer("donghyun", "강동현", "dh.kang@gmail.example", "gmail", "010-0000-1106"),
    Customer("eunbi", "조은비", "eunbi0412@naver.example", "naver", "010-0000-1107"),
    Customer("taeyoung", "윤태영", "taeyoung.yoon@outlook.example", "outlook", "010-0000-1108"),
    Customer("soyeon", "임소연", "soyeon.lim@icloud.example", "iphone", "010-0000-1109"),
    Customer("woojin", "한우진", "woojin.h@hanmail.example", "daum", "010-0000-1110"),
    Customer("yeji", "오예지", "yeji.oh@kakao.example", "daum", "010-0000-1111"),
    Customer("jaehoon", "서재훈", "seo.jh@hanbit-works.example", "outlook", "010-0000-1112", charset="cp949"),
    Customer("miyoung", "신미영", "miyoung5060@hanmail.example", "daum", "010-0000-1113", charset="euc-kr"),
    Customer("kyungsook", "권경숙", "ks.kwon@naver.example", "naver", "010-0000-1114", memo="주문번호 대신 성함으로 찾아 드리기."),
    Customer("sanghoon", "황상훈", "sh_hwang@nate.example", "plain", "010-0000-1115", charset="euc-kr", memo="3년 단골.", is_vip=True),
    Customer("nari", "안나리", "nari.an@gmail.example", "gmail", "010-0000-1116"),
    Customer("dohyun", "송도현", "dohyun.song@icloud.example", "iphone", "010-0000-1117"),
    Customer("chaeyoon", "전채윤", "chaeyoon.j@naver.example", "naver", "010-0000-1118"),
    Customer("byungho", "홍병호", "hong.bh@hanmail.example", "daum", "010-0000-1119"),
    Customer("seojun", "유서준", "seojun_yu@gmail.example", "gmail", "010-0000-1120"),
    Customer("bora", "장보라", "bouncing@customer.example", "iphone", "010-0000-1121"),
    Customer("gaeun", "남가은", "gaeun.nam@gmail.example", "iphone", "010-0000-1122"),
    Customer(
        "areum",
        "고아름",
        "areum@ongyeol.example",
        "gmail",
        "010-0000-1123",
        organization="ongyeol",
        memo="성수동 매장. 도매가 10% 할인 적용.",
        is_vip=True,
    ),
    Customer("jiwon", "문지원", "tax@ongyeol.example", "naver", "010-0000-1124", organization="ongyeol"),
    Customer("daon", "배다온", "order@flower-sol.example", "naver", "010-0000-1125", organization="sol"),
    Customer("hyunwoo", "양현우", "hyunwoo.yang@nurisoft.example", "outlook", "010-0000-1126", organization="nurisoft"),
    Customer("seunghyun", "노승현", "studio@heukdam.example", "plain", "010-0000-1127", organization="heukdam"),
    Customer("emily", "Emily Carter", "emily.carter@gmail.example", "gmail", language="en"),
    Customer("misaki", "佐藤 美咲", "misaki.sato@mail.example", "plain", language="ja", charset="iso-2022-jp"),
)

_PEOPLE: dict[str, Agent | Customer] = {person.key: person for person in (*AGENTS, *CUSTOMERS)}


def agent(key: str) -> Agent:
    person = _PEOPLE[key]
    if not isinstance(person, Agent):
        raise KeyError(f"{key} is not an agent")
    return person


def customer(key: str) -> Customer:
    person = _PEOPLE[key]
    if not isinstance(person, Customer):
        raise KeyError(f"{key} is not a customer")
    return person


def team(key: str) -> Team:
    return next(each for each in TEAMS if each.key == key)


def is_agent(key: str) -> bool:
    return isinstance(_PEOPLE.get(key), Agent)
