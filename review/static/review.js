// The review page by keyboard: Enter accepts and goes to the next doubt, Ctrl+Enter approves, 1–9 choose.
import { PageView } from "./pageview.js";
import { keysOn, notice } from "./site.js";
import "./combobox.js";

const pane = document.querySelector(".fields");
const paper = document.querySelector(".paper");
const view = paper.querySelector(".sheet") ? new PageView(paper, picked) : null;
const letter = document.querySelector(".review").dataset.letter;
let last = null; // the row that was worked on last: what is picked on the page goes there
let entering = false;
let picking = null; // what is selected on the page while no row wants it

const visible = (element) => element.offsetParent !== null;
const rowOf = (element) => element?.closest?.(".stop") ?? null;
const isEditor = (element) => element?.matches?.("input:not([type=hidden], [type=checkbox]), textarea, select") ?? false;
const stops = () => [...pane.querySelectorAll(".stop")].filter(visible);
const doubts = () => [...pane.querySelectorAll(".stop.doubt:not(.settling)")];

function focusRow(row, { edit = false } = {}) {
  if (!row) return;
  for (let up = row.parentElement?.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  const summary = row.querySelector(":scope > summary");
  if (row.tagName === "DETAILS" && (row.classList.contains("doubt") || edit)) row.open = true;
  const editor = row.querySelector(".edit input:not([type=hidden]), .edit textarea, .edit select");
  // An assignee or a deadline is a row too: keys act on it until E or Enter opens its box.
  if (!summary) row.tabIndex = -1;
  const target = edit ? editor : summary ?? row;
  (target ?? row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  if (edit && editor?.select) editor.select();
}

// There is nothing to agree with: the box takes the keys at once, but on a phone no keyboard jumps up.
const wantsTyping = (row) => "unread" in row.dataset && !matchMedia("(pointer: coarse)").matches;

// Goes on at once: the answer for `from` may still be underway.
function nextDoubt(from) {
  from?.classList.add("settling");
  const all = doubts().filter((row) => row !== from);
  const after = all.find((row) => from && from.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING);
  const next = after ?? all[0];
  if (next) focusRow(next, { edit: wantsTyping(next) });
  else document.getElementById("approve")?.focus();
}

// Leaves a doubt open and goes to the next one behind it.
function passBy(row) {
  const behind = doubts().find((one) => row.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (behind) focusRow(behind, { edit: wantsTyping(behind) });
  else document.getElementById("approve")?.focus();
}

function move(by) {
  const all = stops();
  const at = all.indexOf(last);
  const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))];
  if (next) focusRow(next);
}

function press(row, selector) {
  const button = row?.querySelector(selector);
  if (!button) return false;
  button.click(); // a click, so that htmx sends the button along
  return true;
}

function accept(row) {
  const editor = row.querySelector(".edit [name=value]");
  const changed = editor && "defaultValue" in editor && editor.value !== editor.defaultValue;
  press(row, changed ? "[name=action][value=save]" : "[name=action][value=accept]");
  nextDoubt(row);
}

async function approve() {
  const button = document.getElementById("approve");
  if (!button) return;
  const editor = document.activeElement;
  if (isEditor(editor) && editor.value !== editor.defaultValue && rowOf(editor)) {
    const settled = new Promise((done) => document.body.addEventListener("htmx:afterSettle", done, { once: true }));
    editor.form.requestSubmit();
    await settled;
  }
  if (doubts().length && !button.dataset.sure) {
    button.dataset.sure = "1";
    notice(`Còn ${doubts().length} chỗ cần xem. Bấm Ctrl+Enter lần nữa để duyệt luôn.`, true);
    nextDoubt(null);
    return;
  }
  button.click(); // a click, so that htmx sends the button along
}

