// Shared office computers: signing out takes our copies of unsaved text with it.
import { forgetAll } from "./drafts.js";

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-signout]") && !event.defaultPrevented) {
    // Not before the page really goes: who is warned of unsaved text may still stay.
    addEventListener("pagehide", forgetAll, { once: true });
  }
});
