from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from onmaru.kit.jobs import job
from onmaru.people import invitation
from onmaru.people.models import Agent, Shop


@job(queue="outgoing")
def mail_invitation(agent_id: int) -> None:
    agent = Agent.objects.filter(pk=agent_id, is_active=True).first()
    shop = Shop.objects.first()
    if agent is None or shop is None or agent.has_usable_password():
        return
    with translation.override(agent.language):
        text = render_to_string("people/invitation_mail.txt", {"agent": agent, "shop": shop, "link": invitation.link(agent)})
        send_mail(_("%(shop)s invites you to Onmaru") % {"shop": shop.name}, text, None, [agent.email])
