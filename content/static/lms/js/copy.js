// Copies a link and says so in a line that stays.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const line = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      line.textContent = line.dataset.copied;
    } catch {
      line.textContent = line.dataset.failed;
    }
  });
}
