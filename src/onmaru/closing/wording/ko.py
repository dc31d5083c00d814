from onmaru.language.names import addressed

QUESTIONS = {
    "solved": "{shop}에 남겨 주신 문의(문의 번호 {number}번)는 잘 해결되셨나요?",
    "still_fine": "얼마 전 {shop}에서 도와드린 문의(문의 번호 {number}번)와 관련해, 지금도 불편하신 점은 없으신가요?",
}
SHORT = {
    "solved": "문의하신 내용이 잘 해결되셨나요?",
    "still_fine": "얼마 전 도와드린 문의와 관련해, 지금도 불편하신 점은 없으신가요?",
}
YES = "네, 해결됐어요"
NO = "아직 해결되지 않았어요"
BY_WORDS = "아직 남은 것이 있다면 이 메시지에 바로 답해 주세요."
CLOSING = "누르시면 확인 화면이 열리고, 남은 내용을 적어 주실 수도 있습니다. 담당자가 이어서 확인하겠습니다."


def greeting(name: str) -> str:
    return f"{addressed(name)}, 안녕하세요."
