"""A form's token is Django's own in all but how it is drawn."""

from django.http import HttpResponse
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_TOKEN_LENGTH, CsrfViewMiddleware
from django.test import RequestFactory

from advisory.tokens import token

COOKIE = "csrftoken"


def sent(secret, given):
    """How Django takes a form that comes with a cookie and a token."""
    request = RequestFactory().post("/", {"csrfmiddlewaretoken": given})
    request.COOKIES[COOKIE] = secret
    check = CsrfViewMiddleware(lambda _: HttpResponse())
    check.process_request(request)
    refusal = check.process_view(request, HttpResponse, (), {})
    return refusal.status_code if refusal else 200


def test_django_takes_the_token_with_its_own_cookie_alone():
    first, second = RequestFactory().get("/"), RequestFactory().get("/")
    given, other = token(first), token(second)
    assert sent(first.META["CSRF_COOKIE"], given) == 200
    assert sent(second.META["CSRF_COOKIE"], given) == 403
    assert other != given


def test_a_browser_keeps_its_secret_and_sees_another_token_each_time():
    request = RequestFactory().get("/")
    tokens = {token(request) for _ in range(50)}
    secret = request.META["CSRF_COOKIE"]
    assert len(tokens) == 50
    assert all(len(one) == CSRF_TOKEN_LENGTH and set(one) <= set(CSRF_ALLOWED_CHARS) for one in tokens)
    assert all(sent(secret, one) == 200 for one in tokens)
    assert set("".join(tokens)) == set(CSRF_ALLOWED_CHARS)
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]
