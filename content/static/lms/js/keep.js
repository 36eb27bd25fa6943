// Keeps what is typed into a form that does not save itself, until the page shows that it arrived:
// `data-version` grows with everything the person has sent through it.
import { fill, texts } from "./autosave.js";
import { Draft } from "./drafts.js";

const kept = new WeakSet();

const keep = (form) => {
  const version = Number(form.dataset.version ?? 0);
  const draft = new Draft(form.dataset.person ?? "", form.dataset.keep);
  const copy = draft.left(version);
  if (copy) fill(form, copy.fields);
  form.addEventListener("input", () => {
    form.dataset.unsaved = "true";
    draft.keep(version, texts(form));
  });
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) draft.handOver();
  });
};

/** Every such form below `root`, each once. */
export const begin = (root) => {
  for (const form of root.querySelectorAll("form[data-keep]")) {
    if (kept.has(form)) continue;
    kept.add(form);
    keep(form);
  }
};

begin(document);
