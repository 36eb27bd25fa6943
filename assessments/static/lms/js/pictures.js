// Pictures below a section: drawn anew by the server after every save, and where they can be
// moved, by mouse, touch and keys. A place is written into the form; drawing stays the server's.
import { MovableMap } from "./movable-map.js";

class Pictures {
  constructor(section) {
    this.section = section;
    this.drawn = section.querySelector("[data-drawn]");
    this.said = section.querySelector("[data-said]");
    this.form = document.querySelector("form[data-autosave]");
    this.isLate = false; // the server's drawing waits until nobody holds a mark
    this.maps = [];
    this.begin();
    document.addEventListener("autosave:saved", () => this.refresh());
  }

  begin() {
    this.maps = [...this.drawn.querySelectorAll("[data-movable]")].map(
      (box) => new MovableMap(box, this),
    );
    for (const help of this.section.querySelectorAll("[data-moving]"))
      help.hidden = !this.maps.length;
  }

  get isHeld() {
    return this.maps.some((map) => map.held);
  }

  say(kind, words = {}) {
    const known = this.section.dataset[kind] ?? "";
    this.said.textContent = known.replace(/\{(\w+)\}/g, (_match, name) => words[name] ?? "");
  }

  /** Where a mark stands, in hundredths, into the row it belongs to; false where there is none. */
  write(box, key, [x, y]) {
    const { movable, across, down } = box.dataset;
    const start = `${movable}-`;
    const mine = [...this.form.elements].find(
      ({ name, value }) => name?.startsWith(start) && name.endsWith("-id") && value === key,
    );
    const row = mine?.name.slice(0, -"id".length);
    const fields = [across, down].map((name) => row && this.form.elements.namedItem(row + name));
    if (!fields.every(Boolean)) return false;
    fields[0].value = x;
    fields[1].value = y;
    fields[1].dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }

  /** Nothing was moved after all: what the server had drawn meanwhile may be shown. */
  letGo() {
    if (this.isLate) this.refresh();
  }

  async refresh() {
    this.asked?.abort();
    this.asked = new AbortController();
    const options = { credentials: "same-origin", redirect: "error", signal: this.asked.signal };
    const answer = await fetch(this.section.dataset.pictures, options).catch(() => null);
    const text = answer?.ok ? await answer.text().catch(() => "") : "";
    if (!text) return; // the old picture is better than none
    this.isLate = this.isHeld;
    if (!this.isLate) this.show(text);
  }

  /** The new drawing in the old one's place: what was unfolded or focused stays so. */
  show(text) {
    const open = [...this.drawn.querySelectorAll("details")].map((folded) => folded.open);
    const focused = this.drawn.querySelector(":focus");
    const key = focused?.closest("[data-node]")?.dataset.node;
    const at = [...this.drawn.querySelectorAll("summary")].indexOf(focused);
    this.drawn.replaceChildren(document.createRange().createContextualFragment(text));
    for (const [index, folded] of this.drawn.querySelectorAll("details").entries())
      folded.open = Boolean(open[index]);
    this.begin();
    if (!focused) return;
    const again = key
      ? this.maps.map((map) => map.shown(key)).find(Boolean)
      : this.drawn.querySelectorAll("summary")[at];
    again?.focus({ preventScroll: true });
  }
}

for (const section of document.querySelectorAll("[data-pictures]")) new Pictures(section);
