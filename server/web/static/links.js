"use strict";
// Links inside the dashboard (data-go) change the address and let the open connection draw the page again:
// a third of a second instead of loading Streamlit anew. Without this script they are ordinary links.

document.addEventListener("click", (event) => {
  const menus = document.querySelectorAll("details.sz-menu[open]");
  menus.forEach((menu) => menu.contains(event.target) || (menu.open = false));
  const link = event.target.closest?.("a[data-go]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !plain) return;
  event.preventDefault();
  const menu = link.closest("details.sz-menu");
  menus.forEach((menu) => (menu.open = false));
  const leaves = new URL(link.href).pathname !== window.location.pathname;
  keepFocus(menu?.querySelector("summary").id || link.id);
  window.history.pushState(null, "", link.href);
  window.dispatchEvent(new PopStateEvent("popstate"));
  if (leaves) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.sz-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Links that change something (data-post: language, sign-out) are sent as a form. Without this script they lead to
// a page with a button.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-post]");
  if (!link) return;
  event.preventDefault();
  const form = document.createElement("form");
  form.method = "post";
  form.action = link.href;
  document.body.append(form);
  form.submit();
});

// The way past the frame.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".sz-skip")) return;
  event.preventDefault();
  answer()?.focus();
});

function answer() {
  return document.querySelector("#answer, .sz-notice h1");
}

// A choice draws the page anew, and the control that was used goes with the old one. Until the person does something
// else, focus is given to the control of the same id in the new page; when there is none (a region of a table, once
// that region is entered), to the answer.
let kept = null;

function keepFocus(id) {
  kept = { id, from: drawn()?.dataset.address };
}

for (const act of ["keydown", "pointerdown"]) document.addEventListener(act, () => (kept = null), true);

function drawn() {
  return document.querySelector("[data-address]");
}

function giveFocus() {
  if (!kept) return;
  const active = document.activeElement;
  const isNew = drawn()?.dataset.address !== kept.from;
  if (!isNew || (active !== document.body && active?.isConnected)) return;
  const control = kept.id && document.getElementById(kept.id);
  (control || answer())?.focus({ preventScroll: Boolean(control) });
}

// After each drawing: focus, what a screen reader is told, and the whole address, so that a copied one means the
// same to a colleague. A page that could not be shown keeps the address that was asked for.
function settle() {
  giveFocus();
  const frame = drawn();
  if (!frame) return;
  const spoken = document.getElementById("sz-spoken");
  if (spoken && spoken.textContent !== frame.dataset.spoken) spoken.textContent = frame.dataset.spoken;
  const here = new URLSearchParams(window.location.search);
  const whole = new URL(frame.dataset.address, window.location.origin);
  const isShort = !here.has("region") || !here.has("period");
  if (isShort && whole.pathname === window.location.pathname && document.getElementById("answer"))
    window.history.replaceState(window.history.state, "", frame.dataset.address);
}

let settling = 0;
new MutationObserver(() => {
  cancelAnimationFrame(settling);
  settling = requestAnimationFrame(settle);
}).observe(document, { childList: true, subtree: true });

// On paper every sheet says what it is about, who printed it and where it came from; definitions stand open.
const opened = [];

window.addEventListener("beforeprint", () => {
  const says = (text) => JSON.stringify(text).replaceAll("<", "\\3c ");
  const person = document.getElementById("person")?.textContent ?? "";
  const style = document.getElementById("sz-sheet") || document.head.appendChild(document.createElement("style"));
  style.id = "sz-sheet";
  style.textContent = `@page {
    @top-left { content: ${says(document.title)}; font-size: 9pt; }
    @bottom-left { content: ${says(`${person} · ${window.location.href}`)}; font-size: 7pt; }
    @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; }
  }`;
  opened.push(...document.querySelectorAll("details.sz-definition:not([open])"));
  opened.forEach((details) => (details.open = true));
});

window.addEventListener("afterprint", () => {
  opened.splice(0).forEach((details) => (details.open = false));
});
