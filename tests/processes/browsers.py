"""Browsers and live sockets over the network, for people of a product that runs in processes of its own."""

import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.make import PASSWORD

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Browser:
    """One browser at one process of the product."""

    def __init__(self, product):
        self.product, self.jar = product, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def sign_in(self, person):
        """Sign in with the password, and give oneself."""
        answer = self.post("/accounts/login/", login=person.email, password=PASSWORD)
        assert "sessionid" in self.cookies, answer
        return self

    @property
    def cookies(self):
        """The cookies that it holds."""
        return {cookie.name: cookie.value for cookie in self.jar}

    def get(self, path):
        """A page as text."""
        with self.opener.open(f"{self.product.url}{path}", timeout=10) as answer:
            return answer.read().decode()

    def post(self, path, *, page=None, **form):
        """Send a form, with the token of a page, and give the page that comes back."""
        form["csrfmiddlewaretoken"] = TOKEN.search(self.get(page or "/accounts/login/"))[1]
        asked = urllib.request.Request(f"{self.product.url}{path}", urllib.parse.urlencode(form).encode())
        with self.opener.open(asked, timeout=10) as answer:
            return answer.read().decode()

    def socket(self, product, *follows):
        """A live socket of this browser's session at a process, which follows some streams."""
        return Socket(product, follows, {"Cookie": f"sessionid={self.cookies['sessionid']}"})


class Socket:
    """A live socket that keeps what it was told, and when it ended."""

    def __init__(self, product, follows, headers):
        query = urllib.parse.urlencode([("follow", follow) for follow in follows])
        address = f"ws://127.0.0.1:{product.port}/live/?{query}"
        self.wire = connect(address, additional_headers=headers, open_timeout=10, max_size=None, legacy=True)
        self.told, self.code = [], None

    def until(self, met, patience):
        """Read on until a line says it or the socket ends; gives the seconds that it took."""
        begun = time.monotonic()
        while self.code is None and not any(map(met, self.told)):
            left = begun + patience - time.monotonic()
            assert left > 0, f"it did not come; there is {self.told}, closed with {self.code}"
            self._read(left)
        return time.monotonic() - begun

    def ended(self, patience):
        """Read on until it ends; gives the seconds that it took."""
        return self.until(lambda line: False, patience)

    def close(self):
        """Hang up."""
        self.wire.close()

    def _read(self, patience):
        try:
            text = self.wire.recv(timeout=patience)
        except TimeoutError:
            return
        except ConnectionClosed as end:
            self.code = end.rcvd.code if end.rcvd else 1006
            return
        self.told += [json.loads(line) for line in text.split("\n")]


def call(product, token, path, body=None):
    """One call of the API by token: its status."""
    asked = urllib.request.Request(f"{product.url}/api/v1/{path}", json.dumps(body).encode() if body else None)
    asked.add_header("Authorization", f"Bearer {token}")
    asked.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code
