// Lets the price at the head of the page be that of the size that is chosen. Without script it says from what price on.
const head = document.querySelector("[data-price-of-size]");
document.querySelector("form.buy")?.addEventListener("change", ({ target }) => {
  const chosen = target.name === "child_id" && target.closest("label").querySelector(".price");
  if (!chosen) return;
  head.querySelector(".price").textContent = chosen.textContent;
  head.querySelector("[data-from]").hidden = true;
  for (const about of document.querySelectorAll(".product__buy .foreign")) about.hidden = true; // of the lowest price
});
