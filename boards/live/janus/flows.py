"""One page's two connections to Janus: what it sends, and what it receives of all the others.

Whatever is done for a page is done one after the other. It answers one offer at a time; what changed meanwhile waits.
"""

import asyncio
import logging

from boards.live.janus.client import Lost, Refused
from boards.live.janus.keys import feed_of

PLACES = ("voice", "camera", "screen")
HALF, LOW, FULL, FEW = 1, 0, 2, 4  # layers of a picture; so many cameras have room for the middle one
AGAIN, ANSWERS_WITHIN, MOST_JOBS = 1, 20, 200
log = logging.getLogger("advisory.janus")


def placed(streams):
    """What the tracks of a page are, by mid: the first sound a voice, the first two pictures camera and screen."""
    found, left = {}, {"audio": ["voice"], "video": ["camera", "screen"]}
    for one in streams:
        of_kind = left.get(one["type"], [])
        found[one["mid"]] = of_kind.pop(0) if of_kind else ""
    return found


class Flow:
    """What goes between one page and Janus; each `round` is a beginning from nothing."""

    def __init__(self, room, peer):
        self.room, self.peer, self.feed = room, peer, feed_of(peer)
        self.round, self.jobs, self.looks = 0, asyncio.Queue(), False
        self.pictures, self.large = True, ""
        self._forget()
        self.task = asyncio.get_running_loop().create_task(self._work())

    def _forget(self):
        self.out = self.into = None
        self.mine, self.shut = {}, {}  # mid -> place · mid -> whether Janus lets nothing of it through
        self.held, self.shaped = {}, {}  # mid of what is received -> (feed, mid) · -> how it is wanted
        self.offer, self.offered = None, 0

    def do(self, job, *about):
        """Have something done after all that was asked before; whoever asks for too much at once is not heard."""
        if self.jobs.qsize() < MOST_JOBS:
            self.jobs.put_nowait((job, about))

    def look(self):
        """Who is here, or may do what, has changed: once more is enough, however often it is said."""
        if not self.looks:
            self.looks = True
            self.do(self.settle)

    async def _work(self):
        while True:
            job, about = await self.jobs.get()
            try:
                await job(*about)
            except (Lost, Refused) as trouble:
                log.warning("%s came to nothing: %s", job.__name__, trouble)
                await self.again()
            except Exception:
                log.exception("a flow stumbled")

    async def begin(self):
        """Let go of whatever was, and have the page begin from nothing."""
        for handle in filter(None, (self.out, self.into)):
            await handle.detach()
        self._forget()
        if self.room.janus is None:
            return
        self.round += 1
        if self.peer.sends:
            self.out = await self.room.janus.attach(self._heard)
            await self.room.seat(self.out, self.feed)
        self.tell({"begin": self.round})
        await self.settle()

    def interrupted(self):
        """Janus is gone, and with it everything that was."""
        self._forget()
        self.tell({"gone": True})

    def resume(self):
        """The page's own line is back: what it may have missed is said again."""
        if self.round and self.room.janus:
            self.tell({"begin": self.round})
            if self.offer:
                self.tell(self.offer)

    async def end(self):
        """The page is off the line."""
        self.task.cancel()
        for handle in filter(None, (self.out, self.into)):
            await handle.detach()

    def missing(self, there):
        """Whether this page should send there and does not, or owes an answer for too long."""
        late = self.offer and asyncio.get_running_loop().time() - self.offered > ANSWERS_WITHIN
        return bool(late or (self.mine and self.feed not in there))

    @property
    def stands(self):
        """Whether Janus has this page now, by what it sends or else receives; what is gone is begun anew."""
        if self.room.janus is None or not self.round:
            return False
        if self.peer.sends:
            return bool(self.mine)
        return bool(self.into and not self.offer) or not self.room.sent_to(self.peer)

    async def publish(self, sdp):
        """Take the page's offer; what it may not send is shut before it learns that it may begin."""
        if self.out is None:
            return
        request = "configure" if self.mine else "publish"
        data, jsep = await self.out.ask({"request": request}, {"type": "offer", "sdp": sdp})
        self.mine = placed(data["streams"]) if "streams" in data else self.mine
        await self.close_mouths()
        self.tell({"answer": jsep["sdp"]})

    async def close_mouths(self):
        """Have Janus let through what this page may send now, and nothing else."""
        opens = self.room.relay.opens(self.room.stream, self.peer)
        for mid, place in self.mine.items() if opens is not None else ():
            shut = place not in opens
            if self.shut.get(mid, False) != shut:
                await self.room.command("moderate", id=self.feed, mid=mid, mute=shut)
                self.shut[mid] = shut

    async def settle(self):
        """Have this page send what it may, and receive what there is for it, in the size that it wants."""
        self.looks = False
        if self.room.janus is None or not self.round:
            return
        await self.close_mouths()
        if self.offer is not None:
            return
        wanted = self.room.sent_to(self.peer)
        more = [{"feed": feed, "mid": mid} for feed, mid in wanted.keys() - set(self.held.values())]
        less = [{"sub_mid": mid} for mid, what in self.held.items() if what not in wanted]
        if more or (less and self.into):
            await self._receive(more, less)
        else:
            await self._shape(wanted)

    async def _receive(self, more, less):
        try:
            data, jsep = await (self._change(more, less) if self.into else self._join(more))
        except Refused as refused:  # somebody went meanwhile
            log.info("Janus refused what is received: %s", refused)
            asyncio.get_running_loop().call_later(AGAIN, self.do, self.settle)
            return
        gone = {one["sub_mid"] for one in less}
        if "streams" in data:
            self.held = {one["mid"]: (one["feed_id"], one["feed_mid"]) for one in data["streams"] if one.get("active")}
        else:
            self.held = {mid: what for mid, what in self.held.items() if mid not in gone}
        self.shaped = {mid: how for mid, how in self.shaped.items() if mid in self.held}
        if jsep:
            self._offer(jsep["sdp"])

    async def _join(self, more):
        into = await self.room.janus.attach(self._heard)
        try:
            found = await into.ask(self.room.keys.receiving(self.room.private, more))
        except Refused:
            await into.detach()
            raise
        self.into = into
        return found

    async def _change(self, more, less):
        asked = {"request": "update"} | ({"subscribe": more} if more else {}) | ({"unsubscribe": less} if less else {})
        return await self.into.ask(asked)

    def _offer(self, sdp):
        wanted = self.room.sent_to(self.peer)
        streams = {mid: wanted[what] for mid, what in self.held.items() if what in wanted}
        self.offer, self.offered = {"offer": sdp, "streams": streams}, asyncio.get_running_loop().time()
        self.tell(self.offer)

    async def answered(self, sdp):
        """The page takes what was offered; what is too large or not wanted is held back before anything comes."""
        if self.offer is None or self.into is None:
            return
        await self._shape(self.room.sent_to(self.peer))
        await self.into.ask({"request": "start"}, {"type": "answer", "sdp": sdp})
        self.offer = None
        await self.settle()

    async def restart(self):
        """The way by which this page receives broke: another is looked for."""
        if self.into and self.offer is None:
            _, jsep = await self.into.ask({"request": "configure", "restart": True})
            if jsep:
                self._offer(jsep["sdp"])

    async def trickle(self, sends, candidates):
        """Where the page may be reached."""
        handle = self.out if sends else self.into
        if handle:
            await handle.trickle(candidates)

    async def want(self, pictures, large):
        """Pictures or none, and whose is large."""
        self.pictures, self.large = pictures, large
        await self.settle()

    async def _shape(self, wanted):
        cameras = sum(place == "camera" for _, place in wanted.values())
        shapes = {mid: self._shape_of(*wanted[what], cameras) for mid, what in self.held.items() if what in wanted}
        new = [{"mid": mid, **shape} for mid, shape in shapes.items() if shape and self.shaped.get(mid) != shape]
        if new:
            await self.into.ask({"request": "configure", "streams": new})
        self.shaped = shapes

    def _shape_of(self, key, place, cameras):
        if place == "voice":
            return {}
        layer = FULL if key == self.large else HALF if cameras <= FEW else LOW
        size = {"substream": layer, "temporal": 1 if layer == LOW else 2}  # fewer frames where cameras are many
        return {"send": self.pictures} | (size if place == "camera" else {})

    def tell(self, data):
        """Say something to the page; while its line is broken it is said when that is back."""
        self.room.relay.tell(self.room.stream, self.peer, data | {"round": self.round})

    def _heard(self, data, _jsep):
        if "hangup" in data or data.get("leaving") == "ok":
            self.do(self.again)

    async def again(self):
        """Something broke that nothing else mends: begin anew, after a moment, once for all that broke together."""
        asyncio.get_running_loop().call_later(AGAIN, self._begin_after, self.round)

    def _begin_after(self, number):
        if number == self.round and self.room.flows.get(self.peer.key) is self:
            self.do(self.begin)
