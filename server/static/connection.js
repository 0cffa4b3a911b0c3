"use strict";
// Runs before Streamlit's own script in the dashboard's page.

// Every page has its connection at the root; without this Streamlit tries /coverage/_stcore/health first.
window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" };

// When a connection ends, ask whether the person is still signed in; if not, load the page again,
// so that the front door shows the sign-in page and comes back here afterwards.
window.WebSocket = class extends window.WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("close", async () => {
      const answer = await fetch("/_stcore/health").catch(() => null);
      if (answer && answer.status === 401) window.location.reload();
    });
  }
};
