// What a page gains where scripting is on; without it every page works all the same.
"use strict";

// What arrives: one stream of events, and a word for those who hear the page.
// A browser keeps six connections to a host, so only a page that is seen holds one.
const news = document.querySelector("[data-news]");
let stream = null;
function listen() {
  if (stream || document.hidden) return;
  stream = new EventSource(news.dataset.news);
  stream.addEventListener("act", () => {
    news.textContent = news.dataset.words;
    document.dispatchEvent(new CustomEvent("comity:news"));
  });
}
function rest() {
  stream?.close();
  stream = null;
}
if (news && "EventSource" in window) {
  listen();
  addEventListener("pagehide", rest);
  // Whoever comes back may have missed something.
  const back = () => { listen(); document.dispatchEvent(new CustomEvent("comity:news")); };
  addEventListener("pageshow", (event) => { if (event.persisted) back(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) rest(); else back(); });
}

// A region that names an address is fetched anew when something arrives.
document.addEventListener("comity:news", () => {
  for (const region of document.querySelectorAll("[data-fresh]")) {
    htmx.ajax("GET", region.dataset.fresh, { target: region, swap: "outerHTML", select: "#" + region.id });
  }
});

// A place for a file takes one that is dropped anywhere on its form, and shows that it would.
for (const place of document.querySelectorAll("[data-drop]")) {
  const area = place.closest("form");
  const input = place.querySelector("input[type=file]");
  const over = (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    place.classList.add("over");
  };
  area.addEventListener("dragenter", over);
  area.addEventListener("dragover", over);
  area.addEventListener("dragleave", (event) => { if (!area.contains(event.relatedTarget)) place.classList.remove("over"); });
  area.addEventListener("drop", (event) => {
    place.classList.remove("over");
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
}

// Keys: `?` shows the sheet, `g` and a letter goes to a room, `/` to the search.
const sheet = document.getElementById("keys");
let going = false;
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (going) {
    going = false;
    const link = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  if (event.key === "g") { going = true; return; }
  if (event.key === "?" && sheet) { event.preventDefault(); sheet.showModal(); }
  if (event.key === "/") {
    const search = document.querySelector("input[type=search]");
    if (search) { event.preventDefault(); search.focus(); }
  }
});
