// One call to the product's API, and what its answer means to somebody who is writing.
import { page } from "./page.js";

const TIMEOUT = 15_000;
const token = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";

const WORDS = {
  offline: "Not sent, no connection",
  later: "Not sent, the board is busy",
  signedout: "Not sent, you are signed out",
};

// Resolves always: {status, kind, data, code, message, fields, facts, wait}; kind is done, offline, later, signedout or refused.
export async function call(method, path, body, options = {}) {
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

// A 403 without words of the product's own is the CSRF check: another session holds this browser now.
function kindOf(status, code) {
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
