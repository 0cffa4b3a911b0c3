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
  menus.forEach((menu) => (menu.open = false));
  const leaves = new URL(link.href).pathname !== window.location.pathname;
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
