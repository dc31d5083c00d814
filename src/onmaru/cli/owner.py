"""`onmaru owner`: makes an owner, or gives an agent the role and a new password. For the first one, and for who is locked out."""

import argparse
import getpass
import sys

from onmaru.cli import setting_up


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--email")
    parser.add_argument("--name")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(arguments: argparse.Namespace) -> int:
    setting_up.django()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.utils import translation

    translation.activate(setting_up.language())
    email = (arguments.email or input("E-mail: ")).strip()
    name = (arguments.name or ("" if arguments.password_stdin else input("이름 / Name: "))).strip()
    password = sys.stdin.readline().rstrip("\n") if arguments.password_stdin else getpass.getpass("비밀번호 / Password: ")
    try:
        validate_email(email)
        validate_password(password)
    except ValidationError as error:
        print("\n".join(error.messages), file=sys.stderr)
        return 1
    print(_make(email, name, password))
    return 0


def _make(email: str, name: str, password: str) -> str:
    from allauth.usersessions.models import UserSession
    from django.db import transaction

    from onmaru.people.models import Agent

    with transaction.atomic():
        agent = Agent.objects.filter(email__iexact=email).first()
        if agent is None:
            agent = Agent(email=email, name=name or email.partition("@")[0])
        agent.name, agent.role, agent.is_active = name or agent.name, Agent.Role.OWNER, True
        agent.set_password(password)
        fresh = agent.pk is None
        agent.save()
        # Whoever asks for a new password may do so because somebody else knows the old one.
        for session in UserSession.objects.filter(user=agent):
            session.end()
    return f"{agent.name} <{agent.email}> — {'소유자 계정을 만들었습니다.' if fresh else '소유자 권한과 새 비밀번호를 주었습니다.'}"
