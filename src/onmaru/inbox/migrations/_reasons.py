"""The reasons that come with the product."""

from django.db.migrations.state import StateApps

TAXONOMY = (
    ("delivery", "배송", "Delivery", (
        ("delivery-status", "배송 조회", "Where it is"),
        ("delivery-late", "배송 지연", "Late delivery"),
        ("delivery-lost", "분실·미수령", "Lost or not received"),
        ("delivery-address", "배송지 변경", "Change of address"),
        ("delivery-options", "배송 방법·배송비", "Delivery options and fees"),
    )),
    ("order", "주문", "Orders", (
        ("order-change", "주문 변경", "Change an order"),
        ("order-cancel", "주문 취소", "Cancel an order"),
        ("order-check", "주문 확인", "Check an order"),
    )),
    ("return", "반품", "Returns", (
        ("return-request", "반품 신청", "Ask for a return"),
        ("return-status", "반품 진행", "State of a return"),
    )),
    ("exchange", "교환", "Exchanges", (
        ("exchange-request", "교환 신청", "Ask for an exchange"),
        ("exchange-status", "교환 진행", "State of an exchange"),
    )),
    ("refund", "환불", "Refunds", (
        ("refund-status", "환불 진행", "State of a refund"),
        ("refund-amount", "환불 금액·방법", "Amount or way of a refund"),
    )),
    ("payment", "결제·영수증", "Payment and receipts", (
        ("payment-failed", "결제 오류·중복 결제", "Failed or double payment"),
        ("payment-method", "결제 수단·입금", "Ways to pay"),
        ("payment-receipt", "영수증·세금계산서", "Receipts and invoices"),
    )),
    ("benefit", "쿠폰·적립금", "Coupons and points", (
        ("benefit-coupon", "쿠폰·할인", "Coupons and discounts"),
        ("benefit-points", "적립금", "Points"),
        ("benefit-event", "이벤트·사은품", "Events and gifts"),
    )),
    ("product", "상품", "Products", (
        ("product-details", "상품 정보", "Product details"),
        ("product-size", "사이즈", "Sizes"),
        ("product-restock", "재입고·재고", "Stock and restock"),
    )),
    ("faulty", "불량·파손·오배송", "Faulty, damaged or wrong", (
        ("faulty-defect", "불량", "Defects"),
        ("faulty-damage", "파손", "Damaged on the way"),
        ("faulty-wrong", "오배송·누락", "Wrong or missing items"),
    )),
    ("account", "회원·계정", "Accounts", (
        ("account-signin", "로그인·비밀번호", "Sign-in and passwords"),
        ("account-details", "회원정보 변경", "Account details"),
        ("account-leave", "탈퇴·개인정보", "Leaving and privacy"),
    )),
    ("repair", "A/S", "After-sales service", (
        ("repair-request", "수리 신청", "Repairs"),
        ("repair-use", "사용법·보증", "Use and warranty"),
    )),
    ("voice", "칭찬·불만·제안", "Praise, complaints, ideas", (
        ("voice-praise", "칭찬", "Praise"),
        ("voice-complaint", "불만", "Complaints"),
        ("voice-idea", "제안", "Ideas"),
    )),
    ("other", "기타", "Other", (
        ("other-site", "홈페이지·앱 오류", "Trouble with the site or app"),
        ("other-business", "제휴·도매", "Business and wholesale"),
        ("other-else", "그 밖의 문의", "Anything else"),
    )),
)  # fmt: skip


def seed(apps: StateApps, editor: object) -> None:
    """What Korean online shops are asked about. A shop may rename, add and retire; what it did is not undone by an update."""
    reasons = apps.get_model("inbox", "Reason").objects
    for place, (key, korean, english, children) in enumerate(TAXONOMY):
        group, _ = reasons.get_or_create(key=key, defaults={"name_ko": korean, "name_en": english, "place": place})
        for below, (key_below, korean_below, english_below) in enumerate(children):
            names = {"name_ko": korean_below, "name_en": english_below}
            reasons.get_or_create(key=key_below, defaults={**names, "place": below, "parent": group})
