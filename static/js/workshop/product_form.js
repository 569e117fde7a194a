// The product form: shows the price in rupiah while it is typed, and the photo that was picked.
// Without this module the page works the same; the server reads and checks everything again.

import { isQueued } from "./kinds.js";
import { rupiah, wholeNumber } from "./numbers.js";

function showPrice(question) {
  const price = question.querySelector("input");
  const unit = question.querySelector("select");
  const shown = question.querySelector("[data-price-shown]");
  const write = () => {
    const amount = wholeNumber(price.value);
    shown.textContent = amount ? `${rupiah(amount)} / ${unit.selectedOptions[0]?.text ?? ""}` : "";
  };
  price.addEventListener("input", write);
  unit.addEventListener("change", write);
  write();
}

function showPhoto(question) {
  const input = question.querySelector("input[type=file]");
  const shown = question.querySelector("[data-photo-shown]");
  question.querySelector("[data-photo-button]").hidden = false;
  input.classList.add("visually-hidden");
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (!file) return;
    const picture = new Image();
    picture.alt = "Foto yang dipilih";
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
    picture.addEventListener("error", () => { shown.textContent = `Foto dipilih: ${file.name}`; });
    picture.src = URL.createObjectURL(file);
    shown.replaceChildren(picture);
  });
}

/** Improve the questions in a part of a page. Photos of a form that goes through the queue are taken by attachments.js. */
export function improve(root) {
  root.querySelectorAll("[data-price]").forEach(showPrice);
  [...root.querySelectorAll("[data-photo]")].filter((one) => !isQueued(one.closest("form"))).forEach(showPhoto);
}

improve(document);
