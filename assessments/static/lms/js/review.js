// The rule's word on the levels chosen so far, as the server said it with the last save.
document.addEventListener("autosave:saved", ({ detail }) => {
  const line = document.querySelector("[data-rule]");
  if (line && detail.rule) line.textContent = detail.rule;
});
