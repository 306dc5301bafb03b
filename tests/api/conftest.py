"""Programs that act for the cast."""

import json

import pytest
from django.test import Client

from advisory.api.commands.tokens import create_token
from advisory.rights import SYSTEM


class Program:
    """Calls the API as one person, by token."""

    def __init__(self, person):
        self.client = Client(headers={"Authorization": f"Bearer {create_token(person, by=SYSTEM)}"})

    def __call__(self, method, path, body=None, **query):
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body)
        return self.client.generic(
            method, f"/api/v1/{path}", data or b"", content_type="application/json", query_params=query
        )

    def get(self, path, **query):
        """What a call that must succeed gives."""
        response = self("GET", path, **query)
        assert response.status_code == 200, response.content
        return response.json()

    def refused(self, status, *call, **query):
        """The error of a call that must be refused with this status."""
        response = self(*call, **query)
        assert response.status_code == status, (response.status_code, response.content)
        error = response.json()["error"]
        assert {"code", "message", "fields"} <= set(error)
        return error


@pytest.fixture
def program(db):
    """`program(room.okonjo)` is a program of Dr Okonjo's."""
    return lambda seat: Program(getattr(seat, "user", seat))
