/* Draws the picture of a scenario anew while its author writes. Without it the saved one stands. */
(() => {
  const PAUSE = 700;

  const start = (place) => {
    const form = place.closest("form");
    const picture = place.querySelector("[data-story-picture]");
    const said = place.querySelector("[data-story-said]");
    let timer = 0;
    let latest = 0;

    const draw = async () => {
      const mine = ++latest;
      const data = new FormData();
      for (const [name, value] of new FormData(form)) {
        if (/^(nodes-|escalation$|trust$|room$|csrfmiddlewaretoken$)/.test(name)) data.append(name, value);
      }
      try {
        const answer = await fetch(place.dataset.story, { method: "POST", body: data });
        if (!answer.ok || mine !== latest) return;
        const open = picture.querySelector("details")?.open;
        picture.innerHTML = await answer.text();
        if (open) picture.querySelector("details").open = true;
        const summary = picture.querySelector("[data-summary]")?.dataset.summary ?? "";
        if (said.textContent !== summary) said.textContent = summary;
        offerCodes();
      } catch {
        // Offline: what was drawn last stays.
      }
    };

    const offerCodes = () => {
      const codes = [...form.querySelectorAll('input[name^="nodes-"][name$="-code"]')].map((field) => field.value.trim());
      const list = place.querySelector("datalist");
      list.replaceChildren(...[...new Set(codes)].filter(Boolean).map((code) => new Option(code, code)));
      for (const field of form.querySelectorAll('input[name^="nodes-"][name$="-next"]')) field.setAttribute("list", list.id);
    };

    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(draw, PAUSE);
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    // Adding, moving and removing blocks is no input; a removed block only fades out.
    const stream = form.querySelector('[data-contentpath="nodes"]');
    const changes = { childList: true, subtree: true, attributeFilter: ["style"] };
    if (stream) new MutationObserver(soon).observe(stream, changes);
    offerCodes();
  };

  const startAll = () => document.querySelectorAll("[data-story]").forEach(start);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
  else startAll();
})();
