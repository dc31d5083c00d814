"""A form's field for several files at once, checked by content, size and count."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onmaru.inbox import uploads
from onmaru.inbox.inbound import InboundAttachment


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """`clean` gives a list of uploaded files, maybe empty."""

    def __init__(self, limits: uploads.Limits, **options: Any) -> None:
        said = ngettext("One file of up to %(size)d MB.", "Up to %(count)d files, each of up to %(size)d MB.", limits.count)
        hint = said % {"count": limits.count, "size": limits.each // 2**20}
        widget = ManyFiles(attrs={"multiple": True, "accept": uploads.ACCEPT})
        super().__init__(required=False, widget=widget, help_text=hint, **options)
        self.limits = limits

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: list[UploadedFile] = [file for file in (data if isinstance(data, list) else [data]) if file]
        handed = [uploads.Handed(file.name or "", file.size or 0, _head(file)) for file in files]
        if wrong := uploads.faults(handed, self.limits):
            raise forms.ValidationError([self._said(name, fault) for name, fault in wrong])
        return files

    def _said(self, name: str, fault: str) -> str:
        megabytes = (self.limits.each if name else self.limits.together) // 2**20
        said = {
            "too_many": ngettext("Attach one file at most.", "Attach %(count)d files at most.", self.limits.count)
            % {"count": self.limits.count},
            "too_large": _("%(name)s is larger than %(size)d MB.") % {"name": name or _("All together"), "size": megabytes},
            "empty": _("%(name)s is empty.") % {"name": name},
            "not_taken": _("%(name)s cannot be taken: pictures, films, PDF, office documents, text and ZIP can.") % {"name": name},
        }
        return said[fault]


def inbound(file: UploadedFile) -> InboundAttachment:
    """A checked file as a message carries it."""
    name = file.name or ""
    return InboundAttachment(name, uploads.type_of(name, _head(file)) or "application/octet-stream", file.size or 0, lambda: _chunks(file))


def _chunks(file: UploadedFile) -> Any:
    file.seek(0)
    return file.chunks()


def _head(file: UploadedFile) -> bytes:
    file.seek(0)
    head = file.read(uploads.HEAD)
    file.seek(0)
    return head
