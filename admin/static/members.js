// Members of a family as they are typed: the identity number fills in sex and birth date; who is known already is shown.
"use strict";

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]; // GB 11643-1999
const CHECK_DIGITS = "10X98765432";
const DUPLICATE_DELAY = 400; // ms without a key before it is asked who has this number or name

// Birth date and sex in a resident identity number; null for one that cannot be right.
function readIdentityNumber(text) {
  const number = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  if (!/^\d{17}[\dX]$/.test(number)) return null;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(number[place]), 0);
  if (CHECK_DIGITS[sum % 11] !== number[17]) return null;
  const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  return Number.isNaN(Date.parse(born)) ? null : { born, sex: Number(number[16]) % 2 ? "1" : "2" };
}

class MemberRow {
  constructor(row, { members, ...texts }) {
    this.row = row;
    this.address = members;
    this.texts = texts;
    this.fields = Object.fromEntries([...row.querySelectorAll("[data-cell], [data-choice]")].map((field) => [field.dataset.cell || field.dataset.choice, field]));
    this.notice = row.querySelector("[data-duplicates]");
    this.registered = row.querySelector("[data-registered]");
    this.registration = row.querySelector("[data-registration]");
    row.addEventListener("input", (event) => this.onInput(event.target));
    row.querySelector("[data-not-registered]").addEventListener("click", () => this.choose(null));
    this.lock();
    if (this.fields.name.value) this.schedule();
  }

  // The registered person stands in the row instead of a new one; null: a new one after all.
  choose(person) {
    this.registered.value = person ? person.key : "";
    this.registration.hidden = !person;
    if (person) {
      this.fields.name.value = person.name;
      const link = this.registration.querySelector("a");
      [link.href, link.textContent] = [person.href, this.texts.registeredAs.replace("{person}", person.text)];
    }
    this.lock();
    this.show([]);
    if (person) this.fields.relation.focus();
    else this.schedule();
  }

  // What the register holds of the person is not typed here.
  lock() {
    const isRegistered = Boolean(this.registered.value);
    this.fields.name.readOnly = isRegistered;
    for (const name of ["identity_number", "identity_kind", "sex", "born_on"]) this.fields[name].hidden = isRegistered;
  }

  onInput(field) {
    if (field === this.fields.identity_number) this.fillIn();
    if ([this.fields.name, this.fields.identity_number, this.fields.born_on].includes(field)) this.schedule();
  }

  fillIn() {
    const found = this.fields.identity_kind.value === "resident" && readIdentityNumber(this.fields.identity_number.value);
    if (!found) return;
    this.fields.born_on.value = found.born;
    this.fields.sex.value = found.sex;
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.findDuplicates(), DUPLICATE_DELAY);
  }

  async findDuplicates() {
    const sent = Object.fromEntries(["name", "identity_number", "born_on"].map((name) => [name, this.fields[name].value.trim()]));
    const request = JSON.stringify(sent);
    if (this.registered.value || (!sent.identity_number && !(sent.name && sent.born_on))) return this.show([]);
    const answer = await postForJson(this.address, sent).catch(() => ({ persons: [] })); // it is checked again when it is saved
    const now = JSON.stringify(Object.fromEntries(Object.keys(sent).map((name) => [name, this.fields[name].value.trim()])));
    if (request === now) this.show(answer.persons, answer.message);
  }

  link({ text, href }) {
    return Object.assign(document.createElement("a"), { href, target: "_blank", textContent: text });
  }

  button(person) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: this.texts.thisPerson });
    button.setAttribute("aria-label", `${this.texts.thisPerson}: ${person.text}`); // several may be offered
    button.addEventListener("click", () => this.choose(person));
    return button;
  }

  show(persons, message) {
    this.notice.hidden = persons.length === 0;
    const choices = persons.flatMap((person) => [" ", this.link(person), " ", this.button(person)]);
    this.notice.replaceChildren(message || "", ...choices);
  }
}

const members = document.querySelector("[data-members]");
for (const row of members?.querySelectorAll("tr") || []) new MemberRow(row, members.dataset);
