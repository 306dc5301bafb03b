"""People at browsers, for every story."""

from collections import defaultdict

import pytest
from playwright.sync_api import expect

from tests.e2e.people import PATIENCE, Person, sign_in

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def signed_in(browser):
    """The cookies of everybody who signed in, by product and account: asked for once, then remembered."""
    kept = {}

    def cookies(site, account):
        if (site.url, account) not in kept:
            context = browser.new_context()
            sign_in(context.request, site.url, account)
            kept[site.url, account] = context.cookies()
            context.close()
        return kept[site.url, account]

    return cookies


@pytest.fixture(scope="session")
def seats():
    """Browsers that people have left, by their kind: scripts and styles are there already, nobody's own things are."""
    return defaultdict(list)


@pytest.fixture
def sit(request, browser, seats, signed_in):
    """Seat somebody at a browser of their own; an unexpected complaint of any browser fails the test.

    `account=None` is somebody who has not signed in; `url` leads there another way, as over a line that can be cut;
    `last` is a browser that cannot be left as it was.
    """
    if "site" in request.fixturenames:
        request.getfixturevalue("site")  # it is still there when the browsers are asked at the end
    seated = []

    def sit_down(site, account=None, *, url=None, last=False, **kind):
        cookies, left = signed_in(site, account) if account else (), seats[str(sorted(kind.items()))]
        context = left.pop() if left else browser.new_context(**{"service_workers": "block", **kind})
        person = Person(context, url or site.url)
        person.settle(cookies)
        seated.append((person, site, None if last else left))
        return person

    yield sit_down
    complaints = [complaint for person, *_ in seated for complaint in person.unexpected()]
    for person, site, left in seated:
        if left is None:
            person.context.close()
        else:
            person.rise(site.url)
            left.append(person.context)
    assert complaints == []
