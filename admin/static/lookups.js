// Lookups: below a field that refers to another record stands what fits the text as it is now, never as it was.
"use strict";

const TYPING_DELAY = 250; // ms without a key before the records are searched

function createElement(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

class Lookup {
  constructor(input, number) {
    this.input = input;
    this.fullValue = createElement("p", { className: "full-value" }); // what is too long for the field
    this.liveRegion = createElement("p", { className: "visually-hidden", role: "status" });
    this.message = createElement("p", { className: "options-message" });
    this.list = createElement("ul", { id: `options-${number}`, role: "listbox" });
    this.popup = createElement("div", { className: "options", hidden: true });
    this.popup.append(this.message, this.list);
    input.after(this.popup, this.liveRegion, this.fullValue);
    Object.assign(input, { role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list" });
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", (event) => this.onInput(event));
    input.addEventListener("compositionend", () => this.scheduleFetch(TYPING_DELAY));
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("focus", () => this.onFocus());
    input.addEventListener("click", () => this.onClick());
    input.addEventListener("blur", () => this.close());
    this.popup.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => { if (event.target.matches("li")) this.select(event.target); });
    this.showFullValue();
  }

  // Every option on the screen is for another text now.
  onInput(event) {
    this.close();
    this.isSelected = false;
    this.showFullValue();
    if (!event.isComposing && (this.input.value.trim() || this.opensOnFocus)) this.scheduleFetch(TYPING_DELAY);
  }

  onFocus() {
    if (this.opensOnFocus && !this.input.value && this.popup.hidden) this.scheduleFetch(0);
  }

  // Where few records are, they are offered to who asks for them, not to everybody who passes by.
  onClick() {
    if (this.suggestsUntyped && !this.input.value && this.popup.hidden) this.scheduleFetch(0);
  }

  get suggestsUntyped() {
    return this.opensOnFocus || "suggestsFew" in this.input.dataset;
  }

  get opensOnFocus() {
    return "openOnFocus" in this.input.dataset;
  }

  scheduleFetch(delay) {
    clearTimeout(this.timer);
    this.requestNumber = (this.requestNumber || 0) + 1; // answers to earlier texts are dropped
    this.isWaiting = true;
    this.timer = setTimeout(() => this.fetch(this.requestNumber), delay);
  }

  async fetch(requestNumber) {
    const text = this.input.value.trim();
    if (!text && !this.suggestsUntyped) return this.close();
    const result = await postForJson(this.input.dataset.lookup, { q: text }).catch((error) => ({ options: [], message: error.message }));
    if (requestNumber !== this.requestNumber || text !== this.input.value.trim() || document.activeElement !== this.input) return;
    this.isWaiting = false;
    this.show(result);
    if (this.isEnterPending && result.options.length === 1) this.select(this.list.firstElementChild);
    this.isEnterPending = false;
  }

  show({ options, message, create_link: createLink }) {
    this.list.replaceChildren(...options.map((text, number) => createElement("li", { id: `${this.list.id}-${number}`, role: "option" }, text)));
    this.input.ariaExpanded = String(options.length > 0);
    this.liveRegion.textContent = message;
    this.message.replaceChildren(message);
    if (createLink) this.message.append(" ", createElement("a", { href: createLink.href, target: "_blank" }, createLink.text));
    this.popup.hidden = false;
    this.highlight(this.list.firstElementChild);
    this.popup.scrollIntoView({ block: "nearest" });
  }

  highlight(option) {
    for (const item of this.list.children) item.ariaSelected = String(item === option);
    if (option) option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option ? option.id : "");
  }

  // Keys that an input method uses are its own. Enter selects, or waits for what fits, and never sends a form.
  onKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const highlighted = this.popup.hidden ? null : this.list.querySelector("[aria-selected=true]");
    if (event.key === "Enter") this.onEnter(highlighted, event);
    else if (event.key === "ArrowDown") highlighted ? this.highlight(highlighted.nextElementSibling || this.list.firstElementChild) : this.scheduleFetch(0);
    else if (!highlighted) return;
    else if (event.key === "ArrowUp") this.highlight(highlighted.previousElementSibling || this.list.lastElementChild);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  onEnter(highlighted, event) {
    if (highlighted) this.select(highlighted);
    else if (this.input.value.trim() && !this.isSelected) {
      this.isEnterPending = true;
      if (!this.isWaiting) this.scheduleFetch(0);
    } else if (this.input.closest(".filters") && !event.repeat) this.input.form.requestSubmit();
  }

  select(option) {
    this.input.value = option.textContent;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
    this.isSelected = true;
    this.showFullValue();
  }

  showFullValue() {
    this.fullValue.textContent = this.input.scrollWidth > this.input.clientWidth + 1 ? this.input.value : "";
  }

  close() {
    clearTimeout(this.timer);
    this.requestNumber = (this.requestNumber || 0) + 1;
    this.isWaiting = this.isEnterPending = false;
    this.popup.hidden = true;
    this.liveRegion.textContent = "";
    this.input.removeAttribute("aria-activedescendant");
    this.input.ariaExpanded = "false";
  }
}

document.querySelectorAll("[data-lookup]").forEach((input, number) => new Lookup(input, number));
