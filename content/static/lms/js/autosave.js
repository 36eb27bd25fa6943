// Saves a form while it is written. The field is never drawn anew; without script the form saves itself.
import { askWhichText } from "./conflict.js";
import { Draft } from "./drafts.js";

const PAUSE = 1500; // after the last key
const AT_MOST = 5000; // after the first one
const WAITS = [2000, 4000, 8000, 15000]; // between tries without connection

const cookie = (name) =>
  document.cookie
    .split("; ")
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** What stands in a form, by name; every value of a name, in a list. */
export const texts = (form) => {
  const found = {};
  for (const [name, value] of new FormData(form)) {
    if (name === "csrfmiddlewaretoken" || name === "version" || value instanceof File) continue;
    found[name] = [...(found[name] ?? []), value];
  }
  return found;
};

/** The other way round: what `texts` found stands in the form again. */
export const fill = (form, fields) => {
  for (const element of form.elements) {
    if (!element.name || ["hidden", "file", "submit", "button"].includes(element.type)) continue;
    const values = fields[element.name] ?? [];
    if (element.type === "checkbox" || element.type === "radio") {
      element.checked = values.includes(element.value);
    } else if (element instanceof HTMLSelectElement) {
      for (const option of element.options) option.selected = values.includes(option.value);
    } else if (values.length) {
      element.value = values[0];
    }
  }
};

/** The line that says where the text lies. Only changes of kind are read aloud, not every minute. */
class Line {
  constructor(form) {
    this.element =
      form.querySelector("[data-save-state]") ?? document.querySelector("[data-save-state]");
    this.kind = "";
  }

  say(kind, words = {}) {
    if (!this.element) return;
    const known = this.element.dataset[kind] ?? "";
    const text = known.replace(/\{(\w+)\}/g, (_match, name) => words[name] ?? "");
    const isBad = !["saved", "saving", "typing", "restored"].includes(kind);
    this.element.querySelector("[data-save-text]").textContent = text;
    this.element.classList.toggle("ui-save--ok", kind === "saved");
    this.element.classList.toggle("ui-save--off", isBad);
    this.element.querySelector('[data-icon="ok"]').hidden = kind !== "saved";
    this.element.querySelector('[data-icon="off"]').hidden = !isBad;
    this.aloud(kind, isBad, text);
  }

  aloud(kind, isBad, text) {
    const isNews =
      (isBad && kind !== this.kind) || (kind === "saved" && this.wasBad) || kind === "restored";
    if (isNews) this.element.querySelector("[data-save-live]").textContent = text;
    if (isBad || kind === "saved") this.wasBad = isBad;
    this.kind = kind;
  }
}

/**
 * Whether somebody wrote before this script ran, as on a slow line: no event told of it. On reload
 * and on the way back the browser itself fills in what stood there before; that is not writing.
 */
const typedEarly = (form) => {
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return false;
  return [...form.elements].some((element) => {
    if (element instanceof HTMLSelectElement || element.type === "hidden") return false;
    if (["checkbox", "radio"].includes(element.type))
      return element.checked !== element.defaultChecked;
    return "defaultValue" in element && element.value !== element.defaultValue;
  });
};

