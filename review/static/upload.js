// Drag files anywhere onto the inbox page; each one is sent by itself, with its progress.
const form = document.querySelector("[data-upload]");
const AT_ONCE = 2;

if (form) {
  const input = form.elements.files;
  const list = form.querySelector(".progress");
  const largest = Number(form.dataset.largest);
  const waiting = [];
  let underway = 0;
  let depth = 0;

  form.classList.add("live");
  input.addEventListener("change", () => { add(input.files); input.value = ""; });
  addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; form.classList.add("over"); });
  addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) form.classList.remove("over"); });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    form.classList.remove("over");
    add(event.dataTransfer.files);
  });

  function add(files) {
    for (const file of files) {
      const item = document.createElement("li");
      const name = document.createElement("span");
      name.textContent = file.name;
      const bar = document.createElement("progress");
      bar.max = 1;
      bar.value = 0;
      bar.setAttribute("aria-label", file.name);
      item.append(name, bar);
      list.prepend(item);
      if (file.size > largest) tell(item, false, `${file.name}: lớn hơn ${Math.floor(largest / 1e6)} MB.`);
      else waiting.push({ file, item, bar });
    }
    next();
  }

  function tell(item, good, words) {
    item.className = good ? "good" : "bad";
    item.textContent = words;
    if (good) setTimeout(() => item.remove(), 8000);
  }

  function next() {
    while (underway < AT_ONCE && waiting.length) send(waiting.shift());
  }

  function send({ file, item, bar }) {
    underway += 1;
    const body = new FormData();
    body.append("files", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRF-Token", form.elements.csrf.value);
    request.setRequestHeader("X-Upload", "1");
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
    request.addEventListener("loadend", () => {
      underway -= 1;
      const said = new DOMParser().parseFromString(request.responseText || "", "text/html").querySelector("li, .notice span");
      const fallback = request.status === 413 ? `${file.name}: tệp quá lớn.` : `${file.name}: chưa gửi được, thử lại.`;
      tell(item, request.status === 200, said?.textContent ?? fallback);
      document.body.dispatchEvent(new Event("uploaded"));
      next();
    });
    request.send(body);
  }
}
