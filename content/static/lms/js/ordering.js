// Steps to put in order: beside the list of places two buttons move a step one place up or down
// and write the places into all lists. The lists stay, and may be used in between.
const listOf = (row) => row.querySelector("select");
const placeOf = (row) => Number(listOf(row).value) || Number.POSITIVE_INFINITY;
const buttonsOf = (row) => [...row.querySelectorAll("[data-by]")];

class Ordering {
  constructor(box) {
    this.box = box;
    this.line = box.querySelector("[data-ordering-line]");
    for (const row of this.rows) this.prepare(row);
    if (this.isComplete) this.arrange();
    this.mark();
  }

  /** As they stand on the page. */
  get rows() {
    return [...this.box.querySelectorAll("[data-ordering-step]")];
  }

  /** By the places chosen; what has none yet comes last, as it stands. */
  get ordered() {
    return this.rows.sort((one, other) => {
      const [a, b] = [placeOf(one), placeOf(other)];
      return a === b ? 0 : a - b;
    });
  }

  get isComplete() {
    const places = new Set(this.rows.map(placeOf));
    return places.size === this.rows.length && !places.has(Number.POSITIVE_INFINITY);
  }

  prepare(row) {
    row.querySelector("[data-ordering-buttons]").hidden = false;
    for (const button of buttonsOf(row))
      button.addEventListener("click", () => this.move(row, button));
    listOf(row).addEventListener("change", () => this.mark());
  }

  move(row, button) {
    this.arrange();
    const rows = this.rows;
    const by = Number(button.dataset.by);
    const other = rows[rows.indexOf(row) + by];
    // The neighbour is moved, so that the row under the finger keeps its focus.
    if (other && by < 0) row.after(other);
    else if (other) row.before(other);
    for (const [index, each] of this.rows.entries()) listOf(each).value = String(index + 1);
    this.mark();
    button.focus();
    row.scrollIntoView({ block: "nearest" });
    this.say(row);
  }

  arrange() {
    const rows = this.rows;
    const ordered = this.ordered;
    if (ordered.every((row, index) => row === rows[index])) return;
    for (const row of ordered) this.line.before(row);
  }

  /** At the ends there is nowhere to go; the button stays reachable, so that no focus is lost. */
  mark() {
    const rows = this.ordered;
    for (const [index, row] of rows.entries())
      for (const button of buttonsOf(row)) {
        const isAtEnd = !rows[index + Number(button.dataset.by)];
        button.setAttribute("aria-disabled", String(isAtEnd));
      }
  }

  say(row) {
    const words = {
      step: row.dataset.orderingStep,
      place: listOf(row).value,
      total: this.rows.length,
    };
    this.line.textContent = this.line.dataset.orderingLine.replace(
      /\{(\w+)\}/g,
      (_, name) => words[name],
    );
  }
}

for (const box of document.querySelectorAll("[data-ordering]")) new Ordering(box);
