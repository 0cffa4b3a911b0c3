// Lists that follow the arrow keys, a menu that opens on demand. Everything works without this file.
"use strict";

// A list: up and down go from record to record, down from the search into it; a click anywhere in a row opens it.
for (const table of document.querySelectorAll("[data-rows]")) {
  const links = [...table.querySelectorAll("a.row-link")];
  (document.querySelector(".search input[type=search]") ?? document.querySelector(".people-search input[type=search]"))?.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") links[0]?.focus();
  });
  table.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && links[links.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  table.addEventListener("click", (event) => {
    const link = event.target.closest("tbody tr")?.querySelector("a.row-link");
    if (link && !event.target.closest("a, button, label, input") && !String(getSelection())) link.click();
  });
}

// On a narrow screen the menu stays closed until it is opened.
const menu = document.querySelector(".menu details");
if (menu && matchMedia("(max-width: 860px)").matches) menu.open = false;

// The way back from a record leads to the list as one left it: searched, filtered, sorted, at its page.
try {
  const backLink = document.querySelector(".back a");
  const listKey = (address) => `list ${new URL(address, location).pathname}`;
  if (/^\/admin\/[\w-]+\/$/.test(location.pathname)) sessionStorage.setItem(listKey(location), location.pathname + location.search);
  else if (backLink && sessionStorage.getItem(listKey(backLink.href))) backLink.href = sessionStorage.getItem(listKey(backLink.href));
} catch { /* a browser that stores nothing leads to the whole list */ }

// The filters stay open, or closed, as one left them on this list.
const filters = document.querySelector("details.filters");
try {
  const filtersKey = `filters ${location.pathname}`;
  if (filters && sessionStorage.getItem(filtersKey)) filters.open = true;
  filters?.addEventListener("toggle", () => filters.open ? sessionStorage.setItem(filtersKey, "open") : sessionStorage.removeItem(filtersKey));
} catch { /* a browser that stores nothing closes them */ }

// Ticked rows are counted; one tick in the heading ticks the whole page.
const bulk = document.querySelector("form.bulk");
if (bulk) {
  const ticks = [...document.querySelectorAll('input[form="bulk"][name="ticked"]')];
  const all = document.querySelector("[data-tick-all]");
  const show = () => {
    const n = ticks.filter((tick) => tick.checked).length;
    bulk.querySelector("[data-ticked]").textContent = n ? ` (${n})` : "";
    all.checked = n === ticks.length;
    all.indeterminate = n > 0 && n < ticks.length;
  };
  all.hidden = false;
  all.addEventListener("change", () => { for (const tick of ticks) tick.checked = all.checked; show(); });
  for (const tick of ticks) tick.addEventListener("change", show);
  show();
}
