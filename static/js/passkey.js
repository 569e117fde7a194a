// Signs in with the phone's own lock, or makes a key for it. What has data-passkey stays hidden where no phone can.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function understood({ publicKey }) {
  const key = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (key[list]) key[list] = key[list].map((each) => ({ ...each, id: bytes(each.id) }));
  }
  return { publicKey: key };
}

function written(credential) {
  const { response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: parts,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function optionsOf(form) {
  if (form.dataset.passkey === "create") return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  return (await answer.json()).options;
}

async function use(event) {
  const form = event.currentTarget;
  if (form.elements.credential.value) return;
  event.preventDefault();
  try {
    const credential = await navigator.credentials[form.dataset.passkey](understood(await optionsOf(form)));
    form.elements.credential.value = written(credential);
    form.submit();
  } catch {
    form.querySelector("button").focus(); // she thought better of it, or the phone did: the code is still there
  }
}

if (await window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.()) {
  for (const one of document.querySelectorAll("[data-passkey]")) {
    if (one.matches("form")) one.addEventListener("submit", use);
    one.hidden = false;
  }
}
