// On every page: messages can be put away, "?" shows the keys, "/" goes to the search box.
const typing = (element) => element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

export const keysOn = () => localStorage.getItem("congvan.keys") !== "off";

export function notice(text, bad = false) {
  const box = document.createElement("div");
  box.className = `notice ${bad ? "bad" : "good"}`;
  const words = document.createElement("span");
  words.textContent = text;
  box.append(words);
  const place = document.getElementById("notice");
  place.replaceChildren(box);
  if (!bad) setTimeout(() => box.remove(), 4000);
}

function showKeys() {
  const dialog = document.getElementById("keys");
  if (dialog && !dialog.open) dialog.showModal();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.hasAttribute("data-dismiss")) button.closest(".notice").remove();
  if (button?.hasAttribute("data-keys")) showKeys();
  if (button?.hasAttribute("data-print")) window.print();
  if (button?.hasAttribute("data-back")) history.back();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  if (event.defaultPrevented || typing(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "?") {
    event.preventDefault();
    showKeys();
  } else if (event.key === "/" && keysOn()) {
    const box = document.querySelector("[data-search]");
    event.preventDefault();
    if (box) box.select();
    else location.assign("/search");
  }
});

// A box that is ticked for all the others of its table, and forms that send themselves.
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-all]");
  if (all) for (const box of document.querySelectorAll(`[name="${all.dataset.all}"]`)) box.checked = all.checked;
  if (event.target.matches("[data-auto]")) event.target.form.requestSubmit();
});

// Two forms must not be sent twice; a slow answer says so after a while.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent && !form.hasAttribute("hx-post")) event.preventDefault();
  else if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
// What was said after a form is said once: not again when the page is loaded anew.
const told = document.querySelector("[data-told]");
if (told) {
  const here = new URL(location.href);
  for (const name of ["said", "done"]) here.searchParams.delete(name);
  history.replaceState(null, "", here);
  if (told.closest("#notice")) setTimeout(() => told.remove(), 4000);
}
for (const button of document.querySelectorAll("[data-back]")) button.hidden = history.length < 2;
for (const element of document.querySelectorAll("[data-keys]")) element.hidden = !document.getElementById("keys");
for (const box of document.querySelectorAll("[data-keys-toggle]")) {
  box.checked = keysOn();
  box.addEventListener("change", () => localStorage.setItem("congvan.keys", box.checked ? "on" : "off"));
}
document.body.addEventListener("htmx:sendError", () => notice("Mất kết nối với máy chủ congvan. Chưa lưu được.", true));

// What is asked for again and again: not while nobody looks, and swapped only when it has changed.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.hasAttribute("data-poll") && document.hidden) event.preventDefault();
});
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { target, serverResponse } = event.detail;
  if (!target.hasAttribute("data-poll")) return;
  if (target.congvanLast === serverResponse) event.detail.shouldSwap = false;
  target.congvanLast = serverResponse;
});
