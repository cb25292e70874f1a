// Asks the browser for a passkey, and sends its answer with the form that wants one.
// Without script the form stays hidden, and the page says what else there is.
"use strict";
{
  const read = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const write = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (keys) => keys?.map((key) => ({ ...key, id: read(key.id) }));

  // The challenge comes with the page, or is asked for when the button is pressed.
  async function asked(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
    const csrf = form.elements.csrf;
    const body = new URLSearchParams(csrf ? { csrf: csrf.value } : {});
    const answer = await fetch(form.dataset.begin, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.statusText);
    return (await answer.json()).publicKey;
  }

  async function made(publicKey) {
    const { challenge, user, excludeCredentials } = publicKey;
    const key = await navigator.credentials.create({ publicKey: {
      ...publicKey,
      challenge: read(challenge),
      user: { ...user, id: read(user.id) },
      excludeCredentials: named(excludeCredentials) ?? [],
    } });
    const { attestationObject, clientDataJSON } = key.response;
    return told(key, { attestationObject: write(attestationObject), clientDataJSON: write(clientDataJSON) });
  }

  async function found(publicKey) {
    const { challenge, allowCredentials } = publicKey;
    const key = await navigator.credentials.get({ publicKey: {
      ...publicKey,
      challenge: read(challenge),
      allowCredentials: named(allowCredentials) ?? [],
    } });
    const { authenticatorData, clientDataJSON, signature, userHandle } = key.response;
    return told(key, {
      authenticatorData: write(authenticatorData),
      clientDataJSON: write(clientDataJSON),
      signature: write(signature),
      userHandle: userHandle ? write(userHandle) : null,
    });
  }

  const told = (key, response) => JSON.stringify({ id: key.id, rawId: write(key.rawId), type: key.type, response, extensions: {} });

  async function send(form) {
    const failed = form.querySelector("[data-passkey-failed]");
    const button = form.querySelector("button");
    failed.hidden = true;
    button.disabled = true;
    try {
      const options = await asked(form);
      form.elements.answer.value = await (form.dataset.passkey === "create" ? made(options) : found(options));
      form.submit();
    } catch {
      // Turned away by the person, the browser or the key: which one, the browser does not say.
      failed.hidden = false;
    } finally {
      button.disabled = false;
    }
  }

  if (window.PublicKeyCredential && navigator.credentials) {
    for (const form of document.querySelectorAll("form[data-passkey]")) {
      form.hidden = false;
      form.addEventListener("submit", (event) => { event.preventDefault(); send(form); });
    }
    for (const other of document.querySelectorAll("[data-passkey-or]")) other.hidden = false;
    for (const notice of document.querySelectorAll("[data-no-passkeys]")) notice.hidden = true;
  }
}
