// The letter's pages: zoom, turn, marks, and picking words or a box with the pointer.
const STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];
const SHARP_FROM = 1.25; // from this zoom on the sharper picture is fetched
const SVG = "http://www.w3.org/2000/svg";

export class PageView {
  /** `root` holds .sheet elements; `onPick({page, words, box})` is called with what was selected. */
  constructor(root, onPick) {
    this.root = root;
    this.scroller = root.querySelector(".sheets");
    this.sheets = [...root.querySelectorAll(".sheet")];
    this.onPick = onPick;
    this.words = new Map();
    this.turned = 0;
    this.anchor = null;
    this.zoom = Number(sessionStorage.getItem("congvan.zoom")) || 1;
    for (const sheet of this.sheets) this.#listen(sheet);
    root.addEventListener("click", (event) => this.#tool(event.target.closest("[data-tool]")?.dataset.tool));
    this.#layout();
    new ResizeObserver(() => this.#layout()).observe(this.scroller);
    this.scroller.addEventListener("scroll", () => this.#count(), { passive: true });
  }

  #tool(name) {
    if (name === "in") this.step(1);
    if (name === "out") this.step(-1);
    if (name === "fit") this.setZoom(1);
    if (name === "turn") this.turn();
    if (name === "marks") this.toggleMarks();
    if (name === "next") this.go(1);
    if (name === "previous") this.go(-1);
  }

  step(by) {
    const at = STEPS.findIndex((step) => step >= this.zoom - 0.01);
    this.setZoom(STEPS[Math.max(0, Math.min(STEPS.length - 1, at + by))]);
  }

  setZoom(zoom) {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const middle = (scrollTop + clientHeight / 2) / scrollHeight;
    this.zoom = zoom;
    sessionStorage.setItem("congvan.zoom", zoom);
    this.#layout();
    this.scroller.scrollTop = middle * this.scroller.scrollHeight - clientHeight / 2;
  }

  turn() {
    this.turned = (this.turned + 90) % 360;
    this.#layout();
  }

  toggleMarks() {
    this.root.classList.toggle("bare");
    this.root.querySelector('[data-tool="marks"]')?.setAttribute("aria-pressed", !this.root.classList.contains("bare"));
  }

  go(by) {
    const sheet = this.sheets[Math.max(0, Math.min(this.sheets.length - 1, this.#current() + by))];
    this.scroller.scrollTop = sheet.offsetTop - 8;
  }

  scroll(by) {
    this.scroller.scrollBy({ top: by * this.scroller.clientHeight * 0.85 });
  }

  /** Show where a value stands: its marks stand out and are scrolled into view. */
  show(target) {
    for (const mark of this.root.querySelectorAll(".mark.on")) mark.classList.remove("on");
    const marks = this.root.querySelectorAll(`.mark[data-for="${CSS.escape(target)}"]`);
    for (const mark of marks) mark.classList.add("on");
    if (marks.length) this.#reveal(marks[0]);
    return marks.length > 0;
  }

  #reveal(mark) {
    const view = this.scroller.getBoundingClientRect();
    const box = mark.getBoundingClientRect();
    const margin = Math.min(80, view.height / 5);
    if (box.top < view.top + margin || box.bottom > view.bottom - margin) {
      this.scroller.scrollTop += box.top - view.top - view.height * 0.35;
    }
    if (box.left < view.left || box.right > view.right) this.scroller.scrollLeft += box.left - view.left - 40;
  }

  /** Draw the marks that the server sent anew (after a correction). */
  redraw(marks) {
    for (const sheet of this.sheets) {
      const fresh = marks.querySelector(`[data-page="${sheet.dataset.page}"]`);
      if (fresh) sheet.querySelector(".marks").replaceChildren(...fresh.childNodes);
    }
  }

  #layout() {
    const room = this.scroller.clientWidth - 16;
    const sideways = this.turned % 180 !== 0;
    for (const sheet of this.sheets) {
      const [w, h] = [Number(sheet.dataset.width), Number(sheet.dataset.height)];
      const across = Math.round(room * this.zoom);
      const scale = across / (sideways ? h : w);
      const inner = sheet.querySelector(".leaf");
      sheet.style.width = `${across}px`;
      sheet.style.height = `${Math.round((sideways ? w : h) * scale)}px`;
      inner.style.width = `${w * scale}px`;
      inner.style.height = `${h * scale}px`;
      inner.style.transform = {
        0: "", 90: `translateX(${h * scale}px) rotate(90deg)`,
        180: `translate(${w * scale}px, ${h * scale}px) rotate(180deg)`, 270: `translateY(${w * scale}px) rotate(270deg)`,
      }[this.turned];
      const picture = sheet.querySelector("img");
      if (picture && (this.zoom * devicePixelRatio >= SHARP_FROM) && picture.dataset.sharp) {
        picture.src = picture.dataset.sharp;
        delete picture.dataset.sharp;
      }
    }
    const shown = this.root.querySelector("[data-zoom]");
    if (shown) shown.textContent = `${Math.round(this.zoom * 100)} %`;
    this.#count();
  }

  #current() {
    const middle = this.scroller.scrollTop + this.scroller.clientHeight / 3;
    let at = 0;
    this.sheets.forEach((sheet, index) => { if (sheet.offsetTop <= middle) at = index; });
    return at;
  }

  #count() {
    const shown = this.root.querySelector("[data-current]");
    if (shown) shown.textContent = `${this.#current() + 1}/${this.sheets.length}`;
  }

  async #wordsOf(sheet) {
    const page = sheet.dataset.page;
    if (!this.words.has(page)) {
      const answer = await fetch(sheet.dataset.words, { headers: { Accept: "application/json" } });
      this.words.set(page, answer.ok ? await answer.json() : []);
    }
    return this.words.get(page);
  }

