// Lists on which many records are entered at once: ticks, sums, cells pasted from a spreadsheet.
"use strict";

const list = document.querySelector("form.batch");
const ticks = (name) => [...list.querySelectorAll(`[data-tick="${name}"]`)];
const cells = (name) => [...list.querySelectorAll(`[data-cell="${name}"]`)];

// What the server reads in a cell, near enough for a sum: full-width digits, thousands set apart, 万.
function numberIn(text) {
  const plain = text.normalize("NFKC").replace(/[, ]/g, "");
  const found = /^(\d+(?:\.\d+)?)(万?)$/.exec(plain);
  return found ? Number(found[1]) * (found[2] ? 10_000 : 1) : 0;
}

const written = (value) => Math.round(value).toLocaleString("en-US");

function count() {
  for (const output of list.querySelectorAll("[data-count]")) {
    const number = ticks(output.dataset.count).filter((box) => box.checked).length;
    const left = Number(output.dataset.left) - number;
    output.textContent = output.dataset.text.replace("{n}", number).replace("{left}", written(left));
    output.classList.toggle("over", left < 0);
  }
  for (const output of list.querySelectorAll("[data-sum], [data-rest]")) {
    const sum = cells(output.dataset.sum || output.dataset.rest).reduce((total, cell) => total + numberIn(cell.value), 0);
    const value = output.dataset.sum ? sum + Number(output.dataset.more) : Number(output.dataset.whole) - sum;
    output.textContent = written(value);
    output.classList.toggle("over", value < 0);
  }
}

// Whoever signed has got it; what was not handed over is not signed for.
function follow(box) {
  if (box.dataset.implies && box.checked) document.getElementById(box.dataset.implies).checked = true;
  if (!box.checked) for (const other of list.querySelectorAll(`[data-implies="${box.id}"]`)) other.checked = false;
}

function tickAll(all) {
  for (const box of ticks(all.dataset.tickAll).filter((one) => !one.closest("tr").hidden)) {
    box.checked = all.checked;
    follow(box);
  }
}

// Cells copied from a spreadsheet fill those from here on to the right and downwards.
function paste(event) {
  const start = event.target.closest("[data-cell]");
  const lines = event.clipboardData.getData("text").replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
  if (!start || (lines.length === 1 && lines[0].length === 1)) return;
  event.preventDefault();
  const rows = [...list.querySelectorAll("[data-batch] tbody tr")].map((row) => [...row.querySelectorAll("[data-cell]")]);
  const top = rows.findIndex((row) => row.includes(start));
  const left = rows[top].indexOf(start);
  const wide = rows.filter((row) => row.length).slice(rows.slice(0, top).filter((row) => row.length).length);
  lines.forEach((line, down) => line.forEach((text, right) => {
    const cell = wide[down]?.[left + right];
    if (!cell) return;
    cell.value = text.trim();
    cell.dispatchEvent(new Event("input", { bubbles: true }));
  }));
}

// Rows that hold a text somewhere; what is ticked stays ticked.
function showMatching(text) {
  for (const row of list.querySelectorAll("tbody tr")) {
    const content = [row.textContent, ...[...row.querySelectorAll("[data-cell]")].map((cell) => cell.value)].join(" ");
    row.hidden = !content.includes(text.trim());
  }
}

if (list) {
  const filter = document.getElementById("row-filter");
  filter?.addEventListener("input", () => showMatching(filter.value));
  filter?.parentElement.removeAttribute("hidden");
  list.addEventListener("change", (event) => {
    if (event.target.dataset.tickAll) tickAll(event.target);
    else follow(event.target);
    count();
  });
  list.addEventListener("input", count);
  list.addEventListener("paste", paste);
  for (const box of list.querySelectorAll("[data-implies]:checked")) follow(box); // ticked before this file was there
  count();
}
