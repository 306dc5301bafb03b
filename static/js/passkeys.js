// Passkeys: a form marked data-passkey asks the device before it is sent.
// "add" makes one, "use" proves one, "enter" signs in with whichever one this device offers.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));

function text(buffer) {
  const raw = Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join("");
  return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const opened = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

function forDevice({ publicKey }) {
  const asked = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  if (asked.excludeCredentials) asked.excludeCredentials = opened(asked.excludeCredentials);
  if (asked.allowCredentials) asked.allowCredentials = opened(asked.allowCredentials);
  return { publicKey: asked };
}

function forServer(made) {
  const { response } = made;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const told = Object.fromEntries(parts.filter((name) => response[name]).map((name) => [name, text(response[name])]));
  if (response.getTransports) told.transports = response.getTransports();
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response: told,
    authenticatorAttachment: made.authenticatorAttachment ?? undefined,
    clientExtensionResults: made.getClientExtensionResults(),
  };
}

function alone(options, wanted) {
  const selection = { ...options.publicKey.authenticatorSelection };
  selection.residentKey = wanted ? "required" : "discouraged";
  selection.requireResidentKey = wanted;
  if (wanted) selection.userVerification = "required";
  return { publicKey: { ...options.publicKey, authenticatorSelection: selection } };
}

async function fetched(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return (await answer.json()).request_options;
}

async function asked(form) {
  if (form.dataset.passkey === "enter") return navigator.credentials.get(forDevice(await fetched(form)));
  const options = JSON.parse(form.dataset.options);
  if (form.dataset.passkey === "use") return navigator.credentials.get(forDevice(options));
  return navigator.credentials.create(forDevice(alone(options, form.elements.passwordless.checked)));
}

async function send(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const trouble = form.querySelector("[data-passkey-trouble]");
  const button = form.querySelector("button");
  button.disabled = true;
  trouble.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(forServer(await asked(form)));
    form.submit();
  } catch {
    trouble.hidden = false;
    button.disabled = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (window.PublicKeyCredential) form.addEventListener("submit", send);
  else form.querySelectorAll("[data-scripted]").forEach((part) => { part.hidden = true; });
}
