// Moves the bar of an upload that the worker is examining, and shows the report once it is there.

const PAUSE = 1000;
const upload = document.querySelector("[data-h5p-upload]");
const bar = upload.querySelector("progress");
const words = upload.querySelector("[data-words]");
const late = upload.querySelector("[data-late]");

async function ask() {
  const answer = await fetch(upload.dataset.h5pUpload, { headers: { Accept: "application/json" } });
  const state = await answer.json();
  if (!state.moving) {
    location.reload();
    return;
  }
  if (state.total) {
    bar.max = state.total;
    bar.value = state.done;
  }
  late.hidden = !state.late;
  // Told again only when it changes: a screen reader would repeat it every second.
  if (words.textContent !== state.words) {
    words.textContent = state.words;
  }
  wait();
}

// A connection that fails for a moment is asked again; the link below the bar is always there.
function wait() {
  setTimeout(() => ask().catch(wait), PAUSE);
}

wait();
