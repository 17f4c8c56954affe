"""What sign-on may do here: the public may register, officers are entered by the administrator; a province's sign-on by OIDC."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from fazhi.kernel.models import Person


def know(user: Any, name: str) -> None:
    """Note a new member of the public."""
    Person.objects.get_or_create(user=user, defaults={"name": name[:40], "citizen": True})


class Accounts(DefaultAccountAdapter):
    """Registration by name and password, for citizens and enterprises only; nobody gains a post by it."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit)
        if commit:
            know(user, user.get_username())
        return user


class SignOn(DefaultSocialAccountAdapter):
    """The first visit through the province's sign-on makes a member of the public; an officer's login is linked by the
    administrator and never by an address the provider claims."""

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        user = super().save_user(request, sociallogin, form)
        claims = sociallogin.account.extra_data
        know(user, str(claims.get("name") or claims.get("preferred_username") or user.get_username()))
        return user
