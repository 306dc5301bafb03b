"""Somebody at a browser of their own, signed in and watched for complaints of the browser."""

import re

from playwright.sync_api import APIRequestContext, BrowserContext, Page, expect

from advisory.demo.cast import PASSWORD, PEOPLE, SLUG

NAMES = {account: name for account, name, *_ in PEOPLE}
ADVISORS = {name for _, name, role, *_ in PEOPLE if role == "advisor"}
UNREACHED = r"Failed to load resource: net::|WebSocket connection to .* failed"
PATIENCE = 30_000
KEPT_THERE = "local_storage,indexeddb,cache_storage,service_workers"


def refused(*statuses: int) -> str:
    """What a browser says of an answer with one of these statuses."""
    return f"the server responded with a status of (?:{'|'.join(map(str, statuses))})"


def question(number: int, slug: str = SLUG) -> str:
    """Where a question stands."""
    return f"/boards/{slug}/questions/{number}/"


class Person:
    """One browser with its tabs; `page` is the first, `frames` what came down the sockets of all."""

    def __init__(self, context: BrowserContext, url: str):
        self.context, self.url = context, url
        self.complaints, self.frames, self.expected = [], [], []
        self._ears = {
            "console": self._said,
            "pageerror": lambda error: self._complain(f"script: {error}"),
            "response": self._answered,
            "websocket": lambda socket: socket.on("framereceived", lambda text: self.frames.append(str(text))),
        }
        self.page = self._listened_to(context.pages[0]) if context.pages else self.tab()

    def tab(self) -> Page:
        """A new tab of the same browser, listened to like the others."""
        return self._listened_to(self.context.new_page())

    def _listened_to(self, page):
        page.set_default_timeout(PATIENCE)
        for event, ear in self._ears.items():
            page.on(event, ear)
        return page

    def settle(self, cookies) -> None:
        """Begin with these cookies, and with nothing that somebody left here before."""
        self.context.clear_cookies()
        self.context.add_cookies(cookies)
        device = self.context.new_cdp_session(self.page)
        device.send("Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": KEPT_THERE})
        device.detach()

    def rise(self, url: str) -> None:
        """Leave the browser to somebody else, with one tab, for which no script or style need be read anew."""
        kept, *others = self.context.pages or [self.tab()]
        for page in others:
            page.close()
        for event, ear in self._ears.items():
            kept.remove_listener(event, ear)
        kept.unroute_all()
        self.context.clear_cookies()  # what is still told on leaving is nobody's
        kept.goto(f"{url}/healthz")
        kept.evaluate("() => sessionStorage.clear()")

    def open(self, path: str, page: Page | None = None) -> Page:
        """Go somewhere; a page with live parts is waited for until it is live."""
        page = page or self.page
        page.goto(f"{self.url}{path}")
        return page

    def live(self, path: str, page: Page | None = None) -> Page:
        """Go to a question, and wait until what others do arrives there."""
        page = self.open(path, page)
        expect(page.locator("main")).to_have_attribute("data-live", "live")
        return page

    def expects(self, *patterns: str) -> None:
        """Name complaints that belong to the story, as regular expressions."""
        self.expected += patterns

    def unexpected(self) -> list[str]:
        """What the browser complained of so far that nobody expected."""
        self.context.cookies()
        return [said for said in self.complaints if not any(re.search(one, said) for one in self.expected)]

    def heard(self, words: str) -> bool:
        """Whether words stand in any tab's page, or came down any socket."""
        return any(words in page.content() for page in self.context.pages) or any(words in one for one in self.frames)

    def api(self, path: str):
        """What the API answers this person's browser."""
        return self.context.request.get(f"{self.url}/api/v1/{path}")

    def _said(self, message):
        if message.type == "error":
            self._complain(f"{message.text} ({message.location.get('url', '')})")

    def _answered(self, response):
        if response.status >= 500:
            self._complain(f"{response.request.method} {response.url} was answered with {response.status}")

    def _complain(self, words):
        self.complaints.append(words)


def sign_in(request: APIRequestContext, url: str, account: str) -> None:
    """Sign in as the form without script does, where signing in is not what the story is about."""
    address = f"{url}/accounts/login/"
    request.get(address)
    token = next(one["value"] for one in request.storage_state()["cookies"] if one["name"] == "csrftoken")
    form = {"csrfmiddlewaretoken": token, "login": f"{account}@demo.test", "password": PASSWORD}
    assert request.post(address, form=form).url == f"{url}/", account


def enter_password(page: Page, url: str, account: str, onward: str = "") -> None:
    """Sign in as somebody does who has a password; works without script too."""
    page.goto(f"{url}/accounts/login/{onward}")
    name_address(page, account)
    page.locator("summary", has_text="Password").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("details").get_by_role("button", name="Continue").click()


def name_address(page: Page, account: str) -> None:
    """The first step of signing in: who it is."""
    page.get_by_label("Email").fill(f"{account}@demo.test")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Choose how to sign in")).to_be_visible()


def expect_home(page: Page) -> None:
    """Signed in, what needs me is the first page."""
    expect(page).to_have_title("What needs you · Advisory")


def sideways(page: Page) -> int:
    """By how much the page is wider than its window."""
    return page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
