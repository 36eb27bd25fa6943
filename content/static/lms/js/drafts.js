// Copies of unsaved text in this browser. Every key begins alike, so that signing out finds them all.
const PREFIX = "lms:";

const storage = (kind) => {
  try {
    return window[kind];
  } catch {
    return null; // switched off by the browser: autosave works on without copies
  }
};

const read = (store, key) => {
  try {
    return JSON.parse(store?.getItem(key) ?? "null");
  } catch {
    return null;
  }
};

const write = (store, key, value) => {
  try {
    store?.setItem(key, JSON.stringify(value));
    return Boolean(store);
  } catch {
    return false; // full
  }
};

const clear = (store) => {
  for (const key of Object.keys(store ?? {})) {
    if (key.startsWith(PREFIX)) store.removeItem(key);
  }
};

/** The copy of one form of one person. A submitted copy waits in the tab until the page says how it went. */
export class Draft {
  constructor(person, url) {
    this.key = `${PREFIX}draft:${person}:${new URL(url, location.href).pathname}`;
  }

  keep(version, fields) {
    return write(storage("localStorage"), this.key, { version, fields });
  }

  drop() {
    storage("localStorage")?.removeItem(this.key);
    storage("sessionStorage")?.removeItem(this.key);
  }

  handOver() {
    const copy = read(storage("localStorage"), this.key);
    if (!copy) return;
    write(storage("sessionStorage"), this.key, copy);
    storage("localStorage")?.removeItem(this.key);
  }

  /** What was left behind; a submitted copy counts only while the form still has its version. */
  left(version) {
    const submitted = read(storage("sessionStorage"), this.key);
    if (submitted && submitted.version >= version) return submitted;
    storage("sessionStorage")?.removeItem(this.key); // the page knows a later text: it arrived
    return read(storage("localStorage"), this.key);
  }
}

export const forgetAll = () => {
  clear(storage("localStorage"));
  clear(storage("sessionStorage"));
};
