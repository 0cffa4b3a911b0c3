"use strict";
// Links inside the dashboard (data-navigate) change the address and let the open connection draw the page again:
// a third of a second instead of loading Streamlit anew. Without this script they are ordinary links.

document.addEventListener("click", (event) => {
  const menus = document.querySelectorAll("details.sz-menu[open]");
  menus.forEach((menu) => menu.contains(event.target) || (menu.open = false));
  const link = event.target.closest?.("a[data-navigate]");
  const isPlainClick = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !isPlainClick) return;
  event.preventDefault();
  const menu = link.closest("details.sz-menu");
  menus.forEach((menu) => (menu.open = false));
  const isOtherPage = new URL(link.href).pathname !== window.location.pathname;
  rememberFocus(menu?.querySelector("summary").id || link.id);
  goTo(link.href);
  if (isOtherPage) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
});

// The address that the page was drawn for when another one was asked for: until it is drawn, nothing is written.
let addressLeft = null;

function goTo(address) {
  if (staticPage()) return window.location.assign(address); // Streamlit has not started
  const requested = addChange(address);
  addressLeft = regionAndPeriod()?.dataset.address;
  window.history.pushState(null, "", requested);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

// Links of a page are made for the address it was drawn for. Who presses a second one before the page is drawn anew
// means both: what the link changes is changed in the address that was requested first.
function addChange(address) {
  const drawn = regionAndPeriod()?.dataset.address;
  const link = new URL(address, window.location.origin);
  const requested = new URL(window.location.href);
  const before = new URL(drawn ?? "", window.location.origin);
  if (!drawn || drawn !== addressLeft || requested.pathname !== before.pathname) return link.href;
  for (const name of new Set([...before.searchParams.keys(), ...link.searchParams.keys()])) {
    const value = link.searchParams.get(name);
    if (value === before.searchParams.get(name)) continue;
    if (value === null) requested.searchParams.delete(name);
    else requested.searchParams.set(name, value);
  }
  requested.pathname = link.pathname;
  requested.hash = link.hash;
  return requested.href;
}

// A form inside the dashboard leads to the page with what was entered in its address.
document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("form[data-navigate]");
  if (!form) return;
  event.preventDefault();
  const entered = [...new FormData(form)].filter(([, value]) => value !== "");
  rememberFocus(form.querySelector("[type=search]").id);
  goTo(`${form.action}?${new URLSearchParams(entered)}`);
});

// Ctrl+K: the search field of the header.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
  const field = document.querySelector("#header-search, #static-header-search");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
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

// The skip link: past the header to the headline.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".sz-skip")) return;
  event.preventDefault();
  headline()?.focus();
});

function headline() {
  return document.querySelector("#headline, .sz-notice h1");
}

// A choice draws the page anew, and the control that was used goes with the old one. Until the user does something
// else, focus is given to the control of the same id in the new page; when there is none (a region of a table, once
// that region is entered), to the headline.
let pendingFocus = null;

function rememberFocus(id, address = regionAndPeriod()?.dataset.address) {
  pendingFocus = { id, address };
}

for (const type of ["keydown", "pointerdown"]) document.addEventListener(type, () => (pendingFocus = null), true);

function regionAndPeriod() {
  return document.querySelector("[data-address]");
}

function restoreFocus() {
  if (!pendingFocus) return;
  const active = document.activeElement;
  const isNew = regionAndPeriod()?.dataset.address !== pendingFocus.address;
  if (!isNew || (active !== document.body && active?.isConnected)) return;
  const control = pendingFocus.id && document.getElementById(pendingFocus.id);
  (control || headline())?.focus({ preventScroll: Boolean(control) });
}

// On a phone the pages stand in a row that scrolls: the one that is open is in sight, until the reader moves the row.
function showCurrentPage(row) {
  const current = row.querySelector("[aria-current]");
  if (!current || "moved" in row.dataset) return;
  const place = current.getBoundingClientRect();
  const frame = row.getBoundingClientRect();
  if (place.left >= frame.left && place.right <= frame.right) return;
  row.scrollLeft += (place.left + place.right - frame.left - frame.right) / 2;
}

for (const type of ["pointerdown", "wheel"])
  document.addEventListener(type, (event) => {
    const row = event.target.closest?.(".sz-pages");
    if (row) row.dataset.moved = "";
  });

// After each drawing: focus, what a screen reader announces, and the full address, so that a copied one means the
// same to a colleague. A page that could not be shown keeps the address that was requested.
function updateAfterDrawing() {
  restoreFocus();
  document.querySelectorAll(".sz-pages").forEach(showCurrentPage);
  const header = regionAndPeriod();
  if (!header) return;
  const liveRegion = document.getElementById("sz-live-region");
  const { announcement } = header.dataset;
  if (liveRegion && liveRegion.textContent !== announcement) liveRegion.textContent = announcement;
  const params = new URLSearchParams(window.location.search);
  const fullUrl = new URL(header.dataset.address, window.location.origin);
  const isShort = ["region", "period", "level"].some((name) => !params.has(name));
  const isDrawn = header.dataset.address !== addressLeft;
  const isSame = [...params].every(([name, value]) => fullUrl.searchParams.get(name) === value);
  if (isShort && (isDrawn || isSame) && fullUrl.pathname === window.location.pathname && document.getElementById("headline"))
    window.history.replaceState(window.history.state, "", header.dataset.address);
}

let scheduledUpdate = 0;
new MutationObserver(() => {
  cancelAnimationFrame(scheduledUpdate);
  scheduledUpdate = requestAnimationFrame(updateAfterDrawing);
}).observe(document, { childList: true, subtree: true });

document.addEventListener("click", (event) => event.target.closest?.("[data-print]") && window.print());

// On paper every sheet says what it is about, who printed it and where it came from; definitions stand open.
const openedDefinitions = [];

window.addEventListener("beforeprint", () => {
  const cssString = (text) => JSON.stringify(text).replaceAll("<", "\\3c ");
  const user = document.getElementById("user-menu")?.textContent ?? "";
  const style = document.getElementById("sz-print-style") || document.head.appendChild(document.createElement("style"));
  style.id = "sz-print-style";
  style.textContent = `@page {
    @top-left { content: ${cssString(document.title)}; font-size: 9pt; }
    @bottom-left { content: ${cssString(`${user} · ${window.location.href}`)}; font-size: 7pt; }
    @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; }
  }`;
  openedDefinitions.push(...document.querySelectorAll("details.sz-definition:not([open])"));
  openedDefinitions.forEach((details) => (details.open = true));
});

window.addEventListener("afterprint", () => {
  openedDefinitions.splice(0).forEach((details) => (details.open = false));
});
