// The rule's word on the levels chosen so far, as the server said it with the last save.
document.addEventListener("autosave:saved", ({ detail }) => {
  const line = document.querySelector("[data-rule]");
  if (line && detail.rule) line.textContent = detail.rule;
});

// Whoever reads for long without writing is still here; saving says so by itself.
const SIGN_EVERY = 3 * 60 * 1000;
const form = document.querySelector("form[data-here]");

const sign = async () => {
  if (document.visibilityState !== "visible") return;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "X-CSRFToken": token };
  const answer = await fetch(form.dataset.here, { method: "POST", headers }).catch(() => null);
  const line = document.querySelector("[data-gone-line]");
  if (!answer?.ok || !line) return;
  const { here } = await answer.json();
  line.textContent = here ? "" : form.dataset.gone;
};

if (form) setInterval(sign, SIGN_EVERY);
