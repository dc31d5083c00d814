"""Every sentence that scripts say, in the reader's language; `base.html` hands them over as JSON."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def phrases() -> dict[str, str]:
    return {
        "saving": _("Saving…"),
        "saved": _("Saved"),
        "unsaved": _("Not saved yet; trying again."),
        "offline": _("You are offline. What you type is kept and saved when you are back."),
        "timeout": _("The server took too long to answer. Please try again."),
        "failed": _("That did not work. Please try again."),
        "forbidden": _("You may not do this."),
        "missing": _("This does not exist any more."),
        "too_large": _("This is too large."),
        "too_many": _("Too many attempts. Please wait a moment."),
        "expired": _("Your sign-in has expired. Please reload the page."),
        "server_error": _("Something broke on our side. It has been logged; please try again."),
        "connecting": _("Connection lost. Reconnecting…"),
        "connected": _("Connected again; everything shown is up to date."),
        "copied": _("Copied"),
        "copy_failed": _("Your browser did not allow copying."),
        "dismiss": _("Dismiss"),
        "remove": _("Remove"),
        "uploading": _("Uploading…"),
        "upload_failed": _("Upload failed"),
        "upload_too_large": _("Larger than {limit}"),
        "no_match": _("Nothing matches."),
        "shortcuts_here": _("On this page"),
        "found": _("{count} found"),
        "missing_values": _("missing: {names}"),
        "preview_failed": _("The preview could not be made."),
        "seconds": _("{count} s"),
        "now": _("just now"),
        # Translators: how a colleague is named; Korean adds 님, after which one particle fits all.
        "person": pgettext("a colleague", "{name}"),
        "looking": _("{name} is looking at this."),
        "writing_reply": _("{name} is writing a reply."),
        "push_on": _("Push is on in this browser."),
        "push_off": _("Push is off in this browser."),
        "push_denied": _("This browser does not allow it. Allow notifications for this site in its settings, then try again."),
        "push_impossible": _("This browser cannot take pushes. On an iPhone, add the desk to the home screen first."),
        "push_failed": _("The browser's push service did not answer. Please try again."),
        "writing_note": _("{name} is writing a note."),
        "waited": _("for {length}"),
        "left": _("{length} left"),
        "over": _("{length} over"),
        "waited_now": _("since just now"),
    }
