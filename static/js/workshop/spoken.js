// The recording of a form: kept on the phone as soon as there is one, heard again, and thrown away.

import { make } from "./making.js";
import { askToStay, tellTrouble } from "./room.js";

/** Let a form take one recording into its draft. */
export function wireVoice(form, kept, user) {
  const { draft, keep } = kept;
  const place = form.matches("[data-voice]") ? form : form.querySelector("[data-voice]");
  if (!place) return;
  const input = place.querySelector("input[type=file]");
  const heard = place.querySelector("[data-heard]");
  const said = place.querySelector("[data-told-of-voice]");
  const away = make("button", { className: "button button--quiet icon-delete", type: "button", hidden: !draft.voice }, "Hapus rekaman");
  heard.after(away);

  // One step: a draft never names a recording that is not there.
  async function put(photo) {
    const before = draft.voice;
    draft.voice = photo?.id ?? null;
    try {
      await keep({ photo });
      await dropStrayPhotos();
    } catch (reason) {
      draft.voice = before;
      throw reason;
    }
    away.hidden = !photo;
  }

  async function take(file) {
    if (!file) return;
    askToStay();
    try {
      await put({ id: uuid7(), user, name: file.name, type: file.type, isSound: true, bytes: await file.arrayBuffer() });
      await hear();
    } catch (reason) {
      tellTrouble(reason);
    }
  }
  away.addEventListener("click", async () => {
    try {
      await put(null);
      heard.hidden = true;
      said.textContent = "Rekaman dihapus.";
    } catch (reason) {
      tellTrouble(reason);
    }
  });

  // Gives back whether there is anything to hear.
  async function hear() {
    const recording = draft.voice && (await fetchOne("photos", draft.voice));
    if (!recording) return false;
    if (heard.src) URL.revokeObjectURL(heard.src);
    heard.src = URL.createObjectURL(new Blob([recording.bytes], { type: recording.type }));
    heard.hidden = false;
    return true;
  }
  function taking() {
    const [file] = input.files;
    kept.busy = Promise.resolve(kept.busy).then(() => take(file));
  }
  input.addEventListener("change", taking);
  if (input.files.length) taking(); // before this script was there
  hear().then((is) => {
    if (is) said.textContent = "Rekaman tersimpan di HP ini.";
    else Object.assign(draft, { voice: null }); // it was swept out, or lost with the phone's room
    away.hidden = !is;
  }, () => {});
}
