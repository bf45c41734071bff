// Counters of characters, the index of the page, links of the error summary, closing of confirmations.
import { focusOn } from "./live.js";

// As the server writes numbers: 1.600.
const written = (count) => count.toLocaleString("it-IT", { useGrouping: "always" });

export function counters(root) {
  for (const area of root.querySelectorAll("textarea[data-limit]:not([data-counted])")) {
    area.dataset.counted = "";
    const limit = Number(area.dataset.limit);
    const words = document.createElement("span");
    words.className = "field-count";
    area.after(words);
    const count = () => {
      // A line break counts as one character, here and on the server.
      const left = limit - area.value.length;
      const one = Math.abs(left) === 1;
      words.textContent =
        left >= 0
          ? `${one ? "Resta" : "Restano"} ${written(left)} ${one ? "carattere" : "caratteri"}`
          : `${written(-left)} ${one ? "carattere" : "caratteri"} di troppo`;
      words.classList.toggle("is-over", left < 0);
    };
    area.addEventListener("input", count);
    count();
  }
}

// On a phone the index would push the page away: it starts closed.
export function foldIndex(root) {
  if (!matchMedia("(max-width: 991px)").matches) return;
  for (const details of root.querySelectorAll("[data-page-index] details[open]")) details.open = false;
}

export function markIndex(root) {
  const links = [...root.querySelectorAll('[data-page-index] a[href^="#"]')];
  const byId = new Map(links.map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const seen = new IntersectionObserver(
    (entries) => {
      const now = entries.find((entry) => entry.isIntersecting);
      if (!now) return;
      links.forEach((link) => link.removeAttribute("aria-current"));
      byId.get(now.target.id).setAttribute("aria-current", "true");
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  for (const id of byId.keys()) {
    const section = document.getElementById(id);
    if (section) seen.observe(section);
  }
}

export function errorLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('.error-summary a[href^="#"]');
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.closest(".field")?.scrollIntoView({ block: "center" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest?.("details[data-confirm][open]");
    if (!open) return;
    open.open = false;
    focusOn(open.querySelector("summary"));
  });
  // The page came back with errors: start from their list.
  const errors = document.querySelector(".error-summary");
  if (errors && !location.hash) focusOn(errors);
}

// A field whose text is meant to be passed on gets a button that copies it.
export function copying(root) {
  if (!navigator.clipboard) return;
  for (const field of root.querySelectorAll("input[data-copy]:not([data-ready])")) {
    field.dataset.ready = "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-outline-primary mt-2";
    button.textContent = "Copiate l’indirizzo";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      document.getElementById("live").textContent = "Indirizzo copiato";
      button.textContent = "Copiato";
    });
    field.after(button);
  }
}
