// Two texts and one choice. Nothing in the form changes before the person has chosen.
const labelOf = (field) => field.labels?.[0]?.querySelector("span")?.textContent ?? field.name;

// The server ends lines its own way; a text area knows only one.
const plain = (text) => String(text ?? "").replace(/\r\n?/g, "\n");

/** A value as the form shows it: the words of a choice, whose key says nothing. */
const wordsOf = (field, value) => {
  if (!(field instanceof HTMLSelectElement)) return value;
  return [...field.options].find((option) => option.value === value)?.text ?? value;
};

const copyOf = (name) => document.querySelector(`template[data-${name}]`).content.cloneNode(true);

const chosen = (choice, field, theirs) => {
  if (choice === "theirs") return theirs;
  const joint = field instanceof HTMLTextAreaElement ? "\n\n" : " / ";
  return choice === "both" ? [field.value, theirs].filter(Boolean).join(joint) : field.value;
};

const isText = (field) => field instanceof HTMLTextAreaElement || field.type === "text";

/**
 * Rows that came, went or moved, and things picked, cannot be laid field beside field: how many rows
 * there are and which is which stands in hidden fields.
 */
const isFieldByField = (form, theirs) => {
  if (!Object.keys(theirs).some((name) => name.endsWith("-rows"))) return true;
  return Object.entries(theirs).every(([name, value]) => {
    const field = form.elements.namedItem(name);
    if (Array.isArray(value) || !(field instanceof Element)) return false;
    return field.type !== "hidden" || field.value === value;
  });
};

/** Below the field being written in, so that it neither moves nor loses the cursor. */
const placeFor = (differing, form) => {
  const active = differing.find(({ field }) => field === document.activeElement);
  const { field } = active ?? differing[0];
  return field.closest?.(".kern-form-input, .kern-fieldset, .ui-check") ?? form;
};

const sayWho = (box, by) => {
  const author = box.querySelector("[data-conflict-by]");
  author.hidden = !by;
  author.querySelector("[data-by]").textContent = by ?? "";
};

/** Sending the real form leads to the page that shows both, row by row; it saves nothing yet. */
const askOnItsOwnPage = (form, by) => {
  const fragment = copyOf("conflict-rows");
  sayWho(fragment.firstElementChild, by);
  const active = form.contains(document.activeElement) ? document.activeElement : form.elements[0];
  placeFor([{ field: active }], form).after(fragment);
};

/**
 * Shows what differs, and who wrote the other text where it was somebody else;
 * `done(choice)` runs once the fields hold the chosen text.
 */
export const askWhichText = (form, { theirs, by }, done) => {
  if (!isFieldByField(form, theirs)) {
    askOnItsOwnPage(form, by);
    return;
  }
  const differing = Object.entries(theirs)
    .map(([name, text]) => ({ field: form.elements.namedItem(name), text: plain(text) }))
    .filter(({ field, text }) => field && "value" in field && field.value !== text);
  if (!differing.length) {
    done("mine");
    return;
  }
  const fragment = copyOf("conflict-box");
  const box = fragment.firstElementChild;
  sayWho(box, by);
  for (const { field, text } of differing) {
    const item = copyOf("conflict-field");
    item.querySelector("[data-label]").textContent = labelOf(field);
    item.querySelector("[data-mine]").textContent = wordsOf(field, field.value);
    item.querySelector("[data-theirs]").textContent = wordsOf(field, text);
    box.querySelector("[data-conflict-fields]").append(item);
  }
  box.querySelector('[data-keep="both"]').hidden = !differing.every(({ field }) => isText(field));
  box.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-keep]")?.dataset.keep;
    if (!choice) return;
    for (const { field, text } of differing) field.value = chosen(choice, field, text);
    box.remove();
    differing[0].field.focus?.();
    done(choice);
  });
  placeFor(differing, form).after(fragment);
};
