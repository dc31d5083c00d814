from django import forms
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.actions.rename_tag import remove_tag, rename_tag
from onmaru.inbox.actions.tag import NoName
from onmaru.inbox.models import Tag
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest


class TagForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=41)


class TagsSettings(SettingsView):
    """All tags, and how often each is used. New ones are made where they are put on."""

    section = "settings_tags"

    def get(self, request: AgentRequest) -> HttpResponse:
        return self.page("inbox/tags.html", tags=Tag.objects.annotate(used=Count("taggings")))


class TagSettings(SettingsView):
    """One tag: another name, or none."""

    section = "settings_tags"

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        tag = get_object_or_404(Tag, pk=number)
        return self.page("inbox/tag.html", tag=tag, form=TagForm(initial={"name": tag.name}))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        tag, form = get_object_or_404(Tag, pk=number), TagForm(request.POST)
        try:
            if form.is_valid():
                rename_tag(tag, form.cleaned_data["name"], request.user)
                return self.done("settings_tags", _("The tag is saved."))
        except NoName:
            form.add_error("name", _("A tag needs a name of at most 40 characters."))
        return self.page("inbox/tag.html", status=422, tag=tag, form=form)


class TagEnd(SettingsView):
    """That a tag is gone."""

    section = "settings_tags"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        remove_tag(get_object_or_404(Tag, pk=number), request.user)
        return self.done("settings_tags", _("The tag is removed from every conversation."))
