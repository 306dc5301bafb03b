// One call to the product's API, and what its answer means to somebody who is writing.
import { page } from "./page.js";

const TIMEOUT = 15_000;
const token = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";

const WORDS = {
  offline: "Not sent, no connection",
  later: "Not sent, the board is busy",
  signedout: "Not sent, you are signed out",
  otherseat: "Not sent, somebody else is signed in here now",
};

// Resolves always: {status, kind, data, code, message, fields, facts, wait}; kind is done, offline, later, signedout,
// otherseat (this browser belongs to somebody else by now) or refused.
export async function call(method, path, body, options = {}) {
  const verdict = await attempt(method, path, body, options);
  if (verdict.kind !== "signedout" || options.keepalive) return verdict;
  const whose = await whoIsHere();
  if (whose.me) return attempt(method, path, body, options);
  const kind = whose.other ? "otherseat" : "signedout";
  return { ...verdict, kind, message: WORDS[kind] };
}

// Whose browser this is now: another tab may have signed out and in again. For the same person the page goes on with the new token.
export async function whoIsHere() {
  try {
    const answer = await fetch(page.address, { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(TIMEOUT) });
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
    const person = drawn.querySelector("main")?.dataset.person ?? "", fresh = drawn.querySelector("meta[name=csrf-token]")?.content;
    const me = person === page.person && Boolean(fresh);
    if (me) document.querySelector("meta[name=csrf-token]").content = fresh;
    return { me, other: Boolean(person) && !me };
  } catch {
    return { me: false, other: false };
  }
}

async function attempt(method, path, body, options) {
  const sent = page.stamp || body !== undefined ? { stamp: page.stamp || undefined, ...body } : undefined;
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  if (sent !== undefined) headers["Content-Type"] = "application/json";
  const limit = AbortSignal.timeout(TIMEOUT);
  const signal = options.signal && AbortSignal.any ? AbortSignal.any([options.signal, limit]) : limit;
  try {
    const response = await fetch(`/api/v1/${path}`, {
      method, headers, signal, credentials: "same-origin", keepalive: Boolean(options.keepalive),
      body: sent === undefined ? undefined : JSON.stringify(sent),
    });
    return await understood(response);
  } catch {
    return { status: 0, kind: "offline", code: "", message: WORDS.offline, fields: {}, facts: {} };
  }
}

async function understood(response) {
  const data = await response.json().catch(() => null);
  const error = data?.error ?? {};
  const kind = foreign(response, data) ? "offline" : kindOf(response.status, error.code);
  return {
    status: response.status, kind, data, code: error.code ?? "",
    message: kind === "refused" ? error.message || "This was not accepted." : WORDS[kind] ?? "",
    fields: error.fields ?? {}, facts: error, wait: Number(response.headers.get("Retry-After")) || 0,
  };
}

// A hospital's proxy may answer in the product's place; then nothing has arrived.
function foreign(response, data) {
  const ours = response.status === 204 || (data !== null && typeof data === "object");
  return response.redirected || (response.ok && !ours);
}

// A 403 of the CSRF check: another session holds this browser now. A post that carries another seat's stamp says so itself.
function kindOf(status, code) {
  if (code === "other_seat") return "otherseat";
  if (status >= 200 && status < 300) return "done";
  if (status === 401 || (status === 403 && (!code || code === "csrf"))) return "signedout";
  if (status >= 500) return "later";
  return "refused";
}

// The page as the server draws it now, for the parts that are fetched on request.
export async function fetchPage(address = page.address) {
  try {
    const response = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok || response.redirected) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}
