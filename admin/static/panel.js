// Lookups that offer what is found, lists that follow the arrow keys. Everything works without this file, with more typing.
"use strict";

const TOKEN = document.querySelector("meta[name=csrf]").content;
const PATIENCE = 250; // ms without a key before the records are asked

// A field that points at another record: offers below it what fits the typed text.
class Lookup {
  constructor(input, number) {
    this.input = input;
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `offers-${number}`, role: "listbox", hidden: true, className: "offers" });
    input.after(this.list);
    Object.assign(input, { role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list" });
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      if (event.target.matches("li")) this.choose(event.target);
    });
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(this.input.value.trim()), PATIENCE);
  }

  // By POST: names and numbers belong in no address and no log.
  async ask(text) {
    if (!text) return this.close();
    const body = new URLSearchParams({ q: text });
    const answer = await fetch(this.input.dataset.lookup, { method: "POST", body, headers: { "X-CSRFToken": TOKEN } });
    if (answer.ok && text === this.input.value.trim()) this.show(await answer.json());
  }

  show(offers) {
    this.list.replaceChildren(...offers.map((text, number) => {
      const item = document.createElement("li");
      Object.assign(item, { id: `${this.list.id}-${number}`, role: "option", textContent: text });
      return item;
    }));
    this.list.hidden = !offers.length;
    this.input.ariaExpanded = String(offers.length > 0);
    this.mark(this.list.firstElementChild);
  }

  mark(item) {
    for (const other of this.list.children) other.ariaSelected = String(other === item);
    if (item) item.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", item ? item.id : "");
  }

  key(event) {
    const marked = this.list.querySelector("[aria-selected=true]");
    if (this.list.hidden || !marked) return;
    if (event.key === "ArrowDown") this.mark(marked.nextElementSibling || this.list.firstElementChild);
    else if (event.key === "ArrowUp") this.mark(marked.previousElementSibling || this.list.lastElementChild);
    else if (event.key === "Enter") this.choose(marked);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  choose(item) {
    this.input.value = item.textContent;
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.input.ariaExpanded = "false";
  }
}

document.querySelectorAll("[data-lookup]").forEach((input, number) => new Lookup(input, number));

// A list: up and down go from record to record, down from the search into it; a click anywhere in a row opens it.
for (const table of document.querySelectorAll("[data-rows]")) {
  const links = [...table.querySelectorAll("a.opens")];
  document.querySelector(".search input[type=search]")?.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") links[0]?.focus();
  });
  table.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && links[links.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  table.addEventListener("click", (event) => {
    const link = event.target.closest("tbody tr")?.querySelector("a.opens");
    if (link && !event.target.closest("a, button") && !String(getSelection())) link.click();
  });
}

// On a narrow screen the menu waits until it is asked for.
const menu = document.querySelector(".menu details");
if (menu && matchMedia("(max-width: 860px)").matches) menu.open = false;

document.getElementById("summed")?.focus();

// One click, one effect. A page brought back by the back button can be sent again.
document.addEventListener("submit", (event) => {
  for (const button of event.target.querySelectorAll("button:not([type=button])")) setTimeout(() => { button.disabled = true; });
});
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
});
