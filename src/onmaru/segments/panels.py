from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onmaru.web.settings_nav import Entry, drawn
from onmaru.web.slots import Drawn, panel


@panel("settings.nav", order=32)
def entries(request: HttpRequest, **context: Any) -> Drawn:
    return drawn([Entry("settings_segments", "users", _("Customer segments"))])
