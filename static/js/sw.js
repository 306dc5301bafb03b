// The service worker: keeps the product's own look and the one page that says there is no connection. Nothing of a board,
// no answer of the API and no page of anybody is ever kept on a device. What it may keep comes before this text as TOLD.
const NAME = `advisory-${TOLD.version}`;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("install", (e) => {
  self.skipWaiting();
  e.waitUntil(caches.open(NAME).then((cache) => cache.addAll([TOLD.page, ...TOLD.files])));
});

self.addEventListener("activate", (e) => e.waitUntil(begin()));

async function begin() {
  for (const name of await caches.keys()) if (name.startsWith("advisory-") && name !== NAME) await caches.delete(name);
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

// A file whose name changes with what is in it; everything else goes by without a look.
function lasting(request) {
  const { origin, pathname } = new URL(request.url);
  return request.cache !== "no-store" && origin === location.origin && pathname.startsWith(TOLD.static) && HASHED.test(pathname);
}

self.addEventListener("fetch", (e) => {
  if (e.request.method !== "GET") return;
  if (e.request.mode === "navigate") e.respondWith(page(e));
  else if (lasting(e.request)) e.respondWith(file(e.request));
});

async function page(e) {
  try {
    return (await e.preloadResponse) ?? await fetch(e.request);
  } catch {
    return (await caches.match(TOLD.page, { cacheName: NAME })) ?? Response.error();
  }
}

async function file(request) {
  const cache = await caches.open(NAME), kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.type === "basic" && !answer.redirected) cache.put(request, answer.clone()).catch(() => {});
  return answer;
}
