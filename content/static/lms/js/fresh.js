// What depends on what was saved is fetched again after saving, with the page itself: no address of
// its own, no second way to draw it. Not more often than people read.
const PAUSE = 3000;
const CHOICES = ".kern-fieldset__body[id]";
let timer;

/** Whoever is just there by keyboard or pointer keeps their place. */
const isInUse = (element) => element.contains(document.activeElement);

const renewParts = (page) => {
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh || isInUse(part) || fresh.innerHTML === part.innerHTML) continue;
    part.replaceChildren(...fresh.childNodes);
  }
};

const offered = (element) =>
  [...element.querySelectorAll("option, input")].map((option) => option.value).join("\n");

/** New options do not move whoever stands on a list, who may be waiting for just these. */
const isAmong = (element) => !(element instanceof HTMLSelectElement) && isInUse(element);

/** Rows typed on a page can be picked on it, too. What is chosen stays chosen. */
const renewChoices = (form, page) => {
  for (const here of form.querySelectorAll(`select[id], ${CHOICES}`)) {
    const fresh = page.getElementById(here.id);
    if (!fresh || isAmong(here) || offered(fresh) === offered(here)) continue;
    const chosen = here.value;
    const ticked = [...here.querySelectorAll("input:checked")].map((input) => input.value);
    here.replaceChildren(...fresh.childNodes);
    if (here instanceof HTMLSelectElement) here.value = chosen;
    for (const input of here.querySelectorAll("input"))
      input.checked = ticked.includes(input.value);
  }
};

const renew = async (form) => {
  const response = await fetch(location.href, { credentials: "same-origin" });
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  renewParts(page);
  renewChoices(form, page);
};

addEventListener("autosave:saved", ({ target }) => {
  clearTimeout(timer);
  // Without connection they stay as they are until the next time.
  timer = setTimeout(() => renew(target).catch(() => {}), PAUSE);
});
