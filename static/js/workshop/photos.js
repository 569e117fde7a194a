// The photos of a form: kept as soon as they are picked, made small, shown, and taken away again.

import { make } from "./making.js";
import { askToStay, tellTrouble, warnWhenFull } from "./room.js";
import { tell } from "./telling.js";

const MOST = 6;

/** Let a form take several photos into its draft. */
export function wirePhotos(form, kept, user) {
  const { draft, keep } = kept;
  const question = form.querySelector("[data-photo]");
  if (!question) return;
  const input = question.querySelector("input[type=file]");
  const shown = question.querySelector("[data-photo-shown]");
  const button = question.querySelector("[data-photo-button]");
  const tiles = make("ul", { className: "photos", role: "list" });
  const isPaper = form.dataset.operation === "record_consent"; // which never becomes a picture that others see
  const most = isPaper ? 1 : Math.max(0, MOST - Number(form.dataset.pictures ?? 0)); // beside those that are there
  button.hidden = false;
  input.classList.add("visually-hidden");
  input.multiple = most > 1;

  const { tells } = form.dataset; // what is asked of each photo
  form.querySelectorAll("[data-alone]").forEach((one) => one.remove()); // where photos are sent one by one
  if (tells) question.querySelector(".field__label").firstChild.textContent = `Foto, sampai ${most} `;

  const isAdding = form.dataset.operation === "edit_product"; // new photos come behind those that are there, unless she says
  const word = question.querySelector(".photo__word");
  const more = most ? "Foto baru ditambahkan, yang ini tetap ada." : `Sudah ${MOST} foto. Hapus satu lewat “Kepercayaan” bila ingin menambah.`;
  if (isAdding && word) word.textContent = `Foto sekarang. ${more}`;
  const tick = make("input", { type: "checkbox", name: "new_photo_first", checked: draft.values?.new_photo_first === true });
  const first = make("label", { className: "photo__first" }, tick, " ", make("span", {}, "Pakai foto baru ini sebagai foto utama"));

  function draw() {
    if (isAdding && draft.photos.length) shown.append(tiles, first);
    else if (isAdding) first.remove();
    else if (draft.photos.length) shown.replaceChildren(tiles);
    button.textContent = draft.photos.length ? "Tambah foto lagi" : isAdding ? "Tambah foto" : "Ambil atau pilih foto";
    button.hidden = draft.photos.length >= most;
  }

  async function takeAway(id, tile) {
    draft.photos = draft.photos.filter((one) => one !== id);
    tile.remove();
    draw();
    input.focus({ preventScroll: true }); // where the button was that she pressed there is nothing any more
    await keep();
    await dropStrayPhotos();
  }

  function addTile(id) {
    const picture = make("img", { alt: `Foto yang dipilih ${draft.photos.indexOf(id) + 1}`, width: 96, height: 96 });
    const away = make("button", { className: "button button--quiet icon-delete", type: "button" }, "Hapus");
    const tile = make("li", { className: tells ? "photos__one photos__one--told" : "photos__one photos__one--mine" }, picture, tells && asked(id), away);
    away.addEventListener("click", () => takeAway(id, tile).catch(tellTrouble));
    tiles.append(tile);
    return picture;
  }

  function asked(id) {
    const name = `told-${id}`;
    const control = make("input", { id: name, name, value: draft.values?.[name] ?? "", maxLength: 150, autocomplete: "off", "data-photo-told": "" });
    return make("div", { className: "field" }, make("label", { className: "field__label", htmlFor: name }, tells), control);
  }

  async function show(id, picture) {
    const photo = await readyPhoto(id);
    if (!photo) { // swept out, or lost with the phone's room
      draft.photos = draft.photos.filter((one) => one !== id);
      picture.closest("li").remove();
      return draw();
    }
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
    picture.addEventListener("error", () => picture.replaceWith(make("p", { className: "photos__name" }, photo.name)), { once: true });
    picture.src = URL.createObjectURL(new Blob([photo.bytes], { type: photo.isSmall ? "image/jpeg" : photo.type }));
  }

  async function take(file) {
    const id = uuid7();
    const photo = { id, user, name: file.name, type: file.type, isPaper, bytes: await file.arrayBuffer() };
    draft.photos = [...draft.photos, id];
    try {
      await keep({ photo });
    } catch (reason) {
      draft.photos = draft.photos.filter((one) => one !== id);
      throw reason;
    }
    draw();
    return [id, addTile(id)];
  }

  let drawing = Promise.resolve(); // making small takes seconds: neither the next pick nor sending waits for it

  async function pick(files) {
    askToStay();
    const room = most - draft.photos.length, taken = [];
    if (files.length > room) tell(isPaper ? "Cukup satu foto surat. Yang lain tidak diambil." : `Paling banyak ${MOST} foto untuk satu produk. Yang lain tidak diambil.`, "warning");
    try {
      for (const file of files.slice(0, Math.max(0, room))) taken.push(await take(file)); // all are kept before any is made small
    } catch (reason) {
      tellTrouble(reason);
    }
    drawing = drawing.then(async () => {
      for (const [id, picture] of taken) await show(id, picture);
      await warnWhenFull();
    }).catch(tellTrouble);
  }

  function picking() {
    const files = [...input.files], now = Promise.resolve(kept.busy).then(() => pick(files));
    kept.busy = now;
    now.then(() => { if (kept.busy === now) input.value = ""; });
  }
  input.addEventListener("change", picking);
  if (input.files.length) picking(); // before this script was there
  for (const id of draft.photos) show(id, addTile(id)).catch(() => {});
  draw();
}
