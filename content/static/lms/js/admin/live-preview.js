// The preview follows while somebody types. What was typed is saved on the way, as every button
// does; new files wait for the button, because a file is sent once.
const PAUSE = 900; // after the last key

class LivePreview {
  constructor(form) {
    this.form = form;
    this.pages = form.querySelector("[data-pages]");
    this.problem = form.querySelector("[data-problem]");
    this.document = form.querySelector("[data-document]");
    form.addEventListener("input", (event) => this.changed(event));
    form.addEventListener("submit", () => clearTimeout(this.waiting));
  }

  changed({ target }) {
    if (target.type === "file") return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.send(), target.tagName === "SELECT" ? 0 : PAUSE);
  }

  async send() {
    if (this.sending) {
      this.again = true;
      return;
    }
    this.sending = true;
    this.pages.setAttribute("aria-busy", "true");
    try {
      await this.ask();
    } catch {
      // Without connection the button still says what is wrong.
      this.pages.removeAttribute("aria-busy");
    }
    this.sending = false;
    if (this.again) {
      this.again = false;
      this.send();
    }
  }

  async ask() {
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("action", "preview");
    // `form.action` would be the buttons of that name.
    const answer = await fetch(this.form.getAttribute("action"), {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    const said = await answer.json();
    if (said.version) this.form.elements.version.value = said.version;
    this.show(said, body.get("person"));
  }

  show({ version, problem }, person) {
    this.problem.textContent = problem;
    this.pages.hidden = Boolean(problem);
    this.pages.removeAttribute("aria-busy");
    if (!version || problem) return;
    for (const picture of this.pages.querySelectorAll("img")) {
      const address = new URL(picture.src);
      address.search = new URLSearchParams({ person, v: version });
      picture.src = address;
    }
    const address = new URL(this.document.href);
    address.search = new URLSearchParams({ person });
    this.document.href = address;
  }
}

for (const form of document.querySelectorAll("[data-live-preview]")) new LivePreview(form);
