// Nobody is signed in here: what this tab kept for the last one (drafts, places in lists) goes.
"use strict";

try { sessionStorage.clear(); } catch { /* a browser that stores nothing keeps nothing */ }
