// The product form: shows the price in rupiah while it is typed, and the photo that was picked.
// Without this module the page works the same; the server reads and checks everything again.

/** Return the whole number that was typed (25.000, Rp 25.000, 25 ribu), or null when it is not clear. */
export function wholeNumber(typed) {
  let text = typed.trim().toLowerCase().replace(/^(rp|idr)\.?\s*/, "").replace(/(,00?|,-|\.-)$/, "");
  let times = 1;
  if (/(rb|ribu)$/.test(text)) {
    text = text.replace(/(rb|ribu)$/, "").trim();
    times = 1000;
  }
  const isPlain = /^[0-9]{1,12}$/.test(text);
  const isGrouped = /^[0-9]{1,3}([.\s][0-9]{3})+$/.test(text) || /^[0-9]{1,3}(,[0-9]{3})+$/.test(text);
  return isPlain || isGrouped ? Number(text.replace(/[^0-9]/g, "")) * times : null;
}

/** Return rupiah as people here write them, such as Rp25.000. */
export function rupiah(amount) {
  return `Rp${amount.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ".")}`;
}

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

document.querySelectorAll("[data-price]").forEach(showPrice);
document.querySelectorAll("[data-photo]").forEach(showPhoto);
