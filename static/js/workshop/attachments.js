// What a form takes along, photos and a recording: kept as soon as they are picked, seen or heard, and taken away again.

import { make } from "./making.js";
import { askToStay, tellTrouble, warnWhenFull } from "./room.js";
import { tell } from "./telling.js";

const MOST = 6;

/** Let a form take several photos and one recording into its draft. */
export function wireAttachments(form, kept, user) {
  const voice = form.matches("[data-voice]") ? form : form.querySelector("[data-voice]"), photo = form.querySelector("[data-photo]");
  if (photo) new Photos(photo, form, kept, user).begin();
  if (voice) new Voice(voice, form, kept, user).begin();
}

const asked = (draft, name, tells) => make("div", { className: "field" },
  make("label", { className: "field__label", htmlFor: name }, tells),
  make("input", { id: name, name, value: draft.values?.[name] ?? "", maxLength: 150, autocomplete: "off", "data-photo-told": "" }));

class Attachments {
  constructor(place, form, kept, user) {
    Object.assign(this, { place, form, kept, user, draft: kept.draft, input: place.querySelector("input[type=file]") });
  }

  listen() {
    this.input.addEventListener("change", () => this.picked());
    if (this.input.files.length) this.picked(); // before this script was there
  }

  // One pick after the other; sending waits for the last.
  picked() {
    const files = [...this.input.files], { kept } = this;
    const now = Promise.resolve(kept.busy).then(() => this.take(files));
    kept.busy = now;
    now.then(() => { if (kept.busy === now) this.taken(); });
  }

  async rowOf(file, more) {
    return { id: uuid7(), user: this.user, name: file.name, type: file.type, ...more, bytes: await file.arrayBuffer() };
  }
}

class Photos extends Attachments {
  begin() {
    const { place, form, input, draft } = this, { operation, pictures = 0, tells } = form.dataset;
    this.isPaper = operation === "record_consent"; // which never becomes a picture that others see
    this.isAdding = operation === "edit_product"; // new photos come behind those that are there, unless she says
    this.most = this.isPaper ? 1 : Math.max(0, MOST - Number(pictures)); // beside those that are there
    this.shown = place.querySelector("[data-photo-shown]");
    this.button = place.querySelector("[data-photo-button]");
    this.tiles = make("ul", { className: "photos", role: "list" });
    this.drawing = Promise.resolve(); // making small takes seconds: neither the next pick nor sending waits for it
    input.classList.add("visually-hidden");
    input.multiple = this.most > 1;
    form.querySelectorAll("[data-alone]").forEach((one) => one.remove()); // where photos are sent one by one
    if (tells) place.querySelector(".field__label").firstChild.textContent = `Foto, sampai ${this.most} `;
    if (this.isAdding) this.sayWhereTheyCome(place.querySelector(".photo__word"));
    this.listen();
    for (const id of draft.photos) this.show(id, this.addTile(id)).catch(() => {});
    this.draw();
  }

  sayWhereTheyCome(word) {
    const more = this.most ? "Foto baru ditambahkan, yang ini tetap ada." : `Sudah ${MOST} foto. Hapus satu lewat “Kepercayaan” bila ingin menambah.`;
    if (word) word.textContent = `Foto sekarang. ${more}`;
    const tick = make("input", { type: "checkbox", name: "new_photo_first", checked: this.draft.values?.new_photo_first === true });
    this.first = make("label", { className: "photo__first" }, tick, " ", make("span", {}, "Pakai foto baru ini sebagai foto utama"));
  }

  draw() {
    const { isAdding, shown, tiles, first, button, draft: { photos: { length } } } = this;
    if (isAdding && length) shown.append(tiles, first);
    else if (isAdding) first.remove();
    else if (length) shown.replaceChildren(tiles);
    button.textContent = length ? "Tambah foto lagi" : isAdding ? "Tambah foto" : "Ambil atau pilih foto";
    button.hidden = length >= this.most;
  }

  forget(id) {
    this.draft.photos = this.draft.photos.filter((one) => one !== id);
  }

  async takeAway(id, tile) {
    this.forget(id);
    tile.remove();
    this.draw();
    this.input.focus({ preventScroll: true }); // where the button was that she pressed there is nothing any more
    await this.kept.keep();
    await dropStrayPhotos();
  }

