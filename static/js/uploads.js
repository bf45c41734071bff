// <form data-upload>: the same post, with its progress shown. If the line drops, the files stay chosen.
import { announce, focusOn } from "./live.js";

function bar(form) {
  const old = form.querySelector(".upload-progress");
  if (old) return old;
  const box = document.createElement("div");
  box.className = "upload-progress";
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.setAttribute("aria-label", "Invio dei file");
  box.append(progress, document.createElement("p"));
  form.append(box);
  return box;
}

function size(bytes) {
  const mega = bytes / 1e6;
  const figures = { maximumFractionDigits: mega < 10 ? 1 : 0 };
  return mega < 0.1 ? `${Math.ceil(bytes / 1000)} kB` : `${mega.toLocaleString("it-IT", figures)} MB`;
}

function list(input) {
  const old = input.parentElement.querySelector(".field-files");
  const names = old ?? Object.assign(document.createElement("ul"), { className: "field-files" });
  const rows = [...input.files].map((file) =>
    Object.assign(document.createElement("li"), { textContent: `${file.name} (${size(file.size)})` }),
  );
  names.replaceChildren(...rows);
  if (!old) input.after(names);
}

// The answer is a whole page, with its errors or after a redirect: it takes the place of this one.
function show(request, enhance) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  document.title = page.title;
  document.body.replaceWith(page.body);
  if (request.responseURL && request.responseURL !== location.href) {
    history.pushState(null, "", request.responseURL);
    addEventListener("popstate", () => location.reload(), { once: true });
  }
  globalThis.htmx?.process(document.body);
  enhance(document.body);
  scrollTo(0, 0);
  focusOn(document.querySelector(".error-summary") ?? document.querySelector("h1"));
}

function post(form, submitter, enhance) {
  const box = bar(form);
  const progress = box.querySelector("progress");
  const words = box.querySelector("p");
  const buttons = [...form.querySelectorAll("button[type=submit]")];
  const request = new XMLHttpRequest();
  const data = new FormData(form, submitter);
  const stop = (text) => {
    buttons.forEach((button) => button.removeAttribute("aria-disabled"));
    delete form.dataset.sending;
    progress.value = 0;
    words.textContent = text;
    announce(text);
  };
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    progress.value = Math.round((event.loaded / event.total) * 100);
    words.textContent = `Inviati ${size(event.loaded)} di ${size(event.total)}`;
  });
  request.upload.addEventListener("load", () => (words.textContent = "Inviati. Controlliamo i file…"));
  const dropped = "L’invio si è interrotto. I file sono ancora scelti: premete di nuovo il pulsante.";
  request.addEventListener("error", () => stop(dropped));
  request.addEventListener("timeout", () => stop(dropped));
  request.addEventListener("load", () => {
    const kind = request.getResponseHeader("Content-Type") ?? "";
    if (kind.startsWith("text/html")) return show(request, enhance);
    stop("Il servizio non ha potuto ricevere i file. Riprovate tra qualche minuto.");
  });
  buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
  form.dataset.sending = "";
  announce("Invio dei file cominciato.");
  request.open("POST", submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href);
  request.send(data);
}

export function uploads(enhance) {
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("input[type=file]")) list(event.target);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-upload]") || event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.sending === undefined) post(form, event.submitter, enhance);
  });
}
