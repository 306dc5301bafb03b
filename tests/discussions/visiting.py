"""How somebody's browser asks for the pages of surveys, and what they say in words."""

import re

from django.urls import reverse

from tests.discussions.panels import panel_room


def visited(client):
    """A room with six more advisors, where each can visit a page or send its form."""
    room = panel_room(6)

    def visit(member, name, *args, status=None, query=None, **posted):
        client.logout()
        if member:
            client.force_login(member.user)
        elsewhere = name.startswith("survey-join") or name == "home"
        url = reverse(name, args=args if elsewhere else ["heart", *args], query=query)
        answer = client.post(url, posted) if posted else client.get(url)
        assert status in {None, answer.status_code}, answer.content.decode()[:3000]
        return answer

    room.visit = visit
    room.text = lambda *args, **more: words(visit(*args, **more))
    return room


def words(answer):
    """What a page says, without its markup."""
    text = re.sub(r"<(?:script|svg).*?</(?:script|svg)>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(text.split())