  addTile(id) {
    const { draft, form: { dataset: { tells } } } = this;
    const picture = make("img", { alt: `Foto yang dipilih ${draft.photos.indexOf(id) + 1}`, width: 96, height: 96 });
    const away = make("button", { className: "button button--quiet icon-delete", type: "button" }, "Hapus");
    const tile = make("li", { className: `photos__one photos__one--${tells ? "told" : "mine"}` }, picture, tells && asked(draft, `told-${id}`, tells), away);
    away.addEventListener("click", () => this.takeAway(id, tile).catch(tellTrouble));
    this.tiles.append(tile);
    return picture;
  }

  async show(id, picture) {
    const photo = await readyPhoto(id);
    if (!photo) { // swept out, or lost with the phone's room
      this.forget(id);
      picture.closest("li").remove();
      return this.draw();
    }
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
    picture.addEventListener("error", () => picture.replaceWith(make("p", { className: "photos__name" }, photo.name)), { once: true });
    picture.src = URL.createObjectURL(new Blob([photo.bytes], { type: photo.isSmall ? "image/jpeg" : photo.type }));
  }

  async keep(file) {
    const { draft, isPaper } = this, photo = await this.rowOf(file, { isPaper });
    draft.photos = [...draft.photos, photo.id];
    try {
      await this.kept.keep({ photo });
    } catch (reason) {
      this.forget(photo.id);
      throw reason;
    }
    this.draw();
    return [photo.id, this.addTile(photo.id)];
  }

  async take(files) {
    askToStay();
    const room = this.most - this.draft.photos.length, kept = [];
    if (files.length > room) tell(this.isPaper ? "Cukup satu foto surat. Yang lain tidak diambil." : `Paling banyak ${MOST} foto untuk satu produk. Yang lain tidak diambil.`, "warning");
    try {
      for (const file of files.slice(0, Math.max(0, room))) kept.push(await this.keep(file)); // all are kept before any is made small
    } catch (reason) {
      tellTrouble(reason);
    }
    this.drawing = this.drawing.then(async () => {
      for (const [id, picture] of kept) await this.show(id, picture);
      await warnWhenFull();
    }).catch(tellTrouble);
  }

  taken() {
    this.input.value = "";
  }
}

class Voice extends Attachments {
  begin() {
    this.heard = this.place.querySelector("[data-heard]");
    this.said = this.place.querySelector("[data-told-of-voice]");
    this.away = make("button", { className: "button button--quiet icon-delete", type: "button", hidden: !this.draft.voice }, "Hapus rekaman");
    this.heard.after(this.away);
    this.away.addEventListener("click", () => this.takeAway().catch(tellTrouble));
    this.listen();
    this.hear().then((is) => {
      if (is) this.said.textContent = "Rekaman tersimpan di HP ini.";
      else this.draft.voice = null; // it was swept out, or lost with the phone's room
      this.away.hidden = !is;
    }, () => {});
  }

  // One step: a draft never names a recording that is not there.
  async put(photo) {
    const { draft, kept } = this, before = draft.voice;
    draft.voice = photo?.id ?? null;
    try {
      await kept.keep({ photo });
      await dropStrayPhotos();
    } catch (reason) {
      draft.voice = before;
      throw reason;
    }
    this.away.hidden = !photo;
  }

  async take([file]) {
    if (!file) return;
    askToStay();
    await this.rowOf(file, { isSound: true }).then((row) => this.put(row)).then(() => this.hear()).catch(tellTrouble);
  }

  taken() {} // the field keeps it: what was recorded lies there

  async takeAway() {
    await this.put(null);
    this.heard.hidden = true;
    this.said.textContent = "Rekaman dihapus.";
  }

  // Gives back whether there is anything to hear.
  async hear() {
    const { draft, heard } = this, recording = draft.voice && (await fetchOne("photos", draft.voice));
    if (!recording) return false;
    if (heard.src) URL.revokeObjectURL(heard.src);
    heard.src = URL.createObjectURL(new Blob([recording.bytes], { type: recording.type }));
    heard.hidden = false;
    return true;
  }
}
