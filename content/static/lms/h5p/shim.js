// Runs before H5P's core, in an origin that may keep nothing: what it would keep lies in memory.
(() => {
  const memory = () => {
    const kept = new Map();
    return {
      getItem: (name) => kept.get(String(name)) ?? null,
      setItem: (name, value) => kept.set(String(name), String(value)),
      removeItem: (name) => kept.delete(String(name)),
      clear: () => kept.clear(),
      key: (index) => [...kept.keys()][index] ?? null,
      get length() {
        return kept.size;
      },
    };
  };

  const isClosed = (look) => {
    try {
      look();
      return false;
    } catch {
      return true;
    }
  };

  for (const name of ["localStorage", "sessionStorage"]) {
    if (isClosed(() => window[name])) {
      Object.defineProperty(window, name, { value: memory(), configurable: true });
    }
  }
  if (isClosed(() => document.cookie)) {
    const nothing = { get: () => "", set: () => {}, configurable: true };
    Object.defineProperty(document, "cookie", nothing);
  }

  // Libraries take their own host for the same origin; with this header a browser asks first
  // whether it may ask, and files do not answer that.
  const { setRequestHeader } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.setRequestHeader = function (name, value) {
    if (name.toLowerCase() !== "x-requested-with") setRequestHeader.call(this, name, value);
  };

  const facts = document.getElementById("h5p-integration");
  window.H5PIntegration = JSON.parse(facts.textContent);
})();
