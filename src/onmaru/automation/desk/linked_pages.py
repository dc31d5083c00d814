from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.automation.actions.link_pages import link_pages
from onmaru.automation.models import LinkedPage
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest

LONGEST, LONGEST_URL, MOST = 80, 500, 500
_is_address = URLValidator(schemes=["http", "https"])


class PagesForm(forms.Form):
    pages = forms.CharField(
        label=gettext_lazy("Pages to link"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("One on a line, its name and behind an arrow its address: 반품 안내 → https://haru.example/returns"),
    )

    def clean_pages(self) -> list[tuple[str, str]]:
        pages: dict[str, tuple[str, str]] = {}
        for number, line in enumerate(self.cleaned_data["pages"].splitlines(), 1):
            name, _arrow, url = (part.strip() for part in line.replace("->", "→").rpartition("→"))
            if not line.strip():
                continue
            if not name or len(name) > LONGEST or not _is_url(url):
                raise forms.ValidationError(_("Line %(number)d needs a name, an arrow and a web address.") % {"number": number})
            if name.casefold() in pages:
                raise forms.ValidationError(_("The name in line %(number)d stands there twice.") % {"number": number})
            pages[name.casefold()] = (name, url)
        if len(pages) > MOST:
            raise forms.ValidationError(_("At most %(count)d lines.") % {"count": MOST})
        return list(pages.values())


def _is_url(text: str) -> bool:
    try:
        _is_address(text)
    except ValidationError:
        return False
    # A bracket would end the link in the answer that it is written into.
    return len(text) <= LONGEST_URL and not set("()<> ") & set(text) and urlsplit(text).username is None


class LinkedPages(SettingsView):
    """Pages and articles that answers point to."""

    section = "settings_linked_pages"

    def get(self, request: AgentRequest) -> HttpResponse:
        written = "\n".join(f"{page.name} → {page.url}" for page in LinkedPage.objects.all())
        return self.page("automation/linked_pages.html", form=PagesForm(initial={"pages": written}))

    def post(self, request: AgentRequest) -> HttpResponse:
        form = PagesForm(request.POST)
        if not form.is_valid():
            return self.page("automation/linked_pages.html", status=422, form=form)
        link_pages(form.cleaned_data["pages"], request.user)
        return self.done("settings_linked_pages", _("The pages are saved."))
