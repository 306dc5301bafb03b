"""What axe finds on a page: everything on it, and what another light or another width can change."""

from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
FOUND = """async ([runOnly, without]) => {
  scrollTo({top: 0, behavior: "instant"});  // what a bar covers for now is in nobody's way
  const rules = Object.fromEntries(without.map((rule) => [rule, {enabled: false}]));
  const {violations} = await axe.run(document, {runOnly, rules, resultTypes: ["violations"], preload: false});
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target}`));
}"""


def found(page: Page) -> list[str]:
    """What is wrong with a page as it looks now."""
    return _found(page, STANDARDS)


def found_in_colours(page: Page) -> list[str]:
    """The same where only its colours have changed."""
    return _found(page, COLOURS)


def found_but_in_colours(page: Page) -> list[str]:
    """The same where only its layout has."""
    return _found(page, STANDARDS, COLOURS)


def found_light_and_dark(page: Page) -> list[str]:
    """What is wrong with a page in both lights."""
    page.emulate_media(color_scheme="light")
    light = found(page)
    page.emulate_media(color_scheme="dark")
    return light + found_in_colours(page)


def _found(page, only, without=()):
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(FOUND, [only, list(without)])