// What was selected on the page goes into the row that was worked on last.
function picked({ page, words, box, target, shift }) {
  const editing = isEditor(document.activeElement) ? rowOf(document.activeElement) : null;
  const row = editing ?? (box || shift ? last : null);
  if (target && !editing && !box && !shift) {
    const owner = pane.querySelector(`[data-target="${CSS.escape(target)}"]`);
    if (owner) focusRow(owner);
    return;
  }
  const spans = words.map(([start, end]) => `${start}-${end}`).join(",");
  picking = { page, spans, box: box ? box.map((n) => n.toFixed(1)).join(",") : "" };
  document.body.classList.toggle("picking", Boolean(spans || box));
  const editor = editing ? document.activeElement : row?.querySelector(".edit [name=value]");
  const form = editor?.form;
  if (!form || !(spans || box)) return;
  editor.value = words.map((word) => word[6]).join(" ") || editor.value;
  const button = form.querySelector("[name=action][value=take]");
  if (!button) return;
  for (const [name, value] of Object.entries({ ...picking, into: editor.name })) {
    let input = form.querySelector(`input[type=hidden][name="${name}"]`);
    if (!input) {
      input = document.createElement("input");
      Object.assign(input, { type: "hidden", name });
      form.append(input);
    }
    input.value = value;
  }
  button.click();
}

function addTask() {
  const form = document.getElementById("add-task");
  if (!form) return;
  for (const name of ["page", "spans", "box"]) form.elements[name].value = picking?.[name] ?? "";
  form.requestSubmit();
}

const COMMANDS = {
  ArrowDown: () => move(1), ArrowUp: () => move(-1), j: () => move(1), k: () => move(-1),
  e: (row) => focusRow(row, { edit: true }), F2: (row) => focusRow(row, { edit: true }),
  x: (row) => press(row, "[name=action][value=absent]") && nextDoubt(row),
  Delete: (row) => press(row, "[name=action][value=remove]") && move(1),
  m: (row) => press(row?.closest(".task"), "[name=action][value=merge]"),
  n: addTask,
  z: () => document.getElementById("undo")?.form.requestSubmit(),
  h: () => view?.toggleMarks(), r: () => view?.turn(), 0: () => view?.setZoom(1),
  "+": () => view?.step(1), "=": () => view?.step(1), "-": () => view?.step(-1),
  "[": () => view?.go(-1), "]": () => view?.go(1),
  PageDown: () => view?.scroll(1), PageUp: () => view?.scroll(-1),
  ".": () => document.getElementById("skip")?.click(), ",": () => document.getElementById("back")?.click(),
};
const ROLES = { c: "lead", p: "cooperate", t: "monitor" };

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]") || event.isComposing) return;
  const command = event.ctrlKey || event.metaKey;
  const active = document.activeElement;
  const row = rowOf(active) ?? last;
  if (command && event.key === "Enter") {
    event.preventDefault();
    approve();
    return;
  }
  if (isEditor(active) && active.closest(".fields")) {
    editorKey(event, active, row);
    return;
  }
  if (isEditor(active)) return;
  if (event.altKey) {
    const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    if (way && press(row?.closest(".task"), `[name=action][value=${way}]`)) event.preventDefault();
    return;
  }
  if (command) {
    if (event.key === "z" && !isEditor(active)) { event.preventDefault(); COMMANDS.z(); }
    return;
  }
  rowKey(event, active, row);
});

function editorKey(event, active, row) {
  if (event.key === "Enter" && active.name === "value" && !active.value.trim() && "unread" in (row?.dataset ?? {})) {
    event.preventDefault(); // nothing typed: the doubt stays, and approving will ask
    passBy(row);
  } else if (event.key === "Enter" && active.tagName !== "TEXTAREA" && active.getAttribute("aria-expanded") !== "true") {
    entering = true; // the browser sends the form itself
    setTimeout(() => { entering = false; nextDoubt(row); }, 0);
  } else if (event.key === "Enter" && event.altKey && active.tagName === "TEXTAREA") {
    const split = active.form.querySelector("[name=action][value=split]");
    if (!split) return;
    event.preventDefault();
    active.form.elements.at.value = active.selectionStart;
    entering = true;
    split.click();
    setTimeout(() => { entering = false; }, 0);
  } else if (event.key === "Escape" && active.getAttribute("aria-expanded") !== "true") {
    event.preventDefault();
    if ("defaultValue" in active) active.value = active.defaultValue;
    focusRow(row);
  }
}

