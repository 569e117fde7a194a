// Reckons the total anew as soon as another way of delivery is chosen; without this the button does it.
const form = document.querySelector("[data-delivery-choice]");
const update = form?.querySelector("[data-delivery-update]");

if (update) {
  update.hidden = true;
  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") form.requestSubmit(update);
  });
}