  #point(sheet, event) {
    const at = sheet.querySelector(".marks").getScreenCTM().inverse();
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(at);
    return [point.x, point.y];
  }

  #listen(sheet) {
    const marks = sheet.querySelector(".marks");
    let from = null;
    let band = null;
    sheet.addEventListener("pointerenter", () => this.#wordsOf(sheet), { once: true });
    marks.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType === "touch") return;
      event.preventDefault(); // the focused field keeps the focus
      from = this.#point(sheet, event);
      marks.setPointerCapture(event.pointerId);
    });
    marks.addEventListener("pointermove", (event) => {
      if (!from) return;
      const to = this.#point(sheet, event);
      if (!band && Math.hypot(to[0] - from[0], to[1] - from[1]) < 4) return;
      band ??= marks.appendChild(document.createElementNS(SVG, "rect"));
      band.setAttribute("class", "band");
      const box = around(from, to);
      band.setAttribute("x", box[0]);
      band.setAttribute("y", box[1]);
      band.setAttribute("width", box[2] - box[0]);
      band.setAttribute("height", box[3] - box[1]);
    });
    marks.addEventListener("pointerup", async (event) => {
      if (!from) return;
      const start = from;
      const box = band ? around(start, this.#point(sheet, event)) : null;
      from = null;
      band?.remove();
      band = null;
      await this.#pick(sheet, start, box, event);
    });
    marks.addEventListener("pointercancel", () => { from = null; band?.remove(); band = null; });
    marks.addEventListener("click", (event) => event.preventDefault()); // marks are links for browsers without scripts
    sheet.addEventListener("click", (event) => { // a touch: one word
      if (event.pointerType === "touch") this.#pick(sheet, this.#point(sheet, event), null, event);
    });
  }

  async #pick(sheet, point, box, event) {
    const words = await this.#wordsOf(sheet);
    const page = Number(sheet.dataset.page);
    let picked;
    if (box) {
      picked = words.filter(([, , x0, top, x1, bottom]) => inside((x0 + x1) / 2, (top + bottom) / 2, box));
    } else {
      const index = words.findIndex(([, , x0, top, x1, bottom]) => inside(point[0], point[1], [x0 - 1, top - 1, x1 + 1, bottom + 1]));
      if (event.shiftKey && this.anchor?.page === page && index >= 0) {
        picked = words.slice(Math.min(index, this.anchor.index), Math.max(index, this.anchor.index) + 1);
      } else if (index >= 0) {
        picked = [words[index]];
        this.anchor = { page, index };
      } else picked = [];
    }
    const mark = box ? null : [...sheet.querySelectorAll(".mark")].findLast((one) => {
      const b = one.getBBox();
      return inside(point[0], point[1], [b.x, b.y, b.x + b.width, b.y + b.height]);
    });
    this.light(sheet, picked);
    this.onPick({ page, words: picked, box, target: mark?.dataset.for ?? null, shift: event.shiftKey });
  }

  /** Show which words are selected. */
  light(sheet, words) {
    for (const old of this.root.querySelectorAll(".lit")) old.remove();
    for (const [, , x0, top, x1, bottom] of words) {
      const rect = document.createElementNS(SVG, "rect");
      rect.setAttribute("class", "lit");
      rect.setAttribute("x", x0);
      rect.setAttribute("y", top);
      rect.setAttribute("width", x1 - x0);
      rect.setAttribute("height", bottom - top);
      sheet.querySelector(".marks").append(rect);
    }
  }
}

const around = ([ax, ay], [bx, by]) => [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
const inside = (x, y, [x0, top, x1, bottom]) => x >= x0 && x <= x1 && y >= top && y <= bottom;
