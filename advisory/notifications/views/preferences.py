"""How one wishes to be written to, and the way out of letters that needs no sign-in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from advisory.notifications.commands.preferences import keep_preferences, stop_letters
from advisory.notifications.forms.preferences import PreferencesForm
from advisory.notifications.unsubscribing import letter_of, notices_of
from advisory.refusals import Absent, Invalid


@require_POST
@login_required
def preferences(request):
    """Keep how I wish to be written to."""
    form = PreferencesForm(request.POST, person=request.user)
    if not form.is_valid():
        raise Invalid(fields={name: errors[0] for name, errors in form.errors.items()})
    keep_preferences(form.wishes(), form.cleaned_data["hour"], by=request.user)
    messages.success(request, "Your wishes about letters are kept.")
    return redirect(reverse("account") + "#notify")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """Stop letters of some kinds: asked by GET, which scanners of mail follow too, and done by POST alone."""
    letter = letter_of(token)
    if letter is None:
        raise Absent
    notices = notices_of(letter)
    if request.method == "POST":
        stop_letters(notices, by=letter.person)
    context = {"kinds": [notice.label for notice in notices], "done": request.method == "POST"}
    return render(request, "notifications/unsubscribe.html", context)
