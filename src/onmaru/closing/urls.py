from django.urls import path, re_path

from onmaru.closing import portal
from onmaru.closing.desk import report, settings, words

_ANSWERS = r"(?P<answer>yes|no)/$"

urlpatterns = [
    path("desk/resolutions/report/", report.Report.as_view(), name="desk_closing_report"),
    path("desk/settings/resolving/", settings.ClosingSettings.as_view(), name="settings_closing"),
    path("desk/settings/resolving/words/", words.QuestionWords.as_view(), name="settings_question_words"),
    path("desk/settings/resolving/words/later/", words.LaterQuestionWords.as_view(), name="settings_later_question_words"),
    # Where a link of an inquiry leads with something behind it: its key is put in as the mail leaves.
    re_path(
        rf"^inquiries/link/(?P<token>[^/]+)/solved/(?P<question>\d{{1,18}})/{_ANSWERS}", portal.Solved.as_view(), name="solved_by_link"
    ),
    re_path(rf"^inquiries/(?P<number>\d{{1,18}})/solved/(?P<question>\d{{1,18}})/{_ANSWERS}", portal.Solved.as_view(), name="solved"),
]
