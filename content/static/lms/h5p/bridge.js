// Between H5P's core and the page around the frame: statements and states go out as messages.
// Loaded after the core and before the libraries, so that what they say is heard from the start.
(() => {
  const FLUSH_MS = 150; // after a statement or a touch; longer, and it is lost when somebody leaves
  const { H5P, H5PIntegration, parent } = window;

  // The page around may be on another host, so its address is not known here; nothing secret is said.
  const send = (type, data) => parent.postMessage({ context: "lms-h5p", type, ...data }, "*");

  H5P.externalEmbed = true; // the core then asks for its height by message, too

  // The one heading that the core says in English whatever the language.
  const SAID_IN_ENGLISH = "Data Reset";
  H5P.Dialog = new Proxy(H5P.Dialog, {
    construct: (Dialog, [name, heading, ...rest]) =>
      new Dialog(name, heading === SAID_IN_ENGLISH ? H5P.t("dataReset") : heading, ...rest),
  });

  // — Where somebody stopped ————————————————————————————————————————————————
  const keepsStates = H5PIntegration.saveFreq !== false;
  const last = new Map();

  H5P.getUserData = (contentId, dataId, done, subContentId = 0) => {
    const kept = H5PIntegration.contents[`cid-${contentId}`]?.contentUserData?.[subContentId || 0];
    const data = kept?.[dataId];
    if (data === undefined) return done();
    if (data === "RESET") return done(undefined, null);
    try {
      return done(undefined, JSON.parse(data));
    } catch (error) {
      return done(error);
    }
  };

  const change = (dataId, subContentId, data) => {
    const place = `${subContentId}/${dataId}`;
    if (!keepsStates || last.get(place) === data) return;
    last.set(place, data);
    send("state", { dataId: String(dataId), subContentId: String(subContentId), data });
  };

  H5P.setUserData = (_contentId, dataId, data, options = {}) => {
    try {
      change(dataId, options.subContentId || 0, JSON.stringify(data));
    } catch (error) {
      options.errorCallback?.(error);
    }
  };

  H5P.deleteUserData = (_contentId, dataId, subContentId) =>
    change(dataId, subContentId || 0, null);

  const flush = () => {
    for (const instance of H5P.instances) {
      try {
        const state = instance.getCurrentState?.();
        if (state !== undefined) H5P.setUserData(instance.contentId, "state", state);
      } catch (error) {
        send("trouble", { text: String(error) }); // a library that cannot say where it is
      }
    }
  };

  let timer;
  const flushSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, FLUSH_MS);
  };
  if (keepsStates) {
    for (const touch of ["input", "change", "click", "keyup", "pointerup"]) {
      document.addEventListener(touch, flushSoon, { capture: true, passive: true });
    }
    document.addEventListener("visibilitychange", () => document.hidden && flush());
    addEventListener("pagehide", flush);
  }

  // — What somebody did ————————————————————————————————————————————————————
  const SUB = "http://h5p.org/x-api/h5p-subContentId";
  const isRoot = ({ object, context }) =>
    !/[?&]subContentId=/.test(object?.id ?? "") &&
    !object?.definition?.extensions?.[SUB] &&
    !context?.contextActivities?.parent?.length;
  const isFinish = (statement) =>
    isRoot(statement) && /\/(completed|answered)$/.test(statement.verb?.id ?? "");

  const below = (node, top = node) =>
    (node ? [node] : []).flatMap((item) => [
      ...(item !== top && item.statement ? [item.statement] : []),
      ...(item.children ?? []).flatMap((child) => below(child, top)),
    ]);

  /** What a content knows of its single questions; not every one tells. */
  const report = () => {
    try {
      return H5P.instances.flatMap((instance) => below(instance.getXAPIData?.()));
    } catch {
      return [];
    }
  };

  H5P.externalDispatcher.on("xAPI", (event) => {
    const statement = event.data?.statement;
    if (!statement) return;
    const children = isFinish(statement) ? report() : [];
    send("xapi", JSON.parse(JSON.stringify({ statement, children })));
    if (!/\/attempted$/.test(statement.verb?.id ?? "")) flushSoon();
  });

  addEventListener("DOMContentLoaded", () =>
    setTimeout(() => send("ready", { instances: H5P.instances.length })),
  );
})();
