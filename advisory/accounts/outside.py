"""An organisation's own sign-in: it opens accounts that are there, and never makes one."""

from typing import ClassVar

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings, get_adapter
from allauth.socialaccount.forms import DisconnectForm as AllauthDisconnectForm
from django.conf import settings
from django.shortcuts import render


class OutsideAdapter(DefaultSocialAccountAdapter):
    """Identities of one OpenID Connect and one SAML provider, both named in the settings."""

    error_messages: ClassVar = DefaultSocialAccountAdapter.error_messages | {
        "connected_other": "That account of your organisation belongs to somebody else here.",
        "invalid_token": "Your organisation's answer could not be trusted. Try again.",
    }

    def is_open_for_signup(self, request, sociallogin):
        return False

    def list_apps(self, request, provider=None, client_id=None):
        """What the settings name; rows in the database count for nothing."""
        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for found in apps.values() for app in found]

    def is_email_verified(self, provider, email):
        """An organisation answers for the addresses at its own domains."""
        domains = provider.app.settings["domains"]
        return email.rpartition("@")[2].lower() in domains

    def authenticate_by_email(self, sociallogin):
        """Who has this very address, confirmed here, and confirmed there by somebody who may answer for it."""
        domains = sociallogin.provider.app.settings["domains"]
        for address in sociallogin.email_addresses:
            if address.verified is True and (not domains or address.email.rpartition("@")[2].lower() in domains):
                mine = EmailAddress.objects.filter(email=address.email.lower(), verified=True).first()
                if mine:
                    return mine.user, mine.email
        return None

    def pre_social_login(self, request, sociallogin):
        """Whoever has no account here reads so, and stays outside."""
        if not sociallogin.is_existing and sociallogin.state.get("process") != "connect":
            address = sociallogin.email_addresses[0].email if sociallogin.email_addresses else ""
            answer = render(request, "socialaccount/unknown.html", {"address": address}, status=403)
            raise ImmediateHttpResponse(answer)


class DisconnectForm(AllauthDisconnectForm):
    """Ends the tie to an organisation's sign-in; a code by e-mail always remains."""

    def clean(self):
        """Left to allauth it would keep the last tie of somebody without a password."""
        return self.cleaned_data


def ways_outside(request):
    """The organisations whose sign-in is let in, for the buttons that lead there."""
    return get_adapter(request).list_providers(request) if settings.SOCIALACCOUNT_PROVIDERS else []
