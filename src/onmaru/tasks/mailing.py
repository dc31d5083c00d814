"""Mails that bring the link to those who were asked. They name the task and who asks, and nothing of the customer."""

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from onmaru.kit.jobs import enqueue
from onmaru.people.models import Shop
from onmaru.tasks.models import Task, TaskLink

SALT = "onmaru.tasks.link"


def key_of(link: TaskLink) -> str:
    return signing.dumps(link.pk, salt=SALT)


def address_of(link: TaskLink) -> str:
    return settings.PUBLIC_URL + reverse("tasks_by_link", args=[key_of(link)])


def link_of(key: str) -> TaskLink | None:
    """The link that is alive under this key; None for every other, whatever it is."""
    try:
        number = int(signing.loads(key, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    link = TaskLink.objects.select_related("department").prefetch_related("department__members").filter(pk=number).first()
    return link if link and link.is_alive else None


def mail_everybody(task: Task, why: str) -> None:
    """Enqueue a mail to each address; in the transaction of what happened."""
    from onmaru.tasks.jobs import mail_task

    for handle in task.handles:
        enqueue(mail_task, task_id=task.pk, handle=handle, why=why)


def mail(task: Task, handle: str, why: str) -> None:
    """Send one, unless it is over by now. Should the worker die after it left, it leaves twice, which harms nobody."""
    from onmaru.tasks.actions.give_link import give_link

    shop = Shop.objects.first()
    if shop is None or task.is_over or handle not in task.handles:
        return
    link = give_link(task.department, handle)
    subjects = {
        "asked": lambda: _("[{shop}] Task: {title}"),
        "continued": lambda: _("[{shop}] More about the task: {title}"),
        "warned": lambda: _("[{shop}] Due soon: {title}"),
        "overdue": lambda: _("[{shop}] Overdue: {title}"),
    }
    with translation.override(shop.language):
        context = {"shop": shop, "task": task, "why": why, "address": address_of(link), "expires_at": link.expires_at}
        text = render_to_string("tasks/mail.txt", context)
        send_mail(subjects[why]().format(shop=shop.name, title=task.title), text, None, [handle])
