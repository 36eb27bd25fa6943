// A marked term is a link to the glossary. Where the browser knows popovers it becomes a button
// that opens the explanation in place; keys, focus and Escape are then the browser's own.
if ("popover" in HTMLElement.prototype) {
  for (const link of document.querySelectorAll("a.ui-term[data-gloss]")) {
    if (document.getElementById(link.dataset.gloss)) link.replaceWith(buttonFor(link));
  }
}

function buttonFor(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.setAttribute("popovertarget", link.dataset.gloss);
  button.append(...link.childNodes);
  button.addEventListener("click", () => anchor(button));
  return button;
}

// Several marks share one popover; it stands at the one that was used.
function anchor(button) {
  for (const other of document.querySelectorAll(".ui-term.is-anchor")) {
    other.classList.remove("is-anchor");
  }
  button.classList.add("is-anchor");
}
