// Lists that follow the arrow keys, a menu that waits. Everything works without this file.
"use strict";

// A list: up and down go from record to record, down from the search into it; a click anywhere in a row opens it.
for (const table of document.querySelectorAll("[data-rows]")) {
  const links = [...table.querySelectorAll("a.opens")];
  document.querySelector(".search input[type=search]")?.addEventListener("keydown", (event) => {
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
    const link = event.target.closest("tbody tr")?.querySelector("a.opens");
    if (link && !event.target.closest("a, button") && !String(getSelection())) link.click();
  });
}

// On a narrow screen the menu waits until it is asked for.
const menu = document.querySelector(".menu details");
if (menu && matchMedia("(max-width: 860px)").matches) menu.open = false;

// The way back from a record leads to the list as one left it: searched, filtered, sorted, at its page.
try {
  const back = document.querySelector(".back a");
  const left = (address) => `list ${new URL(address, location).pathname}`;
  if (/^\/admin\/[\w-]+\/$/.test(location.pathname)) sessionStorage.setItem(left(location), location.pathname + location.search);
  else if (back && sessionStorage.getItem(left(back.href))) back.href = sessionStorage.getItem(left(back.href));
} catch { /* a browser that keeps nothing leads to the whole list */ }

// The filters stay open, or closed, as one left them on this list.
const filters = document.querySelector("details.filters");
try {
  const name = `filters ${location.pathname}`;
  if (filters && sessionStorage.getItem(name)) filters.open = true;
  filters?.addEventListener("toggle", () => filters.open ? sessionStorage.setItem(name, "open") : sessionStorage.removeItem(name));
} catch { /* a browser that keeps nothing closes them */ }
