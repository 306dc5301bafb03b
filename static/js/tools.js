// The moderator's tools are drawn once for the page: a post has its copy from when it is pointed at, stepped into or asked for by a key.
import { $, $$, fromTemplate } from "./page.js";

// Each tool says for which posts it is, and where it leads as seen from the page of all that can be done with one.
export function equip(post) {
  const opener = post && $(":scope > footer > [data-modopen]", post), tools = opener && fromTemplate("modtools");
  if (!tools || $(":scope > .modtools", post)) return post;
  const home = new URL(opener.getAttribute("href"), location.href), name = $(":scope > header [data-only=other]", post);
  tools.setAttribute("aria-label", `Moderate the post by ${name.textContent}`);
  for (const one of $$("[data-for]", tools)) if (!post.matches(one.dataset.for)) one.remove();
  for (const one of $$("[href]", tools)) one.setAttribute("href", new URL(one.getAttribute("href"), home));
  for (const one of $$("[formaction]", tools)) one.setAttribute("formaction", new URL(one.getAttribute("formaction"), home));
  $("[data-act=probe]", tools)?.setAttribute("href", $("[data-act=reply]", post).getAttribute("href").replace("#", "&kind=probe#"));
  post.append(tools);
  return post;
}

const near = (one) => one.closest?.(".post") ?? (one.matches?.(".thread") ? $(":scope > .post", one) : null);

export function listen() {
  if (!document.getElementById("modtools")) return;
  for (const met of ["pointerover", "focusin"]) document.addEventListener(met, (e) => equip(near(e.target)));
  document.addEventListener("click", (e) => {
    const opener = e.target.closest("[data-modopen]");
    if (!opener || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    equip(opener.closest(".post"));
    opener.setAttribute("aria-expanded", opener.getAttribute("aria-expanded") !== "true");
  });
}
