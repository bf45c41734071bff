// Says something to who listens instead of looking.
export function announce(words) {
  const live = document.getElementById("live");
  if (!live || !words) return;
  live.textContent = "";
  setTimeout(() => (live.textContent = words), 60);
}

// A message for everybody, at the top of the page. `words` is plain text.
export function tell(level, words) {
  const place = document.getElementById("flash");
  if (!place) return announce(words);
  const box = document.createElement("div");
  box.className = `alert alert-${level}`;
  box.setAttribute("role", level === "danger" ? "alert" : "status");
  box.append(Object.assign(document.createElement("p"), { textContent: words }));
  place.replaceChildren(box);
  box.scrollIntoView({ block: "nearest" });
}

export function focusOn(element) {
  if (!element) return;
  if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) {
    element.tabIndex = -1;
  }
  element.focus();
}
