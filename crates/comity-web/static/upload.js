// Attachments in pieces, with progress, gone on with after a cut: tus 1.0.0, as src/tus.rs speaks it.
// Without it the form takes a file in one go.
"use strict";

const MIB = 1 << 20;
// What is sent at once: little is lost with a cut, and a large file has not too many pieces.
const piece = (size) => Math.max(4 * MIB, Math.ceil(size / 5000 / MIB) * MIB);
// Files up to this size are fingerprinted before they go; that takes them into memory.
const FINGERPRINTED = 64 * MIB;
const TRIES = 12;

const asSize = (bytes) => {
  const units = [["GiB", 1024 * MIB], ["MiB", MIB], ["KiB", 1024], ["B", 1]];
  const [unit, scale] = units.find(([, least]) => bytes >= least) ?? ["B", 1];
  return Math.floor(bytes * 10 / scale) / 10 + " " + unit;
};
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

async function fingerprint(file) {
  if (file.size > FINGERPRINTED || !window.crypto?.subtle) return "";
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Refused extends Error {
  constructor(answer) {
    let words;
    try { words = JSON.parse(answer.responseText); } catch { words = {}; }
    super([words.title, words.next].filter(Boolean).join(" "));
    this.status = answer.status;
  }
}

class Uploads {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    this.input = this.form.elements.file;
    this.start = box.querySelector("[data-start]");
    this.stop = box.querySelector("[data-stop]");
    this.bar = box.querySelector("progress");
    this.line = box.querySelector("[data-line]");
    this.said = box.querySelector("[role=status]");
    this.wrong = box.querySelector("[role=alert]");
    for (const plain of this.form.querySelectorAll("[data-plain-upload]")) plain.hidden = true;
    box.hidden = false;
    this.input.addEventListener("change", () => this.chosen());
    this.start.addEventListener("click", () => this.run(this.input.files[0]));
    this.stop.addEventListener("click", () => { this.stopped = true; this.request?.abort(); this.wake?.(); });
    addEventListener("online", () => this.wake?.());
    addEventListener("beforeunload", (event) => { if (this.running) event.preventDefault(); });
  }

  // What the house already has of this file: the same name, size and time of change.
  known(file) {
    const same = (item) => item.dataset.name === file.name && Number(item.dataset.size) === file.size
      && item.dataset.modified === String(file.lastModified);
    return [...document.querySelectorAll("#attached [data-upload]")].find(same);
  }

  chosen() {
    const file = this.input.files[0];
    const known = file && this.known(file);
    this.fail("");
    this.tell(known ? this.words("resumes", { here: asSize(Number(known.dataset.offset)) }) : "");
  }

  async run(file) {
    if (this.running) return;
    if (!file) { this.fail(this.words("choose")); this.input.focus(); return; }
    const known = this.known(file);
    const kind = this.form.elements.attach_class;
    if (!known && !kind.value) { this.fail(this.words("class")); kind.focus(); return; }
    this.begin();
    try {
      await this.send(file, known && this.box.dataset.uploads + "/" + known.dataset.upload);
      this.input.value = "";
      this.end(this.words("done", { name: file.name }));
    } catch (error) {
      this.end(this.stopped ? this.words("stopped") : "");
      if (!this.stopped) this.fail(error.message || this.words("failed"));
    }
    this.refresh();
  }

  async send(file, place) {
    place ??= await this.create(file);
    let tries = 0, at = await this.offset(place);
    if (at === null) { place = await this.create(file); at = 0; }
    while (at < file.size) {
      this.show(at, file.size);
      try {
        const end = Math.min(at + piece(file.size), file.size);
        const answer = await this.ask("PATCH", place, {
          "Content-Type": "application/offset+octet-stream", "Upload-Offset": at,
        }, file.slice(at, end), (sent) => this.show(at + sent, file.size));
        at = Number(answer.getResponseHeader("Upload-Offset"));
        tries = 0;
      } catch (error) {
        const later = !error.status || [409, 423, 429, 503].includes(error.status);
        if (this.stopped || !later || ++tries > TRIES) throw error;
        this.tell(this.words("cut"));
        await this.rest(Math.min(30, 2 ** (tries - 1)));
        at = await this.look(place, at);
        this.tell(this.words("resumes", { here: asSize(at) }));
      }
    }
  }

  async create(file) {
    const pairs = {
      filename: file.name, filetype: file.type, modified: String(file.lastModified),
      data_class: this.form.elements.attach_class.value,
      exhibit: this.form.elements.attach_exhibit.value.trim(), sha256: await fingerprint(file),
    };
    const metadata = Object.entries(pairs).filter(([, value]) => value)
      .map(([key, value]) => key + " " + base64(value)).join(",");
    const answer = await this.ask("POST", this.box.dataset.uploads, {
      "Upload-Length": file.size, "Upload-Metadata": metadata,
    });
    return answer.getResponseHeader("Location");
  }

  // How far it is; null where the house has thrown it away.
  async offset(place) {
    try {
      return Number((await this.ask("HEAD", place, {})).getResponseHeader("Upload-Offset"));
    } catch (error) {
      if (error.status === 404) return null;
      throw error.status === 401 || error.status === 403 ? new Error(this.words("signed-out")) : error;
    }
  }

  // The same after a cut: the line may not be back yet.
  async look(place, before) {
    let at = before;
    try {
      at = await this.offset(place);
    } catch (error) {
      // Signed out meanwhile, or refused for good; what else there is will pass.
      if (error.status === undefined || (error.status >= 400 && error.status < 500)) throw error;
    }
    if (at === null) throw new Error(this.words("failed"));
    return at;
  }

  ask(method, address, headers, body, progress) {
    if (this.stopped) return Promise.reject(new Error());
    return new Promise((resolve, reject) => {
      const request = this.request = new XMLHttpRequest();
      request.open(method, address);
      const all = { "Tus-Resumable": "1.0.0", "X-CSRF-Token": this.form.elements.csrf.value, ...headers };
      for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
      if (progress) request.upload.addEventListener("progress", (event) => progress(event.loaded));
      request.addEventListener("load", () =>
        request.status < 300 ? resolve(request) : reject(new Refused(request)));
      for (const cut of ["error", "abort", "timeout"]) {
        request.addEventListener(cut, () => reject(Object.assign(new Error(), { status: 0 })));
      }
      request.send(body ?? null);
    });
  }

  rest(seconds) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, seconds * 1000);
    });
  }

  words(name, values = {}) {
    const put = (text, [key, value]) => text.replace(`{${key}}`, value);
    return Object.entries(values).reduce(put, this.box.dataset["words" + name.replace(/(^|-)./g, (c) => c.at(-1).toUpperCase())]);
  }

  begin() {
    this.running = true;
    this.stopped = false;
    this.quarter = 0;
    this.fail("");
    this.input.disabled = this.start.disabled = true;
    this.stop.hidden = this.bar.hidden = this.line.hidden = false;
    this.stop.focus();
  }

  end(words) {
    this.running = false;
    const focused = document.activeElement === this.stop;
    this.input.disabled = this.start.disabled = false;
    this.stop.hidden = this.bar.hidden = this.line.hidden = true;
    if (focused) this.start.focus();
    this.tell(words);
  }

  show(at, size) {
    const share = size ? at / size : 1;
    this.bar.value = share;
    this.line.textContent = this.words("progress", { here: asSize(at), size: asSize(size) });
    // Whoever hears the page is told each quarter.
    const quarter = Math.floor(share * 4);
    if (quarter > this.quarter) { this.quarter = quarter; this.tell(this.line.textContent); }
  }

  tell(words) { this.said.textContent = words; }

  fail(words) { this.wrong.textContent = words; }

  refresh() {
    htmx.ajax("GET", location.pathname, { target: "#attached", swap: "outerHTML", select: "#attached" });
  }
}

for (const box of document.querySelectorAll("[data-uploads]")) new Uploads(box);
