"""The way to an organisation's own sign-in."""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST


@never_cache
@login_not_required
@require_POST
def begin(request, provider):
    """Lead on by a page, for a form of ours may not be answered by another site (form-action)."""
    try:
        found = get_adapter(request).get_provider(request, provider)
    except SocialApp.DoesNotExist as nothing:
        raise Http404 from nothing
    answer = found.redirect_from_request(request)
    if answer.status_code != 302:
        return answer
    return render(request, "socialaccount/onward.html", {"url": answer.url, "provider": found})
