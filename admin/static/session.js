// The session behind a page: a notice before it ends, and one that ended is opened again without leaving the page.
"use strict";

const TOKEN = document.querySelector("meta[name=csrf]");
const LAST_SEEN_KEY = "suzhu-seen"; // when any page of this browser last asked the server: tabs share one session
const EXPIRY_NOTICE_MS = 120_000; // before the end
const LOGIN_KEY = "suzhu-login"; // who is signed in: another tab may have signed out, or somebody else in
const page = document.body.dataset; // login, idle seconds and texts
const signInDialog = document.getElementById("sign-in-dialog");
const expiryNotice = document.getElementById("session-expiry");

class SessionError extends Error {} // no answer, or none that can be read; its message is for the user

function recordActivity() {
  try { localStorage.setItem(LAST_SEEN_KEY, String(Date.now())); } catch { /* a browser that stores nothing shows the notice early */ }
}

function recordLogin() {
  try { localStorage.setItem(LOGIN_KEY, page.login); } catch { /* a browser that stores nothing keeps no drafts */ }
}

function isJson(response) {
  return response.ok && (response.headers.get("Content-Type") || "").startsWith("application/json");
}

// The session as the server knows it: token of forms and login; null when nobody is signed in.
async function fetchSession() {
  const response = await fetch("/admin/session", { cache: "no-store" }).catch(() => { throw new SessionError(page.unavailable); });
  if (isJson(response)) return recordActivity(), response.json();
  if (response.redirected || response.status === 401) return null;
  throw new SessionError(page.unavailable);
}

// Signed in as the one who opened this page, with forms that the server takes. Asks for the password when it must.
async function ensureSignedIn() {
  const session = (await fetchSession()) || (await signInAgain());
  if (session.login !== page.login) throw new SessionError(page.otherUser);
  recordLogin();
  TOKEN.content = session.token;
  for (const input of document.querySelectorAll("input[name=csrf_token]")) input.value = session.token;
  if (expiryNotice) expiryNotice.hidden = true;
}

let pendingSignIn = null; // the one open question for the password
function signInAgain() {
  pendingSignIn ||= new Promise((resolve, reject) => {
    const form = signInDialog.querySelector("form");
    const finish = (settle, value) => { pendingSignIn = null; form.onsubmit = signInDialog.onclose = null; form.reset(); signInDialog.close(); settle(value); };
    signInDialog.onclose = () => finish(reject, new SessionError(page.signedOut));
    form.onsubmit = async (event) => {
      event.preventDefault();
      const alert = signInDialog.querySelector(".error");
      const result = await submitSignIn(form.elements.password.value).catch((error) => ({ message: error.message }));
      alert.textContent = result.message || "";
      alert.hidden = !result.message;
      if (result.token) finish(resolve, result);
      else form.elements.password.select();
    };
    signInDialog.querySelector("button.secondary").onclick = () => signInDialog.close();
    signInDialog.showModal();
  });
  return pendingSignIn;
}

// Through the sign-in page, as a person does.
async function submitSignIn(password) {
  const signInPage = new DOMParser().parseFromString(await (await fetch("/sign-in?next=/admin/session")).text(), "text/html");
  const token = signInPage.querySelector("input[name=csrf_token]")?.value;
  if (!token) return (await fetchSession()) || { message: page.unavailable }; // signed in meanwhile, in another tab
  const body = new URLSearchParams({ csrf_token: token, login: page.login, password, next: "/admin/session" });
  const response = await fetch("/sign-in", { method: "POST", body });
  if (isJson(response)) return recordActivity(), response.json();
  const refusal = new DOMParser().parseFromString(await response.text(), "text/html");
  return { message: refusal.getElementById("error")?.textContent || page.unavailable };
}

// Request JSON. By POST: names and numbers belong in no address and no log.
async function postForJson(url, params) {
  for (let attempt = 0; attempt < 2; attempt++) {
    const request = { method: "POST", body: new URLSearchParams(params), headers: { "X-CSRFToken": TOKEN.content } };
    const response = await fetch(url, request).catch(() => { throw new SessionError(page.unavailable); });
    if (isJson(response)) return recordActivity(), response.json();
    if (attempt || !(response.redirected || [400, 401].includes(response.status))) throw new SessionError(page.unavailable);
    await ensureSignedIn();
  }
}

// Two minutes before the end: a button to stay.
function updateExpiryNotice() {
  const lastSeen = Number(localStorage.getItem(LAST_SEEN_KEY)) || Date.now();
  const remaining = lastSeen + Number(page.idle) * 1000 - Date.now();
  expiryNotice.hidden = remaining > EXPIRY_NOTICE_MS;
  expiryNotice.querySelector("span").textContent = remaining > 0 ? page.expiring : page.expired;
}

if (page.login) {
  recordActivity();
  recordLogin();
  expiryNotice.querySelector("button").onclick = () => ensureSignedIn().catch((error) => { expiryNotice.querySelector("span").textContent = error.message; });
  setInterval(() => { try { updateExpiryNotice(); } catch { /* a browser that stores nothing gets no notice */ } }, 5000);
}
