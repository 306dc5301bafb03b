"""The chat consumer of the Channels tutorial with its Redis layer, as an application for the same server."""

import os
from pathlib import Path

import django
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.urls import path

LAYER = {
    "BACKEND": "channels_redis.core.RedisChannelLayer",
    "CONFIG": {"hosts": [{"address": os.environ["REDIS_URL"], "max_connections": 2000}]},
}
if not settings.configured:
    settings.configure(
        SECRET_KEY="measured",  # noqa: S106
        INSTALLED_APPS=["channels"],
        CHANNEL_LAYERS={"default": LAYER},
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(Path(os.environ["ADVISORY_DATA"]) / "textbook.sqlite3"),
            }
        },
    )
    django.setup()


class Chat(AsyncWebsocketConsumer):
    """Everybody in a room hears what is said in it."""

    async def connect(self):
        """Join the room."""
        await self.channel_layer.group_add("q1", self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        """Leave the room."""
        await self.channel_layer.group_discard("q1", self.channel_name)

    async def chat_message(self, event):
        """Pass on what was said."""
        await self.send(text_data=event["message"])


application = ProtocolTypeRouter({"websocket": URLRouter([path("live/", Chat.as_asgi())])})
