// The rail follows the section in view; a link into a closed part opens it.
const links = [...document.querySelectorAll(".rail a[href^='#']")].filter((link) => document.querySelector(link.hash));

function follow(entries) {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    for (const link of links) {
      if (link.hash === `#${target.id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}

const seen = new IntersectionObserver(follow, { rootMargin: "-20% 0px -70%" });
for (const link of links) seen.observe(document.querySelector(link.hash));
