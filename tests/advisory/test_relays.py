"""Which signals of somebody who only listens offer to send."""

import pytest

from advisory.events.relays import publishes

AUDIO, VIDEO, NONE = "m=audio 9 RTP 111", "m=video 9 RTP 96", "m=video 0 RTP 96"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("said", "sends"), [
    ((AUDIO, "a=recvonly", VIDEO, "a=inactive"), False), ((AUDIO, "a=recvonly", VIDEO, "a=sendonly"), True),
    ((AUDIO, "a=mid:0"), True), ((AUDIO, "a=recvonly", VIDEO), True), ((AUDIO,), True), (("m=",), True),
    (("a=recvonly", AUDIO, "a=mid:0"), True),  # browsers know no default for all parts
    (("a=sendrecv", AUDIO, "a=recvonly"), False), ((AUDIO, "a=recvonly", "a=sendrecv"), True),
    ((AUDIO, "a=recvonly "), True), ((AUDIO, "a=sendrecv:1", "a=recvonly"), True), ((AUDIO, "x\u2028a=recvonly"), True),
    ((AUDIO, "a=recvonly", NONE, "a=sendrecv"), False), ((NONE, "a=bundle-only"), True), (("a=sendrecv",), False),
    ((NONE, "a=bundle-only ", "a=sendrecv"), True),
])  # fmt: skip
def test_a_description_publishes_unless_each_of_its_parts_says_that_it_does_not(said, sends, end):
    text = end.join(("v=0", *said, ""))
    assert publishes({"description": {"sdp": text}}) is sends
    assert publishes({"any": [{"name": text}]}) is sends
    assert publishes({"text": end.join(said)}) is sends


@pytest.mark.parametrize("sdp", [[f"{AUDIO}\r\na=recvonly\r\na=x", "y\r\na=sendrecv\r\n"], {"m": AUDIO}, 1, None])
def test_a_description_that_is_no_text_publishes_for_browsers_make_one_of_it(sdp):
    assert publishes({"description": {"type": "offer", "sdp": sdp}})