function rowKey(event, active, row) {
  const inRow = row && row.contains(active);
  if (event.key === "Enter" && inRow && row.classList.contains("doubt") && !active.matches("button, a")) {
    event.preventDefault();
    accept(row);
  } else if (event.key === "Enter" && active === row) {
    event.preventDefault();
    focusRow(row, { edit: true });
  } else if (event.key === "Enter" && active === document.body) {
    event.preventDefault();
    nextDoubt(null);
  } else if (/^[1-9]$/.test(event.key) && row && keysOn()) {
    const choice = row.querySelectorAll("[name=candidate]")[Number(event.key) - 1];
    if (!choice) return;
    event.preventDefault();
    choice.click();
    nextDoubt(row);
  } else if (ROLES[event.key] && row?.classList.contains("assignee") && keysOn()) {
    const select = row.querySelector("[name=role]");
    event.preventDefault();
    select.value = ROLES[event.key];
    select.form.requestSubmit();
  } else if (COMMANDS[event.key] && (keysOn() || event.key.length > 1)) {
    if (active.matches("button, a") && /^Arrow/.test(event.key)) return;
    event.preventDefault();
    COMMANDS[event.key](row);
  }
}

pane.addEventListener("focusin", (event) => {
  const row = rowOf(event.target);
  if (!row || row === last) return;
  last?.classList.remove("current");
  last = row;
  row.classList.add("current");
  view?.show(row.dataset.target);
});

// Every edit is saved at once: when a box is left, or a choice made.
pane.addEventListener("change", (event) => {
  const form = event.target.form;
  if (entering || !form?.classList.contains("edit") || form.dataset.sent) return;
  if (event.target.matches("[data-combobox][aria-expanded=true]")) return;
  form.querySelector("[name=action][value=save]").click();
});

pane.addEventListener("click", (event) => {
  const place = event.target.closest("[data-show]");
  if (place && view?.show(place.dataset.show)) event.preventDefault();
});

// A form that is being sent is not sent again when its box is taken away by the answer.
pane.addEventListener("htmx:beforeRequest", ({ target }) => { if (target.matches("form.edit")) target.dataset.sent = "1"; });
pane.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (detail.successful) return;
  delete target.dataset.sent;
  rowOf(target)?.classList.remove("settling");
});

// The warning that somebody changed the letter may have meant the change that was saved meanwhile from here.
function dropOldWarning() {
  const warning = document.querySelector("#presence [data-newest]");
  if (warning && Number(warning.dataset.newest) <= Number(document.getElementById("letter-version")?.value)) warning.remove();
}

// What is swapped keeps its focus, and what was unfolded stays so: before the next key, so not when all has settled.
let focused = "";
let unfolded = [];
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  focused = document.activeElement?.id ?? "";
  unfolded = [...(detail.target?.parentElement ?? pane).querySelectorAll("details[open][id]")].map((one) => one.id);
});

document.body.addEventListener("htmx:afterSwap", () => {
  for (const id of unfolded) {
    const one = document.getElementById(id);
    if (one && !one.classList.contains("value")) one.open = true;
  }
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
  if (last && !last.isConnected) {
    last = pane.querySelector(`[data-target="${CSS.escape(last.dataset.target)}"]`);
    last?.classList.add("current");
  }
  dropOldWarning();
  const marks = document.getElementById("fresh-marks");
  if (marks?.childElementCount && view) {
    view.redraw(marks);
    marks.replaceChildren();
    if (last) view.show(last.dataset.target);
  }
});

// Who leaves is gone at once for the others, and the letter is free for the next reviewer.
addEventListener("pagehide", () => {
  const csrf = document.querySelector("[name=csrf]")?.value;
  if (csrf) navigator.sendBeacon(`/review/${letter}/leave`, new URLSearchParams({ csrf }));
});

// The letter's text, where there is no picture: what is selected there goes into the focused row.
paper.querySelector(".text")?.addEventListener("mouseup", () => {
  const selection = getSelection();
  const text = selection.toString().trim();
  if (!text) return;
  const range = selection.getRangeAt(0);
  const [start, end] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  if (start === null || end === null) return;
  picked({ page: 1, words: [[start, end, 0, 0, 0, 0, text]], box: null, target: null, shift: true });
});

function offset(node, at) {
  const piece = node.parentElement?.closest("[data-start]");
  if (!piece) return null;
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  let before = 0;
  while (walker.nextNode()) {
    if (walker.currentNode === node) return Number(piece.dataset.start) + [...node.data.slice(0, at)].length + before;
    before += [...walker.currentNode.data].length;
  }
  return null;
}

document.querySelector(".review").classList.add("live");
performance.mark("live"); // from here on every key works; benchmarks/review.py reads it
if (!location.hash) nextDoubt(null);
export { letter };
