// A drawn map whose marks can be moved. It knows what the drawing says of itself: `data-map` is the
// field that places count in, `data-node` a mark, `data-from` and `data-to` a line.
const SMALL = 2; // hundredths of the map a key moves
const LARGE = 10; // with shift
const DRAG_FROM = 4; // pixels: less is a click
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const SVG = "http://www.w3.org/2000/svg";

const numbers = (text) => text.split(" ").map(Number);
/** What has the focus: the mark's shape, which holds no words of its own. */
const handleOf = (node) => node.querySelector("circle, rect");
const within = (value) => Math.min(Math.max(Math.round(value), 0), 100);

/** One of the two layouts: between hundredths and the units of its drawing. */
class Layout {
  constructor(svg) {
    this.svg = svg;
    this.map = svg.querySelector("[data-map]");
    this.field = numbers(this.map?.dataset.map ?? "0 0 1 1");
    this.nodes = [...svg.querySelectorAll("[data-node]")];
  }

  units({ clientX, clientY }) {
    const point = new DOMPoint(clientX, clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return [point.x, point.y];
  }

  hundredths([x, y]) {
    const [left, top, width, height] = this.field;
    return [within(((x - left) / width) * 100), within(((y - top) / height) * 100)];
  }

  spot([x, y]) {
    const [left, top, width, height] = this.field;
    return [left + (x / 100) * width, top + (y / 100) * height];
  }

  at(node) {
    return numbers(node.dataset.now ?? node.dataset.at);
  }

  /** Puts a mark elsewhere; its lines become straight until the server draws them again. */
  put(node, spot) {
    const start = numbers(node.dataset.at);
    node.dataset.now = spot.join(" ");
    node.setAttribute("transform", `translate(${spot[0] - start[0]} ${spot[1] - start[1]})`);
    const key = node.dataset.node;
    for (const line of this.map.querySelectorAll("[data-from]"))
      if (key === line.dataset.from || key === line.dataset.to) this.straighten(line);
  }

  straighten(line) {
    const ends = [line.dataset.from, line.dataset.to].map((key) =>
      this.nodes.find((node) => node.dataset.node === key),
    );
    if (!ends.every(Boolean)) return;
    const [[x1, y1], [x2, y2]] = ends.map((node) => this.at(node));
    let rubber = line.querySelector("line");
    if (!rubber) {
      rubber = document.createElementNS(SVG, "line");
      rubber.setAttribute("class", "ks-edge");
      rubber.setAttribute("stroke-dasharray", "4 4");
      line.replaceChildren(rubber);
    }
    for (const [name, value] of Object.entries({ x1, y1, x2, y2 }))
      rubber.setAttribute(name, value);
  }
}

export class MovableMap {
  /** `pictures` says things aloud and writes places into the form. */
  constructor(box, pictures) {
    this.box = box;
    this.pictures = pictures;
    this.held = null; // { layout, node, from, grip, hasMoved }
    this.layouts = [...box.querySelectorAll("svg")].map((svg) => new Layout(svg));
    for (const layout of this.layouts) this.prepare(layout);
  }

  /** What has the focus of this row's mark in the layout that is shown. */
  shown(key) {
    const layout = this.layouts.find(({ svg }) => svg.getClientRects().length);
    const node = layout?.nodes.find(({ dataset }) => dataset.node === key);
    return node && handleOf(node);
  }

  prepare(layout) {
    if (!layout.nodes.length) return;
    layout.svg.setAttribute("role", "group");
    for (const [index, node] of layout.nodes.entries()) {
      const handle = handleOf(node);
      handle.setAttribute("tabindex", index ? "-1" : "0");
      handle.setAttribute("role", "button");
      handle.setAttribute("aria-pressed", "false");
      handle.setAttribute("aria-label", node.dataset.name);
      // Words broken into lines would be read in pieces.
      for (const text of node.querySelectorAll("text")) text.setAttribute("aria-hidden", "true");
      node.addEventListener("pointerdown", (event) => this.grip(event, layout, node));
      // A finger on a mark moves it; beside it, the page.
      node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
      node.addEventListener("pointermove", (event) => this.drag(event));
      node.addEventListener("pointerup", () => this.drop());
      node.addEventListener("pointercancel", () => this.leave());
      node.addEventListener("keydown", (event) => this.key(event, layout, node));
      node.addEventListener("focusin", () => this.rove(layout, node));
      node.addEventListener("focusout", () => this.held?.node === node && this.drop());
    }
    layout.svg.dataset.isMovable = "";
  }

