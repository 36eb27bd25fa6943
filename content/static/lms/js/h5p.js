// A package in a frame of its own: its height, what it says, and where somebody stopped in it.
// Whoever speaks is checked: only our own frame, and only from the origin it was given.
const WAITS = [1000, 3000, 8000, 15000]; // between tries without connection
const KEEPALIVE_BYTES = 60_000; // what a browser still sends while a page goes

const cookie = (name) =>
  document.cookie
    .split("; ")
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

const uuid = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (+digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+digit / 4)))).toString(16),
  );

/** Sends one thing after the other, as it happened; the same thing twice is one for the server. */
class Post {
  constructor(element) {
    this.element = element;
    this.waiting = [];
    this.tries = 0;
    addEventListener("online", () => this.next());
    addEventListener("pagehide", () => this.handOver());
  }

  add(address, data) {
    // Only the latest place counts; an older one that still waits is not sent.
    const place = (job) => `${job.address} ${job.data.subContentId}/${job.data.dataId}`;
    const job = { address, data };
    if ("dataId" in data) {
      this.waiting = this.waiting.filter(
        (other) => other.isSent || !("dataId" in other.data) || place(other) !== place(job),
      );
    }
    this.waiting.push(job);
    this.next();
  }

  request(job, more = {}) {
    const body = JSON.stringify({ ...job.data, token: this.element.dataset.token });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.csrf() };
    const options = { method: "POST", body, headers, redirect: "manual", ...more };
    return fetch(job.address, options);
  }

  /** The cookie is current even after signing in again in a second window. */
  csrf() {
    return cookie("csrftoken") ?? this.element.dataset.csrf;
  }

  async next() {
    if (this.isBusy || !this.waiting.length) return;
    this.isBusy = true;
    const [job] = this.waiting;
    job.isSent = true;
    let answer;
    try {
      answer = await this.request(job);
      if (answer.status >= 500 || answer.status === 429) throw new Error(answer.status);
    } catch {
      this.isBusy = false;
      job.isSent = false;
      this.element.say(this.element.dataset.lost);
      setTimeout(() => this.next(), WAITS[Math.min(this.tries, WAITS.length - 1)]);
      this.tries += 1;
      return;
    }
    await this.answered(answer);
    this.waiting = this.waiting.filter((other) => other !== job);
    this.isBusy = false;
    this.next();
  }

  async answered(answer) {
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    const told = isJson ? await answer.json() : { said: this.element.dataset.refused };
    if (told.token) this.element.dataset.token = told.token;
    if (told.said) this.element.say(told.said);
    else if (this.tries) this.element.say(this.element.dataset.back);
    this.tries = 0;
  }

  /** The page goes: what still waits is given to the browser, which sends it afterwards. */
  handOver() {
    let left = KEEPALIVE_BYTES;
    for (const job of this.waiting) {
      left -= JSON.stringify(job.data).length;
      this.request(job, left > 0 ? { keepalive: true } : {}).catch(() => {});
    }
  }
}

class Player extends HTMLElement {
  connectedCallback() {
    if (this.frame) return;
    this.post = new Post(this);
    this.wasTouched = false;
    addEventListener("message", (event) => this.heard(event));
    addEventListener("blur", () => setTimeout(() => this.isActive()));
    this.querySelector("[data-agree]")?.addEventListener("click", (event) => {
      this.dataset.src = event.currentTarget.dataset.agree;
      this.querySelector("[data-foreign]").remove();
      this.open();
      this.frame.focus();
    });
    this.open();
  }

  open() {
    const frame = document.createElement("iframe");
    frame.className = "ui-h5p__frame";
    frame.title = this.dataset.name;
    frame.setAttribute("sandbox", this.dataset.sandbox);
    frame.allow = "fullscreen";
    frame.referrerPolicy = "no-referrer";
    frame.src = this.dataset.src;
    if (this.frame) this.frame.replaceWith(frame);
    else this.prepend(this.paper(frame));
    this.frame = frame;
    this.classList.add("ui-h5p--plays");
  }

  /** The sheet the frame lies on; packages leave no margin of their own. */
  paper(frame) {
    const sheet = document.createElement("div");
    sheet.className = "ui-h5p__paper";
    sheet.append(frame);
    return sheet;
  }

  say(words) {
    this.querySelector("[data-said]").textContent = words;
  }

  /** Whether the person has really been in the frame; a package cannot click for them. */
  isActive() {
    const clicked = navigator.userActivation?.hasBeenActive ?? true;
    if (!this.wasTouched && clicked && document.activeElement === this.frame) this.touched();
    return this.wasTouched;
  }

  touched() {
    this.wasTouched = true;
    if ("viewed" in this.dataset) this.post.add(this.dataset.record, { key: uuid(), viewed: true });
  }

  heard({ source, origin, data }) {
    if (source !== this.frame.contentWindow || origin !== this.dataset.origin) return;
    if (data?.context === "h5p") this.sized(data);
    else if (data?.context === "lms-h5p" && this.dataset.record) this.told(data);
  }

  told({ type, statement, children, dataId, subContentId, data }) {
    if (type === "xapi") {
      const activated = this.isActive();
      this.post.add(this.dataset.record, { key: uuid(), activated, statement, children });
    } else if (type === "state") {
      this.post.add(this.dataset.keep, { dataId, subContentId, data });
    }
  }

  // — Height: the messages of H5P's core ———————————————————————————————————
  sized({ action, scrollHeight, clientHeight }) {
    if (action === "hello") this.greeted();
    else if (action === "prepareResize") {
      const isRight = this.frame.clientHeight === scrollHeight && scrollHeight === clientHeight;
      if (isRight || !this.grow(clientHeight)) return;
      this.answer("resizePrepared");
    } else if (action === "resize") this.grow(scrollHeight);
  }

  greeted() {
    this.watching ??= new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width === this.width) return;
      this.width = contentRect.width;
      this.answer("resize");
    });
    this.watching.observe(this);
    this.answer("hello");
  }

  grow(height) {
    if (!Number.isFinite(height) || height < 0) return false;
    this.frame.style.blockSize = `${Math.min(height, 20_000)}px`;
    return true;
  }

  answer(action) {
    // The origin is nobody's, so it has no name to send to; the frame is ours.
    const target = this.dataset.origin === "null" ? "*" : this.dataset.origin;
    this.frame.contentWindow?.postMessage({ context: "h5p", action }, target);
  }
}

customElements.define("lms-h5p", Player);
