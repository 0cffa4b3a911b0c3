// The session behind a page: it is said before it ends, and one that ended is opened again without leaving the page.
"use strict";

const TOKEN = document.querySelector("meta[name=csrf]");
const SEEN = "suzhu-seen"; // when any page of this browser last asked the server: tabs share one session
const NOTICE = 120_000; // ms before the end
const words = document.body.dataset;
const again = document.getElementById("again");
const ending = document.getElementById("ending");

class Away extends Error {} // no answer, or none that can be read: a sentence for people

function noteSeen() {
  try { localStorage.setItem(SEEN, String(Date.now())); } catch { /* a browser that keeps nothing shows the notice early */ }
}

function isJson(answer) {
  return answer.ok && (answer.headers.get("Content-Type") || "").startsWith("application/json");
}

// The session as the server knows it: token of forms and login; null when nobody is signed in.
async function session() {
  const answer = await fetch("/admin/session", { cache: "no-store" }).catch(() => { throw new Away(words.away); });
  if (isJson(answer)) return noteSeen(), answer.json();
  if (answer.redirected || answer.status === 401) return null;
  throw new Away(words.away);
}

// Signed in as the one who opened this page, with forms that the server takes. Asks for the password when it must.
async function beSignedIn() {
  const found = (await session()) || (await signInAgain());
  if (found.login !== words.login) throw new Away(words.other);
  TOKEN.content = found.token;
  for (const input of document.querySelectorAll("input[name=csrf_token]")) input.value = found.token;
  if (ending) ending.hidden = true;
}

let asked = null; // the one open question for the password
function signInAgain() {
  asked ||= new Promise((resolve, reject) => {
    const form = again.querySelector("form");
    const done = (settle, value) => { asked = null; form.onsubmit = again.onclose = null; form.reset(); again.close(); settle(value); };
    again.onclose = () => done(reject, new Away(words.signedOut));
    form.onsubmit = async (event) => {
      event.preventDefault();
      const error = again.querySelector(".error");
      const found = await enter(form.elements.password.value).catch((problem) => ({ sentence: problem.message }));
      error.textContent = found.sentence || "";
      error.hidden = !found.sentence;
      if (found.token) done(resolve, found);
      else form.elements.password.select();
    };
    again.querySelector("button.quiet").onclick = () => again.close();
    again.showModal();
  });
  return asked;
}

// Through the sign-in page, as a person does.
async function enter(password) {
  const open = new DOMParser().parseFromString(await (await fetch("/sign-in?next=/admin/session")).text(), "text/html");
  const token = open.querySelector("input[name=csrf_token]")?.value;
  if (!token) return (await session()) || { sentence: words.away }; // signed in meanwhile, in another tab
  const body = new URLSearchParams({ csrf_token: token, login: words.login, password, next: "/admin/session" });
  const answer = await fetch("/sign-in", { method: "POST", body });
  if (isJson(answer)) return noteSeen(), answer.json();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { sentence: page.getElementById("error")?.textContent || words.away };
}

// Ask for something as JSON. By POST: names and numbers belong in no address and no log.
async function ask(address, said) {
  for (let time = 0; time < 2; time++) {
    const sent = { method: "POST", body: new URLSearchParams(said), headers: { "X-CSRFToken": TOKEN.content } };
    const answer = await fetch(address, sent).catch(() => { throw new Away(words.away); });
    if (isJson(answer)) return noteSeen(), answer.json();
    if (time || !(answer.redirected || [400, 401].includes(answer.status))) throw new Away(words.away);
    await beSignedIn();
  }
}

// Two minutes before the end: a button to stay.
function watch() {
  const seen = Number(localStorage.getItem(SEEN)) || Date.now();
  const left = seen + Number(words.idle) * 1000 - Date.now();
  ending.hidden = left > NOTICE;
  ending.querySelector("span").textContent = left > 0 ? words.ending : words.ended;
}

if (words.login) {
  noteSeen();
  ending.querySelector("button").onclick = () => beSignedIn().catch((error) => { ending.querySelector("span").textContent = error.message; });
  setInterval(() => { try { watch(); } catch { /* nothing is kept: nothing is said */ } }, 5000);
}