  rove(layout, node) {
    for (const other of layout.nodes)
      handleOf(other).setAttribute("tabindex", other === node ? "0" : "-1");
  }

  words(layout, node) {
    const [x, y] = layout.hundredths(layout.at(node));
    const third = (value) => Math.min(Math.floor(value / 34), 2);
    const place = this.pictures.section.dataset.places.split("|")[3 * third(y) + third(x)];
    return { name: node.dataset.name, place, x, y };
  }

  // By mouse and touch

  grip(event, layout, node) {
    if (event.button || this.held) return;
    event.preventDefault();
    handleOf(node).focus({ preventScroll: true });
    node.setPointerCapture(event.pointerId);
    const [x, y] = layout.units(event);
    const from = layout.at(node);
    const grip = [from[0] - x, from[1] - y];
    this.hold({ layout, node, from, grip, start: [event.clientX, event.clientY] });
  }

  drag(event) {
    const { layout, node, grip, start } = this.held ?? {};
    if (!grip) return;
    const far = Math.hypot(event.clientX - start[0], event.clientY - start[1]);
    if (far < DRAG_FROM && !this.held.hasMoved) return;
    const [x, y] = layout.units(event);
    this.move(layout.spot(layout.hundredths([x + grip[0], y + grip[1]])));
    node.dataset.held = "";
  }

  // By keys

  key(event, layout, node) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isHeld = this.held?.node === node;
    const step = ARROWS[event.key];
    if (event.key === "Enter" || event.key === " ") this.toggle(layout, node);
    else if (event.key === "Escape" && isHeld) this.leave();
    else if (step && isHeld) this.push(step, event.shiftKey ? LARGE : SMALL);
    else if (step) this.next(layout, node, step[0] + step[1]);
    else if (event.key === "Home" && !isHeld) handleOf(layout.nodes[0]).focus();
    else if (event.key === "End" && !isHeld) handleOf(layout.nodes.at(-1)).focus();
    else return;
    event.preventDefault();
  }

  next(layout, node, by) {
    const count = layout.nodes.length;
    handleOf(layout.nodes[(layout.nodes.indexOf(node) + by + count) % count]).focus();
  }

  toggle(layout, node) {
    if (this.held?.node === node) {
      this.drop();
      return;
    }
    this.hold({ layout, node, from: layout.at(node) });
    this.pictures.say("held", this.words(layout, node));
  }

  push([right, down], by) {
    const { layout, node } = this.held;
    const [x, y] = layout.hundredths(layout.at(node));
    this.move(layout.spot([within(x + right * by), within(y + down * by)]));
    this.pictures.say("at", this.words(layout, node));
  }

  // What both come to

  hold(held) {
    this.held = { hasMoved: false, ...held };
    handleOf(held.node).setAttribute("aria-pressed", "true");
    if (!held.grip) held.node.dataset.held = "";
  }

  move(spot) {
    this.held.hasMoved = true;
    this.held.layout.put(this.held.node, spot);
  }

  letGo() {
    const held = this.held;
    this.held = null;
    handleOf(held.node).setAttribute("aria-pressed", "false");
    delete held.node.dataset.held;
    return held;
  }

  drop() {
    if (!this.held) return;
    const { layout, node, grip, hasMoved, from } = this.letGo();
    if (!hasMoved) {
      if (!grip) this.pictures.say("put", this.words(layout, node));
      this.pictures.letGo();
      return;
    }
    const place = layout.hundredths(layout.at(node));
    if (this.pictures.write(this.box, node.dataset.node, place)) {
      this.pictures.say("put", this.words(layout, node));
      return;
    }
    layout.put(node, from);
    this.pictures.say("lost", this.words(layout, node));
  }

  leave() {
    if (!this.held) return;
    const { layout, node, from, hasMoved } = this.letGo();
    if (hasMoved) layout.put(node, from);
    this.pictures.say("left", this.words(layout, node));
    this.pictures.letGo();
  }
}