class Autosave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosave;
    this.version = Number(form.dataset.version ?? 0);
    this.draft = new Draft(form.dataset.person ?? "", this.url);
    this.line = new Line(form);
    this.changes = 0; // counts edits, so that an answer knows whether more was typed meanwhile
    this.savedChanges = 0;
    this.tries = 0;
    this.state = "idle"; // idle, sending, choosing, leaving
    this.listen();
    this.restore();
    if (!this.isDirty && typedEarly(form)) this.edited();
  }

  get isDirty() {
    return this.changes > this.savedChanges;
  }

  listen() {
    this.form.addEventListener("input", () => this.edited());
    this.form.addEventListener("change", () => this.edited());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.form.addEventListener("autosave:newer", ({ detail }) => this.takeOver(detail));
    addEventListener("online", () => this.isDirty && this.save());
    // What was submitted is handed over already; a second copy would look unsaved on the next page.
    addEventListener("pagehide", () => this.isDirty && this.state !== "leaving" && this.keep());
    addEventListener("pageshow", () => {
      if (this.state === "leaving") this.state = "idle";
    });
    addEventListener("beforeunload", (event) => {
      if (this.isDirty && this.state !== "leaving") event.preventDefault();
    });
  }

  fields() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  }

  keep() {
    this.draft.keep(this.version, texts(this.form));
  }

  restore() {
    const copy = this.draft.left(this.version);
    if (!copy) return;
    const isSame = JSON.stringify(copy.fields) === JSON.stringify(texts(this.form));
    if (isSame) {
      this.draft.drop();
      return;
    }
    fill(this.form, copy.fields);
    this.version = copy.version; // an older one leads to the choice between both texts
    this.line.say("restored");
    this.edited(false);
  }

  /** What somebody else has saved meanwhile; it stays away while one's own is not saved. */
  takeOver({ version, fields }) {
    if (this.isDirty || this.state !== "idle" || version <= this.version) return;
    fill(this.form, fields);
    this.setVersion(version);
    this.draft.drop();
  }

  edited(isNew = true) {
    // Taken out of the page, its last field is left once more.
    if (!this.form.isConnected) return;
    this.changes += 1;
    this.form.dataset.unsaved = "true";
    this.since ??= Date.now();
    this.keep();
    if (this.state === "choosing") return;
    if (isNew && !this.tries) this.line.say("typing");
    if (this.tries) return; // the next try is already set
    this.later(Math.max(0, Math.min(PAUSE, this.since + AT_MOST - Date.now())));
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save() {
    if (this.state !== "idle" || !this.isDirty || !this.form.isConnected) return;
    clearTimeout(this.timer);
    this.state = "sending";
    this.since = undefined;
    const sent = this.changes;
    this.line.say("saving");
    let answer;
    try {
      answer = await this.send();
    } catch {
      this.back(() => this.tryAgain("offline"));
      return;
    }
    this.back(() => this.answered(answer, sent));
  }

  back(next) {
    if (this.state === "sending") this.state = "idle";
    next();
  }

  async send() {
    const body = this.fields();
    body.set("version", this.version);
    const headers = { "X-Autosave": "1", Accept: "application/json" };
    const token = cookie("csrftoken");
    if (token) {
      // The cookie is current even after signing in again in a second window.
      body.delete("csrfmiddlewaretoken");
      headers["X-CSRFToken"] = token;
    }
    const options = {
      method: "POST",
      body,
      headers,
      redirect: "manual",
      credentials: "same-origin",
    };
    const response = await fetch(this.url, options);
    const isJson = response.headers.get("Content-Type")?.includes("json");
    return {
      status: response.status,
      type: response.type,
      data: isJson ? await response.json() : null,
    };
  }

  answered({ status, type, data }, sent) {
    if (status === 200 && data) this.saved(data, sent);
    else if (status === 409 && data) this.conflicted(data);
    else if (status === 400 && data)
      this.refused("invalid", { errors: Object.values(data.errors).flat().join(" ") });
    else if (status === 413) this.refused("tooLarge");
    else if (type === "opaqueredirect" || [401, 403, 404].includes(status)) this.refused("refused");
    else this.tryAgain("trouble");
  }

  saved(data, sent) {
    this.tries = 0;
    this.setVersion(data.version);
    this.savedChanges = sent;
    if (this.isDirty) {
      this.keep();
      this.later(PAUSE);
    } else {
      delete this.form.dataset.unsaved;
      this.draft.drop();
    }
    this.line.say("saved", { time: data.saved_at });
    this.form.dispatchEvent(new CustomEvent("autosave:saved", { detail: data, bubbles: true }));
  }

  setVersion(version) {
    this.version = Number(version);
    this.form.dataset.version = version;
    const input = this.form.elements.namedItem("version");
    if (input) input.value = version;
  }

  conflicted(data) {
    this.state = "choosing";
    this.tries = 0;
    this.line.say("conflict");
    askWhichText(this.form, data, () => {
      this.state = "idle";
      this.setVersion(data.version);
      this.changes += 1;
      this.keep();
      this.save();
    });
  }

  /** Not to be mended by trying again: wait for the next key. */
  refused(kind, words) {
    this.tries = 0;
    this.line.say(kind, words);
  }

  tryAgain(kind) {
    this.line.say(kind);
    this.later(WAITS[Math.min(this.tries, WAITS.length - 1)]);
    this.tries += 1;
  }

  submitted(event) {
    if (event.defaultPrevented) return;
    this.state = "leaving";
    clearTimeout(this.timer);
    if (this.isDirty) {
      this.keep();
      this.draft.handOver();
    }
  }
}

const begun = new WeakSet();

/** Every form below `root` that saves itself, each once; who puts one into a page calls this. */
export const begin = (root) => {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    if (begun.has(form)) continue;
    begun.add(form);
    new Autosave(form);
  }
};

begin(document);
