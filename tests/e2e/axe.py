"""What axe finds on a page: everything on it, and what another light or another width can change.

Whether words can be read depends on their colour, their size and the ground beneath them: of all words on a page that
are alike in these, the first two are asked, and none where such passed on a page before; each would take twice as long.
"""

from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALIKE = 2
FOUND = """async ([standards, colours, alike, known]) => {
  scrollTo({top: 0, behavior: "instant"});  // what a bar covers for now is in nobody's way
  const grounds = new Map();
  const groundOf = (one) => {
    if (!one) return "";
    if (!grounds.has(one)) {
      const {backgroundColor, backgroundImage, opacity} = getComputedStyle(one), beneath = groundOf(one.parentElement);
      const own = [backgroundColor, backgroundImage, opacity].join();
      grounds.set(one, own === "rgba(0, 0, 0, 0),none,1" ? beneath : `${own} ${beneath}`);
    }
    return grounds.get(one);
  };
  const written = (one) => (one.matches("input:not([type=checkbox], [type=radio], [type=file]), select, textarea")
      || [...one.childNodes].some((part) => part.nodeType === Node.TEXT_NODE && part.data.trim()))
    && one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length > 0;
  const lookOf = (one) => {
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(one);
    const dull = one.matches(":disabled, [aria-disabled=true] *, [aria-disabled=true]");
    return [dull, color, fontSize, fontWeight, textShadow, groundOf(one)].join();
  };
  const short = (words) => {
    let [one, two] = [7, 11];
    for (const letter of words) {
      one = Math.imul(one ^ letter.charCodeAt(0), 0x9e3779b1);
      two = Math.imul(two ^ letter.charCodeAt(0), 0x5f356495) ^ (one >>> 13);
    }
    return `${one.toString(36)}.${two.toString(36)}`;
  };
  const looks = new Map(), seen = new Set(known);
  const note = (one, look) => {
    const name = short(look), asked = looks.get(name) ?? [];
    if (!seen.has(name) && asked.length < alike) looks.set(name, [...asked, one]);
  };
  if (colours) {
    for (const one of [...document.body.querySelectorAll("*")].filter(written)) note(one, lookOf(one));
    for (const one of document.querySelectorAll(":is(p, li, dd, td, span) a[href]")) {
      if (!written(one)) continue;
      const {textDecorationLine, borderBottomWidth} = getComputedStyle(one);
      note(one, [lookOf(one), textDecorationLine, borderBottomWidth, "in", lookOf(one.parentElement)].join());
    }
  }
  const ask = (context, runOnly, rules = {}) => axe.run(
    context, {runOnly, rules, resultTypes: ["violations", "passes"], elementRef: true, preload: false});
  const off = {"color-contrast": {enabled: false}, "link-in-text-block": {enabled: false}};
  const told = standards ? [await ask(document, standards, off)] : [];
  const words = [...looks.values()].flat();
  if (words.length) told.push(await ask({include: words}, ["color-contrast", "link-in-text-block"]));
  const complaints = told.flatMap(({violations}) => violations);
  const passes = words.length ? told.at(-1).passes.flatMap(({nodes}) => nodes.map(({element}) => element)) : [];
  const passed = [...looks].filter(([, ones]) => ones.some((one) => passes.includes(one))).map(([name]) => name);
  return [complaints.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target}`)), passed];
}"""


class Axe:
    """Somebody who looks with axe at one page after another."""

    def __init__(self):
        self.known = set()

    def found(self, page: Page, *, but_colours=False, colours_alone=False) -> list[str]:
        """What is wrong with a page as it looks now; where only its colours or only its layout changed, with these."""
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE)
        asked = [None if colours_alone else STANDARDS, not but_colours, ALIKE, sorted(self.known)]
        complaints, passed = page.evaluate(FOUND, asked)
        self.known.update(passed)
        return complaints


def found(page: Page) -> list[str]:
    """What is wrong with one page."""
    return Axe().found(page)


def found_light_and_dark(page: Page) -> list[str]:
    """The same in both lights."""
    axe = Axe()
    page.emulate_media(color_scheme="light")
    light = axe.found(page)
    page.emulate_media(color_scheme="dark")
    return light + axe.found(page, colours_alone=True)
