// Exported verification pages: from a code to the name of its page. The same as certificates/codes.py.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SEPARATORS = /[-\s‐‑‒–—−_.]/g;
const BITS = 128;

export function normalise(typed) {
  return typed.toUpperCase().replace(SEPARATORS, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}

export function isWellFormed(code) {
  const values = [...code].map((character) => ALPHABET.indexOf(character));
  if (values.length !== 13 || values.includes(-1)) return false;
  const check = values.slice(0, 12).reduce((total, value) => timesAlpha(total) ^ value, 0);
  return timesAlpha(check) === values[12];
}

export async function pageName(code, salt, rounds) {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", bytes.encode(code), "PBKDF2", false, [
    "deriveBits",
  ]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes.encode(salt), iterations: rounds };
  const derived = new Uint8Array(await crypto.subtle.deriveBits(how, key, BITS));
  return [...derived].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function timesAlpha(value) {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
}

function show(problem) {
  for (const box of document.querySelectorAll("[data-problem]")) {
    box.hidden = box.dataset.problem !== problem;
  }
}

async function open(form, typed) {
  show("");
  if (!globalThis.crypto?.subtle) return show("unable");
  const code = normalise(typed);
  if (!isWellFormed(code)) return show("unknown");
  const name = await pageName(code, form.dataset.salt, Number(form.dataset.rounds));
  const address = `/v/${name}.html`;
  const answer = await fetch(address, { method: "HEAD", referrerPolicy: "no-referrer" });
  if (!answer.ok) return show("unknown");
  location.assign(address);
}

const form = globalThis.document?.querySelector("form[data-lookup]");
if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open(form, form.elements.code.value);
  });
  // The QR code on paper leads to /V/CODE; a web server answers it with 404.html, which is this page.
  const printed = location.pathname.match(/^\/v\/([^/.]+)\/?$/i);
  if (printed) {
    form.elements.code.value = decodeURIComponent(printed[1]);
    open(form, form.elements.code.value);
  }
}
