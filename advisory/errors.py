"""What Django itself could not answer, said in the product's words; programs get JSON."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError

from advisory.http import refused
from advisory.refusals import Absent, Busy, Denied, Refusal, TooLarge


class Failed(Refusal):
    """Something of ours broke; nothing was changed."""

    status = 500
    code = "failed"
    message = "Something went wrong on our side. Nothing was changed."


def bad_request(request, exception=None):
    """400, or 413 when it was too much."""
    return refused(request, TooLarge() if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)) else Refusal())


def forbidden(request, exception=None):
    """403."""
    return refused(request, Denied())


def csrf_failed(request, reason=""):
    """403 for a form whose sign-in or page is out of date; what was typed is kept."""
    message = (
        "This page was open for too long, or somebody else signed in. Your text is kept here; copy it and try again."
    )
    return refused(request, Denied("csrf", message))


def not_found(request, exception=None):
    """404, the same for what is not there and what is not yours."""
    return refused(request, Absent())


def failed(request):
    """500, without a traceback; 503 when it is the database that does not answer."""
    silent = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    return refused(request, Busy() if silent else Failed())
