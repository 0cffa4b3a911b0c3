// Drafts: what is typed stays in this tab until it is saved, so that a reload, a crash or a wrong click loses nothing.
// It is offered, not filled in: the form may have been opened for somebody else. Never kept: identity numbers, and who
// of the registered people somebody is. Nothing stays after signing out, in whichever tab that was done: tabs share LOGIN_KEY, who is signed in.
"use strict";

const DRAFT_PREFIX = "draft ", SENT_KEY = "sent draft", DRAFT_DELAY = 300; // ms without a key before it is kept
const draftKey = `${DRAFT_PREFIX}${location.pathname}${location.search}`;
const NEVER_STORED = new Set(["csrf_token", "confirmed", "show"]);

function forgetDrafts(isMeant) {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFT_PREFIX) && isMeant(key)) sessionStorage.removeItem(key);
}

// Whether the one who opened this page is still the one who is signed in.
function isSignedIn() {
  return localStorage.getItem(LOGIN_KEY) === page.login;
}

function storeDraft() {
  if (!isSignedIn()) return sessionStorage.clear();
  const isStored = ([name]) => !NEVER_STORED.has(name) && !/identity_number|^person_id-/.test(name) && recordForm.elements[name]?.type !== "password";
  const entries = [...new FormData(recordForm)].filter(isStored);
  sessionStorage.setItem(draftKey, JSON.stringify({ login: page.login, at: Date.now(), entries }));
}

function fillIn(entries) {
  for (const control of recordForm.elements) {
    if (!control.name || NEVER_STORED.has(control.name) || control.type === "password" || control.tagName === "BUTTON") continue;
    const values = entries.filter(([name]) => name === control.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0];
    else continue;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function offerDraft({ at, entries }) {
  const notice = document.getElementById("draft-notice");
  const time = new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  notice.querySelector("span").textContent = notice.dataset.text.replace("{time}", time);
  const [restore, discard] = notice.querySelectorAll("button");
  restore.onclick = () => { fillIn(entries); notice.hidden = true; };
  discard.onclick = () => { forgetDrafts((key) => key === draftKey); notice.hidden = true; };
  notice.hidden = false;
}

function startDrafts() {
  const sent = sessionStorage.getItem(SENT_KEY), hasFailed = document.querySelector("[data-failed]");
  sessionStorage.removeItem(SENT_KEY);
  if (sent && !hasFailed && !(recordForm && errorSummary)) forgetDrafts((key) => key === sent);
  if (!page.login) return forgetDrafts(() => true);
  forgetDrafts((key) => JSON.parse(sessionStorage.getItem(key)).login !== page.login);
  if (!recordForm) return;
  const draft = JSON.parse(sessionStorage.getItem(draftKey));
  if (draft && !errorSummary && !("unsaved" in recordForm.dataset)) offerDraft(draft);
  for (const type of ["storage", "pageshow"]) addEventListener(type, () => { if (!isSignedIn()) sessionStorage.clear(); });
  let timer;
  recordForm.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(storeDraft, DRAFT_DELAY); });
  recordForm.addEventListener("submit", () => { clearTimeout(timer); storeDraft(); sessionStorage.setItem(SENT_KEY, draftKey); });
  recordForm.querySelector(".actions.save a")?.addEventListener("click", () => { clearTimeout(timer); forgetDrafts((key) => key === draftKey); });
}

try { startDrafts(); } catch { /* a browser that stores nothing keeps no drafts */ }
