// Lookups: below a field that points at another record stands what fits the text as it is now, never as it was.
"use strict";

const PATIENCE = 250; // ms without a key before the records are asked

function make(tag, properties, ...inside) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
}

class Lookup {
  constructor(input, number) {
    this.input = input;
    this.whole = make("p", { className: "whole" }); // what is too long for the field
    this.spoken = make("p", { className: "spoken", role: "status" });
    this.note = make("p", { className: "found" });
    this.list = make("ul", { id: `offers-${number}`, role: "listbox" });
    this.box = make("div", { className: "offers", hidden: true });
    this.box.append(this.note, this.list);
    input.after(this.box, this.spoken, this.whole);
    Object.assign(input, { role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list" });
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", (event) => this.typed(event));
    input.addEventListener("compositionend", () => this.wait(PATIENCE));
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("focus", () => this.opened());
    input.addEventListener("click", () => this.opened());
    input.addEventListener("blur", () => this.close());
    this.box.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => { if (event.target.matches("li")) this.choose(event.target); });
    this.showWhole();
  }

  // Every offer on the screen is for another text now.
  typed(event) {
    this.close();
    this.isChosen = false;
    this.showWhole();
    if (!event.isComposing) this.wait(PATIENCE);
  }

  opened() {
    if ("few" in this.input.dataset && !this.input.value && this.box.hidden) this.wait(0);
  }

  wait(patience) {
    clearTimeout(this.timer);
    this.turn = (this.turn || 0) + 1; // answers to earlier texts are dropped
    this.isWaiting = true;
    this.timer = setTimeout(() => this.fetch(this.turn), patience);
  }

  async fetch(turn) {
    const text = this.input.value.trim();
    if (!text && !("few" in this.input.dataset)) return this.close();
    const found = await ask(this.input.dataset.lookup, { q: text }).catch((error) => ({ offers: [], said: error.message }));
    if (turn !== this.turn || text !== this.input.value.trim() || document.activeElement !== this.input) return;
    this.isWaiting = false;
    this.show(found);
    if (this.isEntered && found.offers.length === 1) this.choose(this.list.firstElementChild);
    this.isEntered = false;
  }

  show({ offers, said, register }) {
    this.list.replaceChildren(...offers.map((text, number) => make("li", { id: `${this.list.id}-${number}`, role: "option" }, text)));
    this.input.ariaExpanded = String(offers.length > 0);
    this.spoken.textContent = said;
    this.note.replaceChildren(said);
    if (register) this.note.append(" ", make("a", { href: register.href, target: "_blank" }, register.text));
    this.box.hidden = false;
    this.mark(this.list.firstElementChild);
    this.box.scrollIntoView({ block: "nearest" });
  }

  mark(item) {
    for (const other of this.list.children) other.ariaSelected = String(other === item);
    if (item) item.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", item ? item.id : "");
  }

  // Keys that an input method uses are its own. Enter chooses, or waits for what fits, and never sends a form.
  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const marked = this.box.hidden ? null : this.list.querySelector("[aria-selected=true]");
    if (event.key === "Enter") this.enter(marked, event);
    else if (event.key === "ArrowDown") marked ? this.mark(marked.nextElementSibling || this.list.firstElementChild) : this.wait(0);
    else if (!marked) return;
    else if (event.key === "ArrowUp") this.mark(marked.previousElementSibling || this.list.lastElementChild);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  enter(marked, event) {
    if (marked) this.choose(marked);
    else if (this.input.value.trim() && !this.isChosen) {
      this.isEntered = true;
      if (!this.isWaiting) this.wait(0);
    } else if (this.input.closest(".filters") && !event.repeat) this.input.form.requestSubmit();
  }

  choose(item) {
    this.input.value = item.textContent;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
    this.isChosen = true;
    this.showWhole();
  }

  showWhole() {
    this.whole.textContent = this.input.scrollWidth > this.input.clientWidth + 1 ? this.input.value : "";
  }

  close() {
    clearTimeout(this.timer);
    this.turn = (this.turn || 0) + 1;
    this.isWaiting = this.isEntered = false;
    this.box.hidden = true;
    this.spoken.textContent = "";
    this.input.removeAttribute("aria-activedescendant");
    this.input.ariaExpanded = "false";
  }
}

document.querySelectorAll("[data-lookup]").forEach((input, number) => new Lookup(input, number));
