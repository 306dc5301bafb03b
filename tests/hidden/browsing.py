"""One viewer's browser and socket in a world that stands still: every byte that comes is kept."""

import asyncio
import io
import json
import re
import zipfile
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from django.test import Client
from lxml import html

from advisory.asgi import application
from tests.hidden.still import undone

HOST = "localhost:8000"
FORM = re.compile(r"\?(?:edit|reply|next)=")
NOT_WALKED = ("/static/", "/accounts/logout/", "/sw.js", "/manifest.webmanifest")


class Browser:
    """Somebody's browser: a session, its cookies, and the answers that it got, as bytes with every header."""

    def __init__(self, still, name, user=None):
        self.still, self.name, self.cookies = still, name, {"csrftoken": "c" * 32}
        if user:
            still.chance.begin(f"{name} signs in")
            client = Client(HTTP_HOST=HOST)
            client.force_login(user)
            self.cookies["sessionid"] = client.cookies["sessionid"].value

    def ask(self, path, *, method="GET", **sent):
        """One request; what comes back as (status, headers, body)."""
        self.still.chance.begin(f"{self.name} {method} {path}")
        kind, body = _sent(sent)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"host": HOST, "origin": f"http://{HOST}", "cookie": cookies, "content-type": kind}
        headers |= {"content-length": str(len(body)), "x-csrftoken": self.cookies["csrftoken"]}
        told = self.still.run(_http(_scope("http", path, headers) | {"method": method}, body))
        start, content = told[0], b"".join(part.get("body", b"") for part in told[1:])
        for name, value in start["headers"]:
            if name.lower() == b"set-cookie":
                self.cookies |= {key: kept.value for key, kept in SimpleCookie(value.decode()).items()}
        return start["status"], start["headers"], content

    def glance(self, path, **asked):
        """One request that leaves nothing behind, neither in the product nor in the browser."""
        kept = dict(self.cookies)
        with undone():
            answer = self.ask(path, **asked)
        self.cookies = kept
        return answer

    def walk(self, *doors, without=(), most=80):
        """Every page that links lead to from some doors, but for some beginnings: {path: readable answer}.

        A form that a page opens beside something of it is looked at once for each page.
        """
        found, waiting, forms = {}, list(doors), set()
        while waiting and len(found) < most:
            path = waiting.pop(0)
            form = FORM.search(path)
            if path in found or path.startswith((*NOT_WALKED, *without)) or (form and path[: form.end()] in forms):
                continue
            forms |= {path[: form.end()]} if form else set()
            answer = self.glance(path)
            found[path] = readable(answer)
            waiting += links(path, answer)
        return found


class Line:
    """Somebody's live socket: the lines that it was told, in order, with how it ended."""

    def __init__(self, browser, *follows):
        self.still, self.told, self.up = browser.still, [], asyncio.Queue()
        headers = {"host": HOST, "origin": f"http://{HOST}", "cookie": f"sessionid={browser.cookies.get('sessionid')}"}
        scope = _scope("websocket", "/live/?" + urlencode([("follow", one) for one in follows]), headers)
        self.up.put_nowait({"type": "websocket.connect"})
        self.task = self.still.loop.create_task(application(scope, self.up.get, self._down))

    def say(self, **frame):
        """Send one frame up."""
        self.up.put_nowait({"type": "websocket.receive", "text": json.dumps(frame)})

    def hang_up(self):
        """End it from this side."""
        self.up.put_nowait({"type": "websocket.disconnect", "code": 1005})

    async def _down(self, message):
        text = message.get("text")
        self.told += text.split("\n") if text else [json.dumps(message)]


async def settled():
    """Let everything that waits in the loop be done."""
    for _ in range(200):
        await asyncio.sleep(0)


def links(path, answer):
    """The pages of ours to which a page leads, without what is the same for everybody."""
    _, headers, body = answer
    said = {name.lower(): value for name, value in headers}
    kind, where = said.get(b"content-type", b""), said.get(b"location")
    found = [where.decode()] if where else []
    if b"html" in kind and body:
        page = html.fromstring(body)
        found += [*page.xpath("//@href"), *page.xpath("//@src"), *page.xpath("//form[not(@method)]/@action")]
    for link in found:
        whole = urlsplit(urljoin(f"http://{HOST}{path}", link))
        if whole.netloc == HOST:
            yield whole.path + (f"?{whole.query}" if whole.query else "")


def readable(answer):
    """An answer as lines: status, headers in order, and its body; a packed file by everything that is in it."""
    status, headers, body = answer
    lines = [str(status), *(f"{name.decode()}: {value.decode()}" for name, value in headers)]
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for one in packed.infolist():
                lines += [f"{one.filename} {one.date_time} {one.comment}", packed.read(one).decode("latin-1")]
    else:
        lines += body.decode(errors="backslashreplace").splitlines()
    return lines


def _sent(sent):
    if "form" in sent:
        return "application/x-www-form-urlencoded", urlencode(sent["form"]).encode()
    return "application/json", json.dumps(sent["body"]).encode() if "body" in sent else b""


def _scope(kind, path, headers):
    path, _, query = path.partition("?")
    return {
        "type": kind, "path": re.sub("%20", " ", path), "raw_path": path.encode(), "query_string": query.encode(),
        "scheme": "ws" if kind == "websocket" else "http", "subprotocols": [], "root_path": "", "http_version": "1.1",
        "client": ("192.0.2.1", 1), "server": ("localhost", 8000),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip


async def _http(scope, body):
    told, up = [], asyncio.Queue()
    up.put_nowait({"type": "http.request", "body": body, "more_body": False})

    async def down(message):
        told.append(message)

    await application(scope, up.get, down)
    return told
