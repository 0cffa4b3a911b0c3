"use strict";
// Runs before Streamlit's own script in the dashboard's page.

// Every page has its connection at the root; without this Streamlit tries /coverage/_stcore/health first.
window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" };

const PATIENCE = 1500; // milliseconds: who merely leaves the page, or is back at once, need not be told

// When a connection ends, say so in the person's language (Streamlit would say it in English), and ask whether the
// person is still signed in; if not, load the page again, so that the front door shows the sign-in page and comes
// back here afterwards. Once there is a connection again, whatever was clicked meanwhile is asked for.
let telling = 0;
let lost = false;

window.WebSocket = class extends window.WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("open", () => {
      clearTimeout(telling);
      telling = 0;
      tell(false);
      if (lost) setTimeout(() => window.dispatchEvent(new PopStateEvent("popstate")), 300);
      lost = false;
    });
    this.addEventListener("close", async (event) => {
      if (event.code === 4403) return window.location.reload(); // other roles than when the page was drawn
      lost = true;
      telling ||= setTimeout(() => tell(true), PATIENCE);
      const answer = await fetch("/_stcore/health").catch(() => null);
      if (answer && answer.status === 401) window.location.reload();
    });
  }
};

// Streamlit's own dialogue about it stays after the connection is back, and makes the page deaf to every click.
new MutationObserver(() => {
  document.querySelector('[data-testid="stDialog"] section[role="dialog"] > button')?.click();
}).observe(document, { childList: true, subtree: true });

function tell(isLost) {
  const notice = document.getElementById("sz-lost");
  if (!notice) return;
  notice.hidden = !isLost;
  notice.textContent = isLost ? notice.dataset.says : "";
}
