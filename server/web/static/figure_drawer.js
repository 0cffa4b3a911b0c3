"use strict";
// A figure (a[data-figure]) leads to its own page. Inside the dashboard that page opens as a drawer beside what one
// reads: a native dialog, so that Esc closes it, Tab stays in it, and focus returns to the figure. Without this script
// the links are ordinary ones.

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-figure]");
  const isPlainClick = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !isPlainClick) return;
  event.preventDefault();
  openFigure(link.href, link);
});

async function openFigure(address, link) {
  const response = await fetch(address).catch(() => null);
  if (!response || response.redirected) return window.location.assign(address); // signed out, or no connection
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const article = page.querySelector("article.sz-figure");
  if (!article) return window.location.assign(address);
  const drawer = figureDrawer();
  drawer.querySelector(".sz-drawer-content").replaceChildren(document.adoptNode(article));
  drawer.setAttribute("aria-labelledby", article.getAttribute("aria-labelledby") ?? "");
  drawer.opener = link;
  if (!drawer.open) drawer.showModal();
  drawer.scrollTop = 0;
  article.querySelector("h1")?.focus();
}

function figureDrawer() {
  let drawer = document.getElementById("sz-drawer");
  if (drawer) return drawer;
  drawer = document.createElement("dialog");
  drawer.id = "sz-drawer";
  drawer.className = "sz-drawer stHtml";
  const close = document.createElement("button");
  close.className = "sz-drawer-close";
  close.textContent = "×";
  close.setAttribute("aria-label", document.documentElement.lang.startsWith("zh") ? "关闭" : "Close");
  close.addEventListener("click", () => drawer.close());
  const content = document.createElement("div");
  content.className = "sz-drawer-content";
  drawer.append(close, content);
  drawer.addEventListener("click", (event) => event.target === drawer && drawer.close()); // beside it
  drawer.addEventListener("close", () => {
    const address = drawer.opener?.getAttribute("href");
    const links = [drawer.opener, ...document.querySelectorAll("a[data-figure]")]; // the page may be drawn anew
    links.find((link) => link?.isConnected && link.getAttribute("href") === address)?.focus();
  });
  return document.body.appendChild(drawer);
}

// Copies a citation. Where the browser keeps the clipboard closed (no https), the sentence is selected for Ctrl+C.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-copy]");
  if (!button) return;
  const sentence = document.getElementById(button.dataset.copy);
  const isCopied = await navigator.clipboard?.writeText(sentence.textContent).then(() => true, () => false);
  if (!isCopied) {
    window.getSelection().selectAllChildren(sentence);
    if (!document.execCommand("copy")) return;
  }
  const name = button.textContent;
  button.textContent = button.dataset.copied;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => (button.textContent = name), 2000);
});
