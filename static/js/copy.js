// Copies the text of a [data-copy] button. The buttons are hidden until here: without JavaScript nothing is missing.
for (const button of document.querySelectorAll("[data-copy]")) {
  const told = button.parentElement.querySelector("[data-copied]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      told.textContent = told.dataset.copied;
    } catch {
      told.textContent = button.dataset.copy; // a browser that refuses: to be copied by hand
    }
  });
}
