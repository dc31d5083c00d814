from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.closing import wording
from onmaru.closing.actions.write_text import write_text
from onmaru.closing.models import Question, QuestionText
from onmaru.people.desk.settings import SettingsView
from onmaru.people.desk.text_field import TextField
from onmaru.people.door import AgentRequest
from onmaru.people.models import Shop
from onmaru.web.fragments import wants_fragment

MAIL, CHAT = QuestionText.Way.MAIL, QuestionText.Way.CHAT
NAMES = {
    (MAIL, "ko"): gettext_lazy("By mail, in Korean"),
    (MAIL, "en"): gettext_lazy("By mail, in English, for everybody else"),
    (CHAT, "ko"): gettext_lazy("In a chat, in Korean"),
    (CHAT, "en"): gettext_lazy("In a chat, in English, for everybody else"),
}
# How large a text may get; a chat shows few words.
SIZES = {MAIL: {"rows": 9, "max_length": 4000}, CHAT: {"rows": 3, "max_length": 500}}
EXAMPLES = {"ko": "김유나", "en": "Yuna Kim"}


class WordsForm(forms.Form):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields = {
            f"{way.value}_{language}": TextField(wording.PLACEHOLDERS[way], wording.NEEDED[way], label=name, **SIZES[way])
            for (way, language), name in NAMES.items()
        }


class QuestionWords(SettingsView):
    """The words with which customers are asked, of one sort of question."""

    section = "settings_closing"
    name: ClassVar[str] = "settings_question_words"
    kind: ClassVar[Question.Kind] = Question.Kind.SOLVED

    def get(self, request: AgentRequest) -> HttpResponse:
        own = {(way, language): text for way, language, text in self._own().values_list("way", "language", "text")}
        initial = {f"{way.value}_{language}": own.get((way.value, language)) or self._ours(way, language) for way, language in NAMES}
        return self._page(WordsForm(initial=initial))

    def post(self, request: AgentRequest) -> HttpResponse:
        form = WordsForm(request.POST)
        if "look" in request.GET and wants_fragment(request):
            return render(request, "closing/_words_preview.html", {"previews": self._previews(form)})
        if "ours" in request.POST:
            for way, language in NAMES:
                write_text(self.kind, way, language, "", request.user)
            return self.done(self.name, _("Customers are asked in our words again."))
        if not form.is_valid() or "look" in request.POST:
            return self._page(form, 422 if form.errors else 200)
        for way, language in NAMES:
            text = form.cleaned_data[f"{way.value}_{language}"].replace("\r\n", "\n").strip()
            # Our own words are not kept as the shop's: they would stay behind when ours improve.
            write_text(self.kind, way, language, "" if text == self._ours(way, language).strip() else text, request.user)
        return self.done(self.name, _("The words are saved."))

    def _own(self) -> Any:
        return QuestionText.objects.filter(kind=self.kind)

    def _ours(self, way: QuestionText.Way, language: str) -> str:
        return wording.ours(way, self.kind, language)

    def _page(self, form: WordsForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "kind": self.kind, "previews": self._previews(form), "has_own": self._own().exists()}
        return self.page("closing/words.html", status, **context)

    def _previews(self, form: WordsForm) -> list[dict[str, object]]:
        """As customers get it, with what stands in the form, also where that cannot be saved yet."""
        shop = Shop.objects.first()
        previews = []
        for (way, language), name in NAMES.items():
            words, text = wording.of(language), (form[f"{way.value}_{language}"].value() or "").replace("\r\n", "\n")
            asked = wording.Asked(self.kind, EXAMPLES[language], shop.name if shop else "…", "1024", "#", "#")
            said = wording.letter_as_html(asked, words, text) if way == MAIL else wording.short(asked, words, text)
            previews.append({"name": name, "said": said, "answers": (words.YES, words.NO) if way == CHAT else ()})
        return previews


class LaterQuestionWords(QuestionWords):
    """The same, of the question that is asked some days later."""

    name = "settings_later_question_words"
    kind = Question.Kind.STILL_FINE
