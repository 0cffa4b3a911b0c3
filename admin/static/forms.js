// Forms: what is typed is not lost by a link, a language, an end of the session; one click has one effect.
"use strict";

const recordForm = document.querySelector("form.record");
const errorSummary = document.getElementById("error-summary") || document.getElementById("doubt-summary");
let hasUnsavedInput = Boolean(recordForm && ("unsaved" in recordForm.dataset || errorSummary));

errorSummary?.focus();
if (recordForm && "new" in recordForm.dataset && !errorSummary) {
  const controls = [...recordForm.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea")];
  controls.find((control) => !control.value)?.focus();
}
for (const type of ["input", "change"]) recordForm?.addEventListener(type, () => { hasUnsavedInput = true; });
addEventListener("beforeunload", (event) => { if (hasUnsavedInput) event.preventDefault(); });

addEventListener("keydown", (event) => {
  if (!recordForm || event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  event.preventDefault();
  recordForm.requestSubmit(recordForm.querySelector("button.primary"));
});

// On a telephone the bar of buttons leaves the edge as soon as something of the form has the focus: not under the finger
// that presses it, which would press nothing.
recordForm?.querySelector(".save")?.addEventListener("mousedown", (event) => {
  if (!recordForm.contains(document.activeElement)) event.preventDefault();
});

// What belongs to one choice of another field is shown and sent with it only; an option it excludes is not offered.
function isMet(condition) {
  const [name, value] = condition.split("=");
  return recordForm.elements[name].value === value;
}

function updateConditionalFields() {
  for (const entry of recordForm.querySelectorAll("[data-show-if]")) {
    entry.hidden = !isMet(entry.dataset.showIf);
    for (const control of entry.querySelectorAll("input, select, textarea")) control.disabled = entry.hidden;
  }
  for (const option of recordForm.querySelectorAll("[data-exclude-if]")) {
    option.hidden = option.disabled = !option.defaultSelected && isMet(option.dataset.excludeIf);
    if (option.disabled && option.selected) option.parentElement.value = "";
  }
}

if (recordForm?.querySelector("[data-show-if], [data-exclude-if]")) {
  recordForm.addEventListener("change", updateConditionalFields);
  updateConditionalFields();
}

// Send a form once somebody is signed in; where that cannot be, say so and keep everything.
async function submitForm(form, button) {
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  try {
    await ensureSignedIn();
    if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
    hasUnsavedInput = false;
    form.submit();
  } catch (error) {
    delete form.dataset.sending;
    showSubmitError(form, error.message);
  }
}

function showSubmitError(form, message) {
  const alert = form.querySelector(".submit-error") || Object.assign(document.createElement("p"), { className: "error-summary submit-error", role: "alert" });
  alert.textContent = message;
  form.querySelector(".actions").before(alert);
  alert.scrollIntoView({ block: "center" });
}

// The same form in the other language, with everything as typed.
async function changeLanguage(languageForm, language) {
  await ensureSignedIn();
  await fetch(languageForm.action, { method: "POST", body: new URLSearchParams({ to: language, next: "/admin/session" }) });
  recordForm.append(Object.assign(document.createElement("input"), { type: "hidden", name: "show", value: "1" }));
  hasUnsavedInput = false;
  recordForm.submit();
}

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (form.matches("form.record, .dialog:not(#sign-in-dialog) form")) {
    event.preventDefault();
    submitForm(form, button);
  } else if (hasUnsavedInput && button?.name === "to") {
    event.preventDefault();
    changeLanguage(form, button.value).catch((error) => showSubmitError(recordForm, error.message));
  } else if (form.method === "post" && !form.closest("#sign-in-dialog")) {
    setTimeout(() => { if (button) button.disabled = true; });
  }
});

// A page brought back by the back button can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
  for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
});
