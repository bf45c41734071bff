// <form data-autosave="/where/to/post">: the draft is kept after two seconds of quiet. Never in the way.
import { announce } from "./live.js";

const QUIET = 2000;
const RETRIES = [5000, 15000, 30000, 60000];

function answers(form) {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string") continue;
    if (form.elements[name]?.type === "password") continue;
    data.append(name, value);
  }
  return data;
}

function clock(response) {
  const said = response.headers.get("X-Saved-At");
  return said ?? new Date().toLocaleTimeString("it-IT", { hour: "2-digit", minute: "2-digit" });
}

function words(response) {
  if (response.ok) return `Bozza salvata alle ${clock(response)}`;
  if (response.status === 409) return "La bozza è stata cambiata in un’altra finestra: ricaricate la pagina per vederla.";
  if (response.status === 422) return "Bozza non salvata: ci sono risposte da correggere.";
  return "Bozza non salvata: la sessione è finita. Copiate quello che avete scritto e accedete di nuovo.";
}

function keep(form) {
  const url = form.dataset.autosave || (form.getAttribute("action") ?? location.href);
  const state = form.querySelector(".save-state") ?? document.createElement("p");
  state.className = "save-state";
  if (!state.isConnected) form.append(state);
  let timer = 0;
  let sending = false;
  let dirty = false;
  let failures = 0;
  let kept = answers(form).toString();

  const say = (text, aloud) => {
    state.textContent = text;
    if (aloud) announce(text);
  };
  const plan = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  };

  async function send(leaving = false) {
    if (!form.isConnected || sending) return;
    const body = answers(form);
    if (body.toString() === kept) return void (dirty = false);
    sending = true;
    dirty = false;
    try {
      const headers = { "X-Autosave": "1", Accept: "text/plain" };
      const options = { method: "POST", body, headers, redirect: "manual", keepalive: leaving };
      const response = await fetch(url, options);
      if (response.status >= 500 || response.status === 429) throw new Error("busy");
      if (response.ok) kept = body.toString();
      say(words(response), !response.ok || failures > 0);
      failures = 0;
    } catch {
      const wait = RETRIES[Math.min(failures, RETRIES.length - 1)];
      if (failures === 0) announce("Bozza non ancora salvata: la connessione manca.");
      failures += 1;
      say("Bozza non ancora salvata: la connessione manca. Riproviamo da soli tra poco.");
      dirty = true;
      plan(wait);
    } finally {
      sending = false;
      if (dirty && failures === 0) plan(QUIET);
    }
  }

  const changed = () => {
    dirty = true;
    plan(QUIET);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => clearTimeout(timer));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !dirty) return;
    clearTimeout(timer);
    send(true);
  });
}

export function autosave(root) {
  const forms = [...root.querySelectorAll("form[data-autosave]")];
  if (root.matches?.("form[data-autosave]")) forms.push(root);
  for (const form of forms) {
    if (form.dataset.kept !== undefined) continue;
    form.dataset.kept = "";
    keep(form);
  }
}
