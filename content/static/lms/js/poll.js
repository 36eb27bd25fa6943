// A part of a page that says how far something is, fetched again with the page itself until it says
// that it is over. Without script its own link does the same.
const PAUSE = 2000;
const PAUSE_AFTER_TROUBLE = 10000;

const renew = async (part) => {
  const response = await fetch(location.href, { credentials: "same-origin" });
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.getElementById(part.id);
  if (!fresh) return;
  // Whoever is about to press a button there keeps it.
  if (!part.contains(document.activeElement)) part.replaceChildren(...fresh.childNodes);
  if (!fresh.hasAttribute("data-goes-on")) part.removeAttribute("data-goes-on");
};

const watch = async (part) => {
  if (!part.hasAttribute("data-goes-on")) return;
  let pause = PAUSE;
  if (!document.hidden) await renew(part).catch(() => (pause = PAUSE_AFTER_TROUBLE));
  setTimeout(watch, pause, part);
};

for (const part of document.querySelectorAll("[data-poll]")) setTimeout(watch, PAUSE, part);
