// Everything here only helps: each page works without it.
import { autosave } from "./autosave.js";
import { followSwaps } from "./swaps.js";
import { copying, counters, errorLinks, foldIndex, markIndex } from "./page.js";
import { uploads } from "./uploads.js";

function enhance(root) {
  copying(root);
  counters(root);
  foldIndex(root);
  markIndex(root);
  autosave(root);
}

errorLinks();
uploads(enhance);
followSwaps(enhance);
if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", () => enhance(document.body));
} else {
  enhance(document.body);
}
