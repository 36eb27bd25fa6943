// Two texts and one choice. Nothing in the form changes before the person has chosen.
const labelOf = (field) => field.labels?.[0]?.querySelector("span")?.textContent ?? field.name;

// The server ends lines its own way; a text area knows only one.
const plain = (text) => String(text ?? "").replace(/\r\n?/g, "\n");

const copyOf = (name) => document.querySelector(`template[data-${name}]`).content.cloneNode(true);

const chosen = (choice, mine, theirs) => {
  if (choice === "theirs") return theirs;
  return choice === "both" ? `${mine}\n\n${theirs}` : mine;
};

const isText = (field) => field instanceof HTMLTextAreaElement || field.type === "text";

/** Below the field being written in, so that it neither moves nor loses the cursor. */
const placeFor = (differing, form) => {
  const active = differing.find(({ field }) => field === document.activeElement);
  const { field } = active ?? differing[0];
  return field.closest?.(".kern-form-input, .kern-fieldset, .ui-check") ?? form;
};

/**
 * Shows what differs, and who wrote the other text where it was somebody else;
 * `done(choice)` runs once the fields hold the chosen text.
 */
export const askWhichText = (form, { theirs, by }, done) => {
  const differing = Object.entries(theirs)
    .map(([name, text]) => ({ field: form.elements.namedItem(name), text: plain(text) }))
    .filter(({ field, text }) => field && "value" in field && field.value !== text);
  if (!differing.length) {
    done("mine");
    return;
  }
  const fragment = copyOf("conflict-box");
  const box = fragment.firstElementChild;
  const author = box.querySelector("[data-conflict-by]");
  author.hidden = !by;
  author.querySelector("[data-by]").textContent = by ?? "";
  for (const { field, text } of differing) {
    const item = copyOf("conflict-field");
    item.querySelector("[data-label]").textContent = labelOf(field);
    item.querySelector("[data-mine]").textContent = field.value;
    item.querySelector("[data-theirs]").textContent = text;
    box.querySelector("[data-conflict-fields]").append(item);
  }
  box.querySelector('[data-keep="both"]').hidden = !differing.every(({ field }) => isText(field));
  box.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-keep]")?.dataset.keep;
    if (!choice) return;
    for (const { field, text } of differing) field.value = chosen(choice, field.value, text);
    box.remove();
    differing[0].field.focus?.();
    done(choice);
  });
  placeFor(differing, form).after(fragment);
};
