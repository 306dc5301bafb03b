"""Who gets in: tokens, sessions with CSRF, and nobody else."""

import re

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client

from advisory.accounts.commands.people import change_password, deactivate_person
from advisory.api.commands.tokens import revoke_token
from advisory.api.models import Token
from advisory.rights import SYSTEM
from boards.commands.members import end_seat
from tests.make import PASSWORD, person, room

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def heart():
    return room()


def bearing(token):
    return Client(headers={"Authorization": f"Bearer {token}"})


def signed_in(seat, **options):
    client = Client(**options)
    assert client.login(email=seat.user.email, password=PASSWORD)
    return client


def test_me_tells_who_asks_and_where_they_sit(heart, program):
    assert program(heart.okonjo).get("me") == {
        "email": "okonjo@example.org",
        "name": "Dr Samuel Okonjo",
        "boards": [{"slug": "heart", "role": "advisor"}],
    }


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer nonsense", "bearer \x00", "Basic YTpi", "Token x"])
def test_without_a_good_token_nobody_gets_in(heart, header):
    client = Client(headers={"Authorization": header} if header else {})
    for path in ("me", "boards", "boards/heart", "boards/nowhere", "posts/nonsense/hold"):
        response = client.post(f"/api/v1/{path}") if path.startswith("posts") else client.get(f"/api/v1/{path}")
        assert response.status_code == 401, path
        assert response.json()["error"]["code"] == "unauthorized"
        assert response["WWW-Authenticate"] == "Bearer"


def test_bad_token_does_not_fall_back_to_a_session(heart):
    client = signed_in(heart.okonjo)
    assert client.get("/api/v1/me").status_code == 200
    assert client.get("/api/v1/me", headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_token_is_printed_alone_on_the_last_line(heart, capsys):
    call_command("token", "OKONJO@example.org")
    token = capsys.readouterr().out.splitlines()[-1]
    assert re.fullmatch(r"[\w-]{43}", token)
    assert bearing(token).get("/api/v1/me").json()["name"] == "Dr Samuel Okonjo"


def test_token_for_nobody_ends_with_two_and_one_line(heart, settings, capsys):
    person("Elsewhere Demo", demo=True)
    settings.DEMO = False
    for address in ("nobody@example.org", "demo@example.org"):
        with pytest.raises(SystemExit) as stop:
            call_command("token", address)
        said = capsys.readouterr().err.splitlines()
        assert (stop.value.code, len(said), said[0][:8]) == (2, 1, "E-MAIL: ")


def test_tokens_end_with_revocation_password_and_account(heart, program):
    mine = [program(heart.okonjo) for _ in range(2)]
    revoke_token(Token.objects.order_by("created_at").first(), by=SYSTEM)
    assert [one("GET", "me").status_code for one in mine] == [401, 200]
    change_password(heart.okonjo.user, "another long password", by=SYSTEM)
    assert mine[1]("GET", "me").status_code == 401
    fresh, admin = program(heart.okonjo), person("Ada Min", is_staff=True)
    deactivate_person(heart.okonjo.user, by=admin)
    assert fresh("GET", "me").status_code == 401


def test_deactivated_session_is_out(heart):
    client, admin = signed_in(heart.okonjo), person("Ada Min", is_staff=True)
    deactivate_person(heart.okonjo.user, by=admin)
    assert client.get("/api/v1/me").status_code == 401


def test_session_needs_csrf_to_write_and_a_token_never_does(heart, program):
    path = "/api/v1/boards/heart/questions/1/pass"
    page = signed_in(heart.okonjo, enforce_csrf_checks=True)
    assert page.get("/api/v1/me").status_code == 200
    refused = page.post(path)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "csrf")
    form = page.post(path, {"csrfmiddlewaretoken": "x"})
    assert form.status_code == 403
    page.cookies["csrftoken"] = "a" * 32
    assert page.post(path, headers={"X-CSRFToken": "b" * 32}).status_code == 403
    assert page.generic("POST", path, headers={"X-CSRFToken": "a" * 32}).status_code == 204
    assert Client(enforce_csrf_checks=True).post(path).status_code == 401
    assert program(heart.solheim)("POST", "boards/heart/questions/1/pass").status_code == 204


