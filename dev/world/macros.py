"""What the shop's agents send again and again, at hand for whoever tries the desk."""

from __future__ import annotations

from typing import Any

from onmaru.automation.actions.link_pages import link_pages
from onmaru.automation.actions.write_macro import Written, make_macro
from onmaru.people.models import Agent

# Name, other names, words, effects.
_MACROS: tuple[tuple[str, str, str, list[tuple[str, dict[str, Any]]]], ...] = (
    (
        "배송 조회 안내",
        "송장, 어디쯤",
        "{{고객.호칭}}, 안녕하세요. {{쇼핑몰.이름}} {{상담사.이름}}입니다.\n\n"
        "주문하신 상품은 택배사에 전달되었습니다. 보통 하루나 이틀 뒤에 도착하며, "
        "움직임이 없으면 저희가 택배사에 먼저 확인하겠습니다.\n\n"
        "{{약속.시각|오늘 안}}으로 다시 알려 드릴게요.",
        [("tag", {"tags": ["배송"]}), ("snooze", {"span": "tomorrow"})],
    ),
    (
        "반품 접수",
        "회수, 돌려보내기",
        "{{고객.호칭}}, 반품을 접수했습니다.\n\n"
        "- 기사님이 1~2일 안에 방문합니다.\n- 받으신 그대로 상자에 넣어 문 앞에 두시면 됩니다.\n"
        "- 상품을 확인한 뒤 3일 안에 환불해 드립니다.",
        [("tag", {"tags": ["반품"]})],
    ),
    (
        "교환 접수",
        "사이즈, 색상 변경",
        "{{고객.호칭}}, 교환을 도와드리겠습니다. 바꾸고 싶으신 옵션을 알려 주시면 재고부터 확인할게요.",
        [("tag", {"tags": ["교환"]})],
    ),
    (
        "환불 완료 안내",
        "입금, 카드 취소",
        "{{고객.호칭}}, 환불 처리를 마쳤습니다. 카드는 영업일 3~5일 뒤에 취소 내역이 보이고, 계좌는 오늘 안에 들어갑니다.\n\n"
        "불편을 드려 죄송합니다. {{쇼핑몰.이름}}을(를) 다시 찾아 주시면 더 잘하겠습니다.",
        [("tag", {"tags": ["환불"]}), ("status", {"status": "resolved"})],
    ),
    (
        "이해한 내용 확인",
        "질문 정리",
        "{{고객.호칭}}, 문의 주신 내용을 이렇게 이해했습니다.\n\n{{문의.질문}}\n\n"
        "빠진 것이 있으면 알려 주세요. 하나씩 확인해서 답해 드리겠습니다.",
        [],
    ),
    (
        "사진 요청",
        "불량, 파손, 오배송",
        "{{고객.호칭}}, 많이 놀라셨지요. 상품과 포장 상자 사진을 한 장씩 보내 주시면 바로 새 상품을 준비하겠습니다.",
        [],
    ),
    ("내일 다시 보기", "보류", "", [("snooze", {"span": "tomorrow"})]),
)


_PAGES = (
    ("반품·교환 안내", "https://haru.example/guide/returns"),
    ("배송 안내", "https://haru.example/guide/delivery"),
    ("사이즈 표", "https://haru.example/guide/sizes"),
    ("적립금과 쿠폰", "https://haru.example/guide/points"),
)


def write_macros() -> None:
    owner = Agent.objects.get(role=Agent.Role.OWNER)
    link_pages(_PAGES, owner)
    for name, words, text, effects in _MACROS:
        texts = {"ko": text} if text else {}
        make_macro(Written(name, texts, [{"key": key, "params": params} for key, params in effects], words), owner)
