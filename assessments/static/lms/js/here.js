// Says quietly who else has the section open, and that something newer is stored. Nothing is kept.
const EVERY = 20 * 1000;
const AT_MOST = 5 * 60 * 1000; // between two tries while the line is down
const box = document.querySelector("[data-here]");
const form = document.querySelector("form[data-autosave]");

const tell = (line, words) => {
  const text = line.querySelector("[data-here-text]");
  if (text.textContent !== words) text.textContent = words; // said again it would be read aloud again
  line.hidden = !words;
};

const show = ({ here, saved, version }) => {
  const who = box.querySelector("[data-here-who]");
  const stored = box.querySelector("[data-here-saved]");
  tell(who, here);
  // The page may have been saved while the question was on its way.
  tell(stored, version > Number(form.dataset.version) ? saved : "");
  box.hidden = who.hidden && stored.hidden;
};

const ask = async () => {
  const body = new FormData();
  body.set("version", form.dataset.version);
  const headers = { "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value };
  const answer = await fetch(box.dataset.here, { method: "POST", body, headers, redirect: "manual" });
  if (!answer.ok) throw new Error(String(answer.status));
  show(await answer.json());
};

let timer;
let wait = EVERY;

const go = async () => {
  clearTimeout(timer);
  if (document.visibilityState !== "visible") return; // goes on when the page is looked at again
  try {
    await ask();
    wait = EVERY;
  } catch {
    wait = Math.min(wait * 2, AT_MOST);
  }
  clearTimeout(timer);
  timer = setTimeout(go, wait);
};

if (box && form) {
  document.addEventListener("visibilitychange", go);
  document.addEventListener("autosave:saved", () => {
    tell(box.querySelector("[data-here-saved]"), "");
  });
  go();
}
