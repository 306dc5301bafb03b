"""What people do on the page of a question, by the controls that they see."""

import re

from playwright.sync_api import Locator, Page, TimeoutError, expect

SOON = 5_000
NOTE_CLICK = "() => addEventListener('click', () => sessionStorage.setItem('clicked', Date.now()), {capture: true})"
WATCH = """(words) => {
  window.seen = new Promise((done) => {
    const look = () => {
      const bodies = [...document.querySelectorAll(".post > .body")];
      if (!bodies.some((body) => body.textContent.includes(words) && body.checkVisibility())) return;
      watcher.disconnect();
      done(Date.now());
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document.body, {childList: true, subtree: true});
    look();
  });
  return null;
}"""


def post(page: Page, words: str) -> Locator:
    """The one post in which somebody says this."""
    return page.locator(".post", has_text=words)


def thread(page: Page, words: str) -> Locator:
    """The answer in which somebody says this, with all its replies."""
    return page.locator(".thread", has_text=words)


def shown(page: Page) -> list[str]:
    """The words of all posts, as they stand one below the other."""
    return page.locator(".post > .body").all_inner_texts()


def write_answer(page: Page, words: str) -> None:
    """Fill in the answer that the question asks for first."""
    page.get_by_role("textbox", name="Your answer").fill(words)


def send_answer(page: Page) -> None:
    """Post the answer that is filled in."""
    page.get_by_role("button", name="Post answer").click()


def answer(page: Page, words: str) -> Locator:
    """Answer a question, and wait until the answer stands among the others."""
    write_answer(page, words)
    send_answer(page)
    expect(post(page, words)).to_be_visible()
    expect(page.locator(".gate")).to_have_count(0)
    expect(page.locator("main")).to_have_attribute("data-live", "live")
    return post(page, words)


def add_answer(page: Page, words: str) -> Locator:
    """Add one more answer to a question that one has answered, or a thread as staff."""
    closed = page.locator("details[data-writing]:not([open]) > summary")
    if closed.count():
        closed.click()
    form = page.locator("details[data-writing] form")
    form.get_by_role("textbox").fill(words)
    send(form)
    sent = post(page, words)
    expect_posted(sent)
    return sent


def alias_of(page: Page) -> str:
    """The name under which others see me on a blinded question."""
    return page.locator("form[data-composer] strong").first.text_content()


def change(mine: Locator, words: str) -> None:
    """Change one of my own posts, and save it."""
    mine.get_by_role("link", name="Edit").click()
    form = mine.locator("form[data-kind=edit]")
    form.get_by_role("textbox").fill(words)
    form.get_by_role("button", name="Save changes").click()
    expect(form).to_have_count(0)


def show_change(theirs: Locator) -> None:
    """A post that changes while it is read keeps its words until its reader asks for the new ones."""
    theirs.get_by_role("button", name="Edited. Show").click()


def begin_reply(page: Page, to: str, words: str) -> Locator:
    """Open the field under an answer and type; staff write probes there."""
    answered, form = post(page, to), thread(page, to).locator("form[data-kind=reply]")
    name = "Reply" if page.locator("html[data-role=advisor]").count() else "Probe"
    _press(answered, name)
    try:
        form.wait_for(timeout=SOON)
    except TimeoutError:
        _press(answered, name)  # what arrived meanwhile had moved it from under the finger
    form.get_by_role("textbox").fill(words)
    return form


def _press(answered, name):
    answered.hover()
    answered.get_by_role("link", name=name).click()


def send(form: Locator) -> None:
    """Send what stands in a field."""
    form.locator("button.primary").click()


def reply(page: Page, to: str, words: str) -> Locator:
    """Reply to an answer, and wait until it is posted."""
    send(begin_reply(page, to, words))
    sent = post(page, words)
    expect_posted(sent)
    return sent


def expect_posted(sent: Locator) -> None:
    """A post that has arrived says so by its time instead of "Sending", and has its place."""
    expect(sent.locator("time")).to_be_visible()
    expect(sent).to_have_attribute("data-order", re.compile(r"\d"))


def stay(*pages: Page) -> None:
    """Note on pages that from now on they are not loaded again."""
    for page in pages:
        page.evaluate("() => { window.stays = true }")


def expect_arrived(page: Page, words: str) -> None:
    """Words came into sight on a page that stayed."""
    expect(post(page, words)).to_be_visible()
    assert page.evaluate("() => window.stays")


def seconds_to_reach(sender: Page, receiver: Page, to: str, words: str) -> float:
    """How long a reply takes from the press of its button into somebody else's sight."""
    sender.evaluate(NOTE_CLICK)
    receiver.evaluate(WATCH, words)
    reply(sender, to, words)
    seen = receiver.evaluate("() => window.seen")
    return (seen - int(sender.evaluate("() => sessionStorage.getItem('clicked')"))) / 1000
