from allauth.account.auth_backends import AuthenticationBackend


class AgentBackend(AuthenticationBackend):
    """Sign-in by e-mail and password, or as a step of allauth. Permissions come from roles, never from Django's tables."""

    def get_user_permissions(self, *args: object, **kwargs: object) -> set[str]:
        return set()

    def get_group_permissions(self, *args: object, **kwargs: object) -> set[str]:
        return set()
