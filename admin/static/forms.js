// Forms: what is typed is not lost by a link, a language, an end of the session; one click has one effect.
"use strict";

const record = document.querySelector("form.record");
const summary = document.getElementById("error-summary") || document.getElementById("doubt-summary");
let isChanged = Boolean(record && ("typed" in record.dataset || summary));

summary?.focus();
if (record && "new" in record.dataset && !summary) {
  const empty = [...record.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea")];
  empty.find((control) => !control.value)?.focus();
}
for (const event of ["input", "change"]) record?.addEventListener(event, () => { isChanged = true; });
addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });

addEventListener("keydown", (event) => {
  if (!record || event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  event.preventDefault();
  record.requestSubmit(record.querySelector("button.strong"));
});

// What belongs to one choice of another field is shown and sent with it only; an option it excludes is not offered.
function fits(condition) {
  const [name, value] = condition.split("=");
  return record.elements[name].value === value;
}

function fit() {
  for (const entry of record.querySelectorAll("[data-only-for]")) {
    entry.hidden = !fits(entry.dataset.onlyFor);
    for (const control of entry.querySelectorAll("input, select, textarea")) control.disabled = entry.hidden;
  }
  for (const option of record.querySelectorAll("[data-not-for]")) {
    option.hidden = option.disabled = !option.defaultSelected && fits(option.dataset.notFor);
    if (option.disabled && option.selected) option.parentElement.value = "";
  }
}

if (record?.querySelector("[data-only-for], [data-not-for]")) {
  record.addEventListener("change", fit);
  fit();
}

// Send a form once somebody is signed in; where that cannot be, say so and keep everything.
async function send(form, button) {
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  try {
    await beSignedIn();
    if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
    isChanged = false;
    form.submit();
  } catch (error) {
    delete form.dataset.sending;
    say(form, error.message);
  }
}

function say(form, sentence) {
  const place = form.querySelector(".send-error") || Object.assign(document.createElement("p"), { className: "error-summary send-error", role: "alert" });
  place.textContent = sentence;
  form.querySelector(".actions").before(place);
  place.scrollIntoView({ block: "center" });
}

// The same form in the other language, with everything as typed.
async function speak(form, language) {
  await beSignedIn();
  await fetch(form.action, { method: "POST", body: new URLSearchParams({ to: language, next: "/admin/session" }) });
  record.append(Object.assign(document.createElement("input"), { type: "hidden", name: "show", value: "1" }));
  isChanged = false;
  record.submit();
}

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (form.matches("form.record, .dialog:not(#again) form")) {
    event.preventDefault();
    send(form, button);
  } else if (isChanged && button?.name === "to") {
    event.preventDefault();
    speak(form, button.value).catch((error) => say(record, error.message));
  } else if (form.method === "post" && !form.closest("#again")) {
    setTimeout(() => { if (button) button.disabled = true; });
  }
});

// A page brought back by the back button can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
  for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
});
