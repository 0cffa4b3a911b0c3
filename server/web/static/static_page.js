"use strict";
// The server sends a page with its content as HTML, so that it can be read before Streamlit has started. Once Streamlit
// has drawn the same page to its foot, that copy is taken away; where one reads, and what is focused, stays so.

const STATIC_PAGE = "static-page";
const ID_PREFIX = "static-";

function staticPage() {
  return document.getElementById(STATIC_PAGE);
}

function replaceStaticPage() {
  const main = document.querySelector('[data-testid="stMain"]');
  if (!staticPage() || !main?.querySelector(".sz-version, .sz-notice")) return;
  const readTo = window.scrollY;
  const focused = staticPage().contains(document.activeElement) ? document.activeElement.id : "";
  staticPage().remove();
  main.scrollTop = readTo;
  if (focused.startsWith(ID_PREFIX)) {
    rememberFocus(focused.slice(ID_PREFIX.length), null); // Streamlit may draw the control once more
    restoreFocus();
  }
  staticPageObserver.disconnect();
}

const staticPageObserver = new MutationObserver(replaceStaticPage);
staticPageObserver.observe(document, { childList: true, subtree: true });
