"""What axe finds on a page: everything on it, and what another light or another width can change.

Whether a text stands out axe judges once for each way of writing, which is its colour, size and weight on all that
lies behind it: pages share most of those, and judging was half of the work. Only what has passed is not asked again.

Whether a target is too small axe judges by comparing each with every other, which was half of the rest. It is asked of
those alone that measure less than the least on a side, or that something else lies on; no other can be too small.
"""

from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
SIZE = "target-size"
FOUND = """async ([runOnly, without, SIZE]) => {
  const LEAST = 24;  // CSS pixels on each side
  const TARGETS = "a[href], area[href], button, input, select, textarea, summary, audio, video, iframe, [role]";
  const CONTAINERS = ["article", "alert", "group", "list", "listitem", "log", "note", "region", "status", "tablist",
    "tabpanel", "toolbar"];  // what has one of these roles is no target itself
  const targets = [...document.querySelectorAll(TARGETS)]
    .filter((one) => !CONTAINERS.includes(one.getAttribute("role")) && one.checkVisibility())
    .map((one) => [one, one.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const doubtful = ([one, box]) => box.width < LEAST || box.height < LEAST ||
    targets.some(([other, its]) => other !== one && meet(box, its));
  const run = async (context, asked) => {
    const {violations} = await axe.run(context, {...asked, resultTypes: ["violations"], preload: false});
    return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target}`));
  };

  scrollTo({top: 0, behavior: "instant"});  // what a bar covers for now is in nobody's way
  const rules = Object.fromEntries([...without, SIZE].map((rule) => [rule, {enabled: false}]));
  const include = targets.filter(doubtful).map(([one]) => one);
  const small = include.length ? await run({include}, {runOnly: [SIZE]}) : [];
  return [...await run(document, {runOnly, rules}), ...small];
}"""
JUDGED = """async ([rules, passed]) => {
  const UNASKED = ".vh, option, :disabled, [aria-disabled=true]";  // of these axe says nothing, nor of a single sign
  const FLOATS = ["absolute", "fixed", "sticky"];  // these lie on anything, so they are known on their page alone
  const grounds = new Map([[null, ""]]), ways = new Map();
  const ground = (element) => {
    if (!grounds.has(element)) {
      const {backgroundColor, backgroundImage, opacity, position} = getComputedStyle(element);
      const colour = backgroundColor === "rgba(0, 0, 0, 0)" ? "" : backgroundColor;
      const image = backgroundImage === "none" ? "" : backgroundImage;
      const place = FLOATS.includes(position) && (!colour || /rgba|[/]/.test(colour)) ? location.pathname : "";
      const own = colour + image + place + (opacity === "1" ? "" : opacity);
      grounds.set(element, (own && `${own}<`) + ground(element.parentElement));
    }
    return grounds.get(element);
  };
  const within = (link) => {  // a link is told from the words around it
    const own = getComputedStyle(link), around = getComputedStyle(link.parentElement);
    const alone = link.textContent.trim() === link.parentElement.textContent.trim();
    return [own.textDecorationLine, own.borderBottom, own.display, around.color, around.fontWeight, alone];
  };
  const written = (element) => {
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(element), link = element.closest("a[href]");
    return [color, fontSize, fontWeight, textShadow, link ? within(link) : "", ground(element)].join(" ");
  };
  const shown = (element) =>
    element.checkVisibility({opacityProperty: true, visibilityProperty: true}) &&
    !element.closest(UNASKED) && element.textContent.trim().length !== 1 &&
    element.getBoundingClientRect().bottom > 0;

  scrollTo({top: 0, behavior: "instant"});
  const turning = () => document.getAnimations().filter((one) => one instanceof CSSTransition);
  for (let some = turning(); some.length; some = turning()) some.forEach((one) => one.finish());
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const writing = new Set(document.querySelectorAll("input:not([type=checkbox], [type=radio]), textarea, select"));
  while (texts.nextNode()) if (texts.currentNode.data.trim()) writing.add(texts.currentNode.parentElement);
  for (const element of writing) if (shown(element)) ways.set(element, written(element));
  const known = new Set(passed), fresh = [...ways.keys()].filter((element) => !known.has(ways.get(element)));
  if (!fresh.length) return {wrong: [], right: []};
  if (!window.axe) return null;
  const include = fresh.map((element) => element.closest("a[href]") ?? element);
  const asked = {runOnly: rules, elementRef: true, resultTypes: ["violations", "passes"], preload: false};
  const {violations, passes} = await axe.run({include}, asked);
  const seen = passes.filter((one) => one.id === rules[0]).flatMap((one) => one.nodes.map((node) => node.element));
  return {
    wrong: violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target}`)),
    right: violations.length ? [] : seen.map((element) => ways.get(element)).filter(Boolean),
  };
}"""
_passed = set()


def found(page: Page) -> list[str]:
    """What is wrong with a page as it looks now."""
    return found_but_in_colours(page) + found_in_colours(page)


def found_in_colours(page: Page) -> list[str]:
    """The same where only its colours have changed."""
    told = page.evaluate(JUDGED, [COLOURS, [*_passed]])
    if told is None:
        page.evaluate(AXE)
        return found_in_colours(page)
    _passed.update(told["right"])
    return told["wrong"]


def found_but_in_colours(page: Page) -> list[str]:
    """The same where only its layout has."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(FOUND, [STANDARDS, COLOURS, SIZE])


def found_light_and_dark(page: Page) -> list[str]:
    """What is wrong with a page in both lights."""
    page.emulate_media(color_scheme="light")
    light = found(page)
    page.emulate_media(color_scheme="dark")
    dark = found_in_colours(page)
    page.emulate_media(color_scheme="light")
    return light + dark
