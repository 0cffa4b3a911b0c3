"use strict";
// Runs before Streamlit's own script in the dashboard's page.

// Every page has its connection at the root; without this Streamlit tries /coverage/_stcore/health first.
window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" };

const NOTICE_DELAY = 1500; // milliseconds: who merely leaves the page, or is back at once, needs no notice

// When a connection ends, say so in the user's language (Streamlit would say it in English), and ask whether the
// user is still signed in; if not, load the page again, so that the server shows the sign-in page and comes back
// here afterwards. Once there is a connection again, whatever was clicked meanwhile is requested.
let noticeTimer = 0;
let wasLost = false;

window.WebSocket = class extends window.WebSocket {
  constructor(...parameters) {
    super(...parameters);
    this.addEventListener("open", () => {
      clearTimeout(noticeTimer);
      noticeTimer = 0;
      showConnectionNotice(false);
      if (wasLost) setTimeout(() => window.dispatchEvent(new PopStateEvent("popstate")), 300);
      wasLost = false;
    });
    this.addEventListener("close", async (event) => {
      if (event.code === 4403) return window.location.reload(); // other roles than when the page was drawn
      wasLost = true;
      noticeTimer ||= setTimeout(() => showConnectionNotice(true), NOTICE_DELAY);
      const response = await fetch("/_stcore/health").catch(() => null);
      if (response && response.status === 401) window.location.reload();
    });
  }
};

// Streamlit's own dialogue about it stays after the connection is back, and makes the page deaf to every click.
new MutationObserver(() => {
  document.querySelector('[data-testid="stDialog"] section[role="dialog"] > button')?.click();
}).observe(document, { childList: true, subtree: true });

function showConnectionNotice(isLost) {
  const notice = document.getElementById("sz-connection-notice");
  if (!notice) return;
  notice.hidden = !isLost;
  notice.textContent = isLost ? notice.dataset.message : "";
}
