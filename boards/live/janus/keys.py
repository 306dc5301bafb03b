"""What a session's room at Janus is called, and what opens it (pure)."""

import hmac
from dataclasses import dataclass

SENDERS, PEOPLE, MOST_BITS = 15, 40, 1_500_000
# Seconds between whole pictures that are asked of each camera while it is recorded: with one its track begins. Janus
# asks as a recording begins; a browser that was asked in the 300 ms before, by somebody who looks on, gives none.
WHOLE_EVERY = 3


@dataclass(frozen=True)
class Keys:
    """Told to Janus alone, and the same in every process; nobody without the product's own key guesses them."""

    room: str
    secret: str
    pin: str

    @classmethod
    def of(cls, stream, key):
        """The keys of the room of a session, by the name of its stream."""
        parts = (f"janus {part} {stream}".encode() for part in ("room", "secret", "pin"))
        return cls(*(hmac.digest(key.encode(), part, "sha256").hex()[:32] for part in parts))

    def about(self, request):
        """A request that only the room's secret allows."""
        return {"request": request, "room": self.room, "secret": self.secret}

    def joining(self, name):
        """The request to come in under a name, to send or to listen to what happens."""
        return {"request": "join", "ptype": "publisher", "room": self.room, "pin": self.pin, "id": name}

    def receiving(self, private, streams):
        """The request to receive some tracks, for somebody who is in the room."""
        return {
            "request": "join", "ptype": "subscriber", "room": self.room, "pin": self.pin, "private_id": private,
            "autoupdate": False, "streams": streams,
        }  # fmt: skip

    def making(self, admin_key, folder, *, record):
        """The request that makes the room: private, for so many who send, recorded for nobody but us."""
        return self.about("create") | {
            "admin_key": admin_key, "pin": self.pin, "is_private": True, "require_pvtid": True,
            "publishers": SENDERS, "bitrate": MOST_BITS, "audiocodec": "opus", "opus_fec": True, "videocodec": "vp8",
            "fir_freq": _every(record), "lock_record": True, "rec_dir": str(folder), "record": record,
        }  # fmt: skip

    def recording(self, *, on):
        """The requests, one after the other, that have all be recorded who send, or nobody."""
        return (
            self.about("edit") | {"new_fir_freq": _every(on)},
            self.about("enable_recording") | {"record": on},
        )


def _every(record):
    return WHOLE_EVERY if record else 0


def feed_of(peer):
    """Under which name somebody sends: their seat's id, by which a track is known as theirs, and their page's key."""
    return peer.whose.replace("-", "") + peer.key


def key_of(feed):
    """The key of the page that a feed comes from."""
    return feed[32:]
