// Without script one form saves all texts together. With script each text becomes a form of its
// own that saves itself: then two windows only meet where they change the same text.
const hidden = (name, value) => {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name, value });
  return input;
};

const formOf = (part, whole) => {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: part.dataset.part, noValidate: true });
  form.className = part.className;
  form.dataset.autosave = part.dataset.part;
  form.dataset.version = part.dataset.version;
  form.dataset.person = whole.dataset.person;
  const token = whole.elements.namedItem("csrfmiddlewaretoken").value;
  form.append(hidden("csrfmiddlewaretoken", token), hidden("version", part.dataset.version));
  form.append(...part.childNodes);
  // The version of the whole form's post; this form keeps its own.
  for (const input of form.querySelectorAll('[name^="version-"], [name^="seen-"]')) input.remove();
  return form;
};

for (const whole of document.querySelectorAll("form[data-split-form]")) {
  const frame = document.createElement("div");
  frame.className = whole.className;
  whole.querySelector("[data-whole]").remove();
  for (const child of [...whole.children]) {
    if (child.name === "csrfmiddlewaretoken") continue;
    frame.append("part" in child.dataset ? formOf(child, whole) : child);
  }
  whole.replaceWith(frame);
}
