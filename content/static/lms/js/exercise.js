// One exercise in several browsers: asks every few seconds what is new and puts it where it belongs.
// Pieces are replaced and items come and go; a form somebody writes in is never drawn anew.
import { begin as saveForms, texts } from "./autosave.js";
import { begin as keepForms } from "./keep.js";

const EVERY = 4000;
const UNSEEN = 30_000; // while nobody looks at the page
const WAITS = [4000, 8000, 15_000]; // between tries without connection

/** „4:09“, „1:04:09“ */
const reading = (seconds) => {
  const left = Math.max(0, seconds);
  const two = (n) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(left / 3600), Math.floor((left % 3600) / 60)];
  return hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
};

/** The markup without what differs in every answer. */
const sourceOf = (piece) => {
  const copy = piece.cloneNode(true);
  for (const input of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) input.remove();
  return copy.innerHTML;
};

const named = (root, name, value) => root.querySelector(`[data-${name}="${CSS.escape(value)}"]`);
const formsOf = (root) => [...root.querySelectorAll("form[data-autosave], form[data-keep]")];
const addressOf = (form) => form.dataset.autosave ?? form.dataset.keep;

class Table {
  constructor(root) {
    this.root = root;
    this.content = root.querySelector("[data-live-content]");
    this.sources = new Map();
    this.tries = 0;
    this.note(this.content);
    this.news = this.newsIn(this.content);
    this.setClock(this.content);
    root.querySelector("[data-live-without]").hidden = true;
    setInterval(() => this.tick(), 1000);
    this.tick();
    this.unfold();
    this.later(EVERY);
    addEventListener("online", () => this.ask());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.ask(true);
    });
  }

  // — The clock ——————————————————————————————————————————————————————————————————

  setClock(content) {
    this.clock = Number(content.dataset.clock);
    this.since = "running" in content.dataset ? performance.now() : null;
  }

  get seconds() {
    const passed = this.since === null ? 0 : (performance.now() - this.since) / 1000;
    return this.clock + Math.floor(passed);
  }

  tick() {
    const now = this.seconds;
    for (const element of this.root.querySelectorAll("[data-clock-text]")) {
      element.textContent = reading(now);
    }
    for (const element of this.root.querySelectorAll("[data-due]")) {
      const left = Number(element.dataset.due) - now;
      const { left: words, over } = this.root.dataset;
      element.textContent = left > 0 ? words.replace("{time}", reading(left)) : over;
    }
  }

  /** What this browser has kept and put back must not be hidden. */
  unfold() {
    for (const form of this.root.querySelectorAll("details form[data-unsaved]")) {
      form.closest("details").open = true;
    }
  }

  // — Asking ————————————————————————————————————————————————————————————————————

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), wait);
  }

  /** `isFresh` asks for everything: a sleeping computer may have lost the time. */
  async ask(isFresh = false) {
    if (this.isAsking) return;
    this.isAsking = true;
    clearTimeout(this.timer);
    const known = isFresh ? "0" : this.content.dataset.number;
    let wait = document.visibilityState === "visible" ? EVERY : UNSEEN;
    try {
      const answer = await fetch(`${this.root.dataset.live}?nach=${known}`, {
        redirect: "manual",
        credentials: "same-origin",
        cache: "no-store",
      });
      wait = this.heard(answer.status, await answer.text(), answer.type) ?? wait;
    } catch {
      wait = this.missed("lost");
    }
    this.isAsking = false;
    this.later(wait);
  }

  heard(status, text, type) {
    if (status === 200) this.merge(text);
    if (status === 200 || status === 204) {
      if (this.tries) this.say("back");
      this.tries = 0;
      return null;
    }
    const isGone = type === "opaqueredirect" || [401, 403, 404].includes(status);
    return this.missed(isGone ? "gone" : "lost");
  }

  missed(kind) {
    // One miss may be chance; the next try follows soon.
    if (this.tries || kind === "gone") this.say(kind);
    const wait = this.tries ? WAITS[Math.min(this.tries - 1, WAITS.length - 1)] : 1500;
    this.tries += 1;
    return wait;
  }

  say(kind) {
    const line = this.root.querySelector("[data-live-line]");
    line.classList.toggle("ui-live--off", kind !== "back");
    if (line.dataset.kind === kind) return;
    line.dataset.kind = kind;
    line.textContent = this.root.dataset[kind];
  }

  // — Putting it in its place —————————————————————————————————————————————————————

  merge(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.querySelector("[data-live-content]");
    if (!fresh) return;
    const news = this.newsIn(fresh);
    for (const list of fresh.querySelectorAll("[data-list]")) this.mergeList(list);
    for (const piece of fresh.querySelectorAll("[data-piece]")) this.mergePiece(piece);
    for (const form of formsOf(fresh)) this.mergeForm(form);
    this.content.dataset.number = fresh.dataset.number;
    this.setClock(fresh);
    this.tick();
    this.announce(news);
  }

  mergeList(fresh) {
    const list = named(this.content, "list", fresh.dataset.list);
    const wanted = new Set([...fresh.children].map((item) => item.dataset.item));
    for (const item of [...list.children]) {
      const isWritten = item.querySelector("form[data-unsaved]");
      if (!wanted.has(item.dataset.item) && !isWritten) item.remove();
    }
    let before = null;
    for (const item of [...fresh.children].reverse()) {
      const standing = named(list, "item", item.dataset.item);
      before = standing ? this.mergeItem(standing, item) : this.put(list, item, before);
    }
  }

  put(list, item, before) {
    const copy = document.importNode(item, true);
    list.insertBefore(copy, before);
    this.note(copy);
    saveForms(copy);
    keepForms(copy);
    return copy;
  }

  /** A form that is no longer there goes, unless it holds what is not saved. */
  mergeItem(standing, fresh) {
    const wanted = new Set(formsOf(fresh).map(addressOf));
    for (const form of formsOf(standing)) {
      if (!wanted.has(addressOf(form)) && !form.dataset.unsaved) form.remove();
    }
    return standing;
  }

  mergePiece(fresh) {
    const { piece } = fresh.dataset;
    const standing = named(this.content, "piece", piece);
    const source = sourceOf(fresh);
    if (!standing || this.sources.get(piece) === source) return;
    this.sources.set(piece, source);
    const copy = document.importNode(fresh, true);
    const { id } = document.activeElement ?? {};
    standing.replaceChildren(...copy.childNodes);
    if (id && document.activeElement?.id !== id) document.getElementById(id)?.focus();
  }

  mergeForm(fresh) {
    const standing = formsOf(this.content).find((form) => addressOf(form) === addressOf(fresh));
    if (!standing || !fresh.dataset.autosave) return;
    const detail = { version: Number(fresh.dataset.version), fields: texts(fresh) };
    standing.dispatchEvent(new CustomEvent("autosave:newer", { detail }));
  }

  note(root) {
    const pieces = [...root.querySelectorAll("[data-piece]")];
    for (const piece of pieces) this.sources.set(piece.dataset.piece, sourceOf(piece));
  }

  // — Saying what is new ————————————————————————————————————————————————————————————

  newsIn(root) {
    const found = [...root.querySelectorAll("[data-news]")];
    return new Set(found.map((element) => element.dataset.news));
  }

  announce(news) {
    const fresh = [...news].filter((words) => !this.news.has(words));
    this.news = news;
    if (fresh.length) this.root.querySelector("[data-live-news]").textContent = fresh.join(" ");
  }
}

for (const root of document.querySelectorAll("[data-live]")) new Table(root);
