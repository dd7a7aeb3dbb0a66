// A text box that offers bodies while one types (unmarked typing finds): arrows choose, Enter or Tab takes.
const WAIT = 60; // ms without typing before asking

document.addEventListener("focusin", (event) => {
  const box = event.target;
  if (box.matches?.("[data-combobox]") && !box.dataset.ready) attach(box);
});

function attach(box) {
  box.dataset.ready = "1";
  const list = document.createElement("ul");
  list.className = "options";
  list.setAttribute("role", "listbox");
  list.id = `options-${Math.random().toString(36).slice(2)}`;
  list.setAttribute("aria-label", "Gợi ý");
  list.hidden = true;
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.autocomplete = "off";
  let timer = 0;
  let asked = null;

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const chosen = () => list.querySelector("[aria-selected=true]");
  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) box.setAttribute("aria-activedescendant", option.id);
  };
  const take = (option) => {
    box.value = option.dataset.value;
    close();
    if (box.form.elements.body_id) box.form.elements.body_id.value = option.dataset.id ?? "";
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.combobox}?q=${encodeURIComponent(box.value)}`, { signal: asked.signal });
      if (!answer.ok || document.activeElement !== box) return;
      const found = await answer.json();
      list.replaceChildren(...found.map(option));
      list.hidden = found.length === 0;
      list.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-expanded", String(found.length > 0));
      box.removeAttribute("aria-activedescendant");
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };
  const option = (body, index) => {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.value = body.name;
    item.dataset.id = body.id;
    item.textContent = body.name;
    if (body.note) {
      const note = document.createElement("small");
      note.textContent = body.note;
      item.append(" ", note);
    }
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(item); });
    return item;
  };

  box.addEventListener("input", () => {
    if (box.form.elements.body_id) box.form.elements.body_id.value = "";
    clearTimeout(timer);
    if (box.value.trim()) timer = setTimeout(ask, WAIT);
    else close();
  });
  box.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    const options = [...list.children];
    const at = options.indexOf(chosen());
    if (event.key === "ArrowDown" && !open) ask();
    else if (!open) return;
    else if (event.key === "ArrowDown") choose(options[(at + 1) % options.length]);
    else if (event.key === "ArrowUp") choose(options[(at - 1 + options.length) % options.length]);
    else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) {
      take(options[at]);
      if (event.key === "Tab") return;
    } else if (event.key === "Enter") { close(); return; }
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener("blur", close);
}
