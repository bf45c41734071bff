// After htmx has changed a part of the page: focus where a person expects it, and words for who listens.
import { announce, focusOn, tell } from "./live.js";

let before = null;

function place(target) {
  const errors = target.querySelector(".error-summary");
  if (errors) return focusOn(errors);
  const wanted = target.querySelector("[data-focus]");
  if (wanted) return focusOn(wanted);
  if (document.activeElement && document.activeElement !== document.body) return;
  const same = before && document.getElementById(before);
  if (same) return same.focus();
  focusOn(target.querySelector("h1, h2, h3") ?? target);
}

// An outerHTML swap takes the old target away: its successor has the same id.
function living(target) {
  if (target?.isConnected) return target;
  return (target?.id && document.getElementById(target.id)) || document.getElementById("main");
}

export function followSwaps(enhance) {
  document.addEventListener("htmx:before:swap", () => {
    before = document.activeElement?.id || null;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const target = living(event.detail.ctx?.target);
    if (!target) return;
    enhance(target);
    if (target.closest("[data-quiet]")) return;
    place(target);
    announce(target.querySelector("[data-announce]")?.dataset.announce);
  });
  // The server may send `HX-Trigger: {"announce": {"value": "…"}}`.
  document.addEventListener("announce", (event) => announce(event.detail?.value ?? event.detail));
  document.addEventListener("htmx:error", () => {
    tell("danger", "Il servizio non risponde. Controllate la connessione e riprovate: quello che avete scritto è ancora qui.");
  });
}
