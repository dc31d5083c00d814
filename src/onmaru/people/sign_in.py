"""Who may come in: people whom an admin appointed, by whatever door they prove who they are."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from onmaru.people.models import Agent


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect a first single sign-on to the agent with the same address, if the provider says that it verified it."""
        if sociallogin.is_existing:
            return
        verified = [address.email for address in sociallogin.email_addresses if address.verified]
        agent = Agent.objects.filter(email__in=[address.lower() for address in verified], is_active=True).first()
        if agent is None:
            messages.error(request, _("Nobody of this shop signs in with that account. Ask an admin to invite you."))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, agent)
