"""What forms bring in: bytes that are no text are refused, and error pages keep words but never secrets."""

import pytest
from django.test import Client
from django.urls import reverse

from discussions.models import Post
from tests.make import room

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def heart():
    return room()


def page_of(seat, **kwargs):
    browser = Client(**kwargs)
    browser.force_login(seat.user)
    return browser


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"body=good%20words%20%ff%fe", FORM),
        (b"body=good words \xff", FORM),
        (b"body=x", f"{FORM}; charset=utf-16"),
    ],
)
def test_bytes_that_are_no_text_are_refused_and_nothing_is_posted(heart, body, kind):
    okonjo = page_of(heart.okonjo)
    answer = okonjo.post(reverse("posts", args=["heart", 1]), body, content_type=kind)
    assert (answer.status_code, "could not be read" in answer.content.decode()) == (400, True)
    assert not Post.objects.exists()


@pytest.mark.parametrize("field", ["oldpassword", "password1", "password2", "code"])
@pytest.mark.parametrize("path", ["/accounts/password/change/", "/accounts/login/code/confirm/", "/accounts/login/"])
def test_a_refused_sign_in_form_never_shows_a_secret_again(heart, field, path):
    okonjo = page_of(heart.okonjo, enforce_csrf_checks=True)
    answer = okonjo.post(path, {field: "S3cret-of-Okonjo"})
    assert (answer.status_code, b"S3cret-of-Okonjo" in answer.content) == (403, False)


def test_a_form_from_an_old_page_shows_its_words_again(heart):
    okonjo = page_of(heart.okonjo, enforce_csrf_checks=True)
    answer = okonjo.post(reverse("posts", args=["heart", 1]), {"body": "An hour of typing."})
    assert (answer.status_code, b"An hour of typing." in answer.content) == (403, True)


def test_a_version_no_number_can_be_is_answered_with_both_texts(heart, client):
    okonjo = page_of(heart.okonjo)
    okonjo.post(reverse("posts", args=["heart", 1]), {"body": "First words."})
    post = Post.objects.get()
    answer = okonjo.post(reverse("post", args=["heart", post.pk]), {"body": "Second words.", "version": "9" * 5000})
    assert answer.status_code == 409
    assert b"Second words." in answer.content
    assert b"First words." in answer.content


def test_a_mail_server_that_is_away_changes_no_answer(heart, settings, client):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    told = []
    for address in ("okonjo@example.org", "nobody@example.org"):
        answer = Client().post(reverse("account_request_login_code"), {"email": address}, follow=True)
        told.append((answer.status_code, answer.content.decode().count("six digits")))
    assert told[0] == told[1] == (200, 1)
