from onmaru.language.names import addressed

MAIL = {
    "solved": """\
{name}, 안녕하세요.

{shop}에 남겨 주신 문의(문의 번호 {number}번)는 잘 해결되셨나요?

{answers}

아직 남은 내용이 있으면 편하게 적어 주세요. 담당자가 이어서 확인하겠습니다.""",
    "still_fine": """\
{name}, 안녕하세요.

얼마 전 {shop}에서 도와드린 문의(문의 번호 {number}번)와 관련해, 지금도 불편하신 점은 없으신가요?

{answers}

아직 남은 내용이 있으면 편하게 적어 주세요. 담당자가 이어서 확인하겠습니다.""",
}
CHAT = {
    "solved": "문의하신 내용이 잘 해결되셨나요?",
    "still_fine": "얼마 전 도와드린 문의와 관련해, 지금도 불편하신 점은 없으신가요?",
}
YES = "네, 해결됐어요"
NO = "아직 해결되지 않았어요"
BY_WORDS = "이 메시지에 바로 답해 주세요."


def greeting(name: str) -> str:
    return addressed(name)