def test_form_of_a_page_with_its_csrf_token_is_read_and_refused_as_no_json(heart):
    page = signed_in(heart.okonjo, enforce_csrf_checks=True)
    page.cookies["csrftoken"] = "a" * 32
    typed = {"csrfmiddlewaretoken": "a" * 32, "body": "words"}
    assert page.post("/api/v1/boards/heart/questions/1/posts", typed).status_code == 400


def test_strangers_find_nothing_and_ex_members_neither(heart, program):
    stranger, left = program(person("A Stranger")), program(heart.tanabe)
    end_seat(heart.tanabe, by=heart.lindqvist)
    for one in (stranger, left):
        assert one.get("boards") == {"items": [], "next": None}
        for path in ("boards/heart", "boards/heart/questions", "boards/heart/questions/1/posts"):
            assert one.refused(404, "GET", path) == stranger.refused(404, "GET", "boards/nowhere")
        one.refused(404, "GET", "boards/heart/events", stream="board.heart")
        one.refused(404, "POST", "boards/heart/questions/1/pass")


@pytest.mark.parametrize("path", [
    "boards/UPPER", "boards/%00", "boards/heart/questions/0/posts", "boards/heart/questions/-1/posts",
    "boards/heart/questions/999999999999999999999/posts", "boards/heart/questions/x/posts",
    "boards/heart/questions/40000/posts", "boards/heart/questions/²/posts", "nowhere", "boards/heart/",
])  # fmt: skip
def test_malformed_addresses_are_not_there(heart, program, path):
    program(heart.okonjo).refused(404, "GET", path)


@pytest.mark.parametrize("key", ["1", "nonsense", "%00", "{0}", "urn:uuid:0", "00000000-0000-4000-8000-000000000000"])
def test_malformed_ids_are_not_there(heart, program, key):
    mine = program(heart.okonjo)
    mine.refused(404, "PUT", f"posts/{key}", {"body": "x", "version": 1})
    mine.refused(404, "DELETE", f"posts/{key}")
    mine.refused(404, "PUT", f"posts/{key}/reactions/agree")


def test_a_method_that_an_address_does_not_know_is_refused_in_the_same_shape(heart, program):
    response = program(heart.okonjo)("PATCH", "me")
    assert (response.status_code, response["Allow"]) == (405, "GET")
    assert response.json()["error"]["code"] == "method_not_allowed"


def test_a_busy_database_is_told_with_when_to_try_again(heart, program, monkeypatch):
    def busy(*_, **__):
        raise OperationalError("database is locked")

    monkeypatch.setattr("discussions.api.threads.create_post", busy)
    body = {"body": "x", "client_id": "00000000-0000-4000-8000-000000000000"}
    response = program(heart.okonjo)("POST", "boards/heart/questions/1/posts", body)
    assert (response.status_code, response.json()["error"]["code"]) == (503, "busy")
    assert int(response["Retry-After"]) > 0


def test_the_description_and_its_page_are_there_for_everybody(heart):
    described = Client().get("/api/v1/openapi.json").json()
    assert set(described["components"]["securitySchemes"]) == {"Bearer", "Session"}
    post = described["paths"]["/api/v1/boards/{slug}/questions/{number}/posts"]["post"]
    assert post["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/NewPost")
    assert {"200", "201", "400", "401", "403", "404", "409", "413", "422", "429", "503"} == set(post["responses"])
    for client in (Client(), signed_in(heart.okonjo)):
        page = client.get("/api/v1/docs")
        assert page.status_code == 200
        assert "/api/v1/posts/{post_id}/reactions/{kind}" in page.text
        assert "http://" not in page.text.replace('xmlns="http://', "")
        assert re.findall(r"<script(?![^>]*src=)|<style|\sstyle=", page.text) == []
