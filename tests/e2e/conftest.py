"""People at browsers, for every story."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import PATIENCE, Person, enter_password, expect_home

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def signed_in(browser):
    """Everybody who signed in, by product and account: done once through the real pages, then remembered."""
    states = {}

    def state(site, account):
        if (site.url, account) not in states:
            context = browser.new_context(java_script_enabled=False)
            page = context.new_page()
            enter_password(page, site.url, account)
            expect_home(page)
            states[site.url, account] = context.storage_state()
            context.close()
        return states[site.url, account]

    return state


@pytest.fixture
def sit(request, new_context, signed_in):
    """Seat somebody at a browser of their own; an unexpected complaint of any browser fails the test.

    `account=None` is somebody who has not signed in; `url` leads there another way, as over a line that can be cut.
    """
    if "site" in request.fixturenames:
        request.getfixturevalue("site")  # it is still there when the browsers are asked at the end
    seated = []

    def sit_down(site, account=None, *, url=None, **browser):
        state = signed_in(site, account) if account else None
        person = Person(new_context(storage_state=state, **{"service_workers": "block", **browser}), url or site.url)
        seated.append(person)
        return person

    yield sit_down
    assert [complaint for person in seated for complaint in person.unexpected()] == []
