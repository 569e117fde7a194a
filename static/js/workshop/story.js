// A story of one's village, written where there is no signal.

import { copyOf, make } from "./making.js";

const NO_SEARCH = "Tanpa sinyal desa tidak bisa dicari. Tulis nama desa dan kecamatannya; nanti dicocokkan.";

/** The form for a new story. The villages that the phone knows are those of the shop and its makers. */
export function drawStory({ name = "", places = [] }) {
  const form = copyOf("story-form");
  form.querySelector("[name=shown_name]").value = name;
  offerPlaces(form, places);
  return [make("h1", {}, "Kirim cerita"), form];
}

/** Let a form choose among the villages that the phone knows; the first is chosen until she writes another. */
export function offerPlaces(form, places) {
  const picker = form.querySelector("[data-area-picker]");
  Object.assign(picker.dataset, { offline: NO_SEARCH, places: JSON.stringify(places) });
  if (places.length) choose(picker, places[0]);
}

function choose(picker, [code, name]) {
  for (const input of picker.querySelectorAll(".area-picker__query, .area-picker__shown")) input.value = name;
  const row = picker.querySelector("template").content.cloneNode(true);
  Object.assign(row.querySelector("input"), { value: code, checked: true });
  row.querySelector("span").textContent = name;
  picker.querySelector(".area-picker__matches").replaceChildren(row);
}
