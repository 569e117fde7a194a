// Says in Indonesian what a browser says in words of its own: "Choose file", mm/dd/yyyy. Photos and voices have their buttons.

import { wholeDay } from "./days.js";
import { make } from "./making.js";

const FILES = "input[type='file']:not(.visually-hidden, [data-photo] *, [data-voice] *)";
const DAYS = "input[type='date']:not([data-words])";
const BUTTONS = { image: "Ambil atau pilih foto", audio: "Pilih rekaman dari HP" };

/** Put a button of ours in the place of a file's own, and say below it what was picked. */
export function askForFile(input) {
  const [kind] = input.accept.split("/");
  const button = make("label", { className: `button button--wide file__button icon-${kind === "image" ? "photo" : "file"}`, htmlFor: input.id }, BUTTONS[kind] ?? "Pilih berkas");
  const picked = make("p", { className: "field__hint", role: "status" });
  const tell = () => {
    const [file] = input.files;
    picked.textContent = file ? `Dipilih: ${file.name}` : ""; // there may be one from before
  };
  input.classList.add("visually-hidden");
  input.closest(".field").classList.add("file");
  input.before(button);
  input.after(picked);
  input.addEventListener("change", tell);
  tell();
}

function askForDay(input) {
  const tell = () => {
    if (input.validity.badInput) delete input.dataset.words; // half of it is typed: that is seen
    else input.dataset.words = input.value ? wholeDay(input.value) : "Pilih tanggal";
  };
  input.max ||= "9999-12-31"; // a year has four digits
  for (const what of ["input", "change", "blur"]) input.addEventListener(what, tell);
  addEventListener("pageshow", tell); // a page that is opened again has its answers back
  tell();
}

/** Do so for all files and days in a part of a page. */
export function askInOurWords(root) {
  root.querySelectorAll(FILES).forEach(askForFile);
  root.querySelectorAll(DAYS).forEach(askForDay);
}

askInOurWords(document);
