// A second click sends nothing twice. The button stays enabled, so its name and value are sent.
const RELEASE_AFTER = 8000; // downloads leave the page standing

const release = (form, button) => {
  delete form.dataset.sending;
  if (button?.dataset.waits) {
    button.removeAttribute("aria-disabled");
    delete button.dataset.waits;
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.('button[aria-disabled="true"], a[aria-disabled="true"]');
  if (button) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "true";
  const button = event.submitter;
  if (button && !button.hasAttribute("aria-disabled")) {
    button.setAttribute("aria-disabled", "true");
    button.dataset.waits = "true";
  }
  setTimeout(release, RELEASE_AFTER, form, button);
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sending]")) {
    release(form, form.querySelector("[data-waits]"));
  }
});
