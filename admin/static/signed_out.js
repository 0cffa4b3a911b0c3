// Nobody is signed in here: what this tab kept for the last one (drafts, places in lists) goes, and other tabs are told.
"use strict";

try { sessionStorage.clear(); localStorage.removeItem("suzhu-login"); } catch { /* a browser that stores nothing keeps nothing */ }
