"""Why a request is refused, as a widget reads it: `{"error": {"code", "message", "field"?, "retry_after"?}}`."""

from typing import Any

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEADERS = {"Cache-Control": "no-store"}


class Refusal(Exception):
    """`message` is for the visitor, in their language; `field` says which part of what they sent."""

    def __init__(self, status: int, code: str, message: str | Promise, field: str = "", retry_after: int = 0) -> None:
        super().__init__(code)
        self.status, self.code, self.message, self.field, self.retry_after = status, code, message, field, retry_after

    @property
    def response(self) -> JsonResponse:
        error: dict[str, Any] = {"code": self.code, "message": str(self.message)}
        if self.field:
            error["field"] = self.field
        headers = dict(HEADERS)
        if self.retry_after:
            error["retry_after"] = self.retry_after
            headers["Retry-After"] = str(self.retry_after)
        return JsonResponse({"error": error}, status=self.status, headers=headers)


def invalid(field: str, message: str | Promise) -> Refusal:
    return Refusal(400, "invalid", message, field)


def session_expired() -> Refusal:
    return Refusal(401, "session_expired", _("Your chat was away for too long. It opens again now."))


def unknown_widget() -> Refusal:
    return Refusal(404, "unknown_widget", _("There is no chat at this address."))


def not_found() -> Refusal:
    return Refusal(404, "not_found", _("This is not here any more."))


def too_many(retry_after: int) -> Refusal:
    return Refusal(429, "too_many", _("That was a lot at once. Please wait a moment and try again."), retry_after=retry_after)
