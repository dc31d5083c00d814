from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from onmaru.automation import tables
from onmaru.automation.actions.import_macros import import_macros
from onmaru.automation.desk.macros import MacrosView
from onmaru.automation.effect import CannotTake
from onmaru.automation.macro_lines import header, line_of
from onmaru.automation.models import Macro
from onmaru.people.door import AgentRequest

SHOWN = 200


class MacroTable(MacrosView):
    """All macros that the agent may edit as a table: download it (GET), bring one in (POST)."""

    def get(self, request: AgentRequest) -> HttpResponse:
        macros = Macro.objects.editable_by(request.user).select_related("team")
        lines = [line_of(macro) for macro in macros]
        excel = request.GET.get("format") == "xlsx"
        content = tables.write_excel(header(), lines) if excel else tables.write_csv(header(), lines)
        name = _("macros") + (".xlsx" if excel else ".csv")
        disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
        kind = tables.EXCEL if excel else "text/csv; charset=utf-8"
        return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})

    def post(self, request: AgentRequest) -> HttpResponse:
        file = request.FILES.get("file")
        if file is None or (file.size or 0) > tables.LARGEST:
            return self._refused(_("Choose a CSV or Excel file of at most 5 MB."))
        try:
            report = import_macros(tables.read(file.read()), request.user)
        except tables.Unreadable:
            return self._refused(_("This file could not be read. Save it as CSV or Excel and try again."))
        except CannotTake as why:
            return self._refused(str(why))
        more = max(0, len(report.refused) - SHOWN)
        return self.page("automation/imported.html", report=report, refused=report.refused[:SHOWN], more=more)

    def _refused(self, error: str) -> HttpResponse:
        return self.page("automation/imported.html", status=422, error=error)
