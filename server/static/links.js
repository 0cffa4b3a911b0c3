"use strict";
// A link with data-go leads to another page or filter without loading everything again.
// Streamlit follows the address as it does when somebody goes back or forward.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  const wantsAnotherTab = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || wantsAnotherTab || link.origin !== window.location.origin) return;
  event.preventDefault();
  window.history.pushState({}, "", link.href);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
});
