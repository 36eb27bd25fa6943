// A link into something folded opens it first; not every browser does so by itself.
const reveal = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  let folded = target.closest("details:not([open])");
  while (folded) {
    folded.open = true;
    folded = folded.parentElement.closest("details:not([open])");
  }
  target.scrollIntoView({ block: "center" });
  target.focus();
};

addEventListener("hashchange", reveal);
if (location.hash) reveal();
