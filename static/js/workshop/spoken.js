// The recording of a form: kept on the phone as soon as there is one, heard again, and thrown away.

import { make } from "./making.js";
import { askToStay, tellTrouble } from "./room.js";

/** Let a form take one recording into its draft. */
export function wireVoice(form, { draft, save }, user) {
  const place = form.matches("[data-voice]") ? form : form.querySelector("[data-voice]");
  if (!place) return;
  const input = place.querySelector("input[type=file]");
  const heard = place.querySelector("[data-heard]");
  const said = place.querySelector("[data-told-of-voice]");
  const away = make("button", { className: "button button--quiet", type: "button", hidden: !draft.voice }, "Hapus rekaman");
  heard.after(away);

  async function keep(id) {
    const old = draft.voice;
    draft.voice = id;
    await save();
    if (old) await dropRow("photos", old);
    away.hidden = !id;
  }

  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    askToStay();
    const id = uuid7();
    try {
      await keepRow("photos", { id, user, name: file.name, type: file.type, isSound: true, bytes: await file.arrayBuffer() });
      await keep(id);
      await hear();
    } catch (reason) {
      tellTrouble(reason);
    }
  });
  away.addEventListener("click", async () => {
    await keep(null).catch(tellTrouble);
    heard.hidden = true;
    said.textContent = "Rekaman dihapus.";
  });

  // Gives back whether there is anything to hear.
  async function hear() {
    const kept = draft.voice && (await fetchOne("photos", draft.voice));
    if (!kept) return false;
    if (heard.src) URL.revokeObjectURL(heard.src);
    heard.src = URL.createObjectURL(new Blob([kept.bytes], { type: kept.type }));
    heard.hidden = false;
    return true;
  }
  hear().then((is) => { if (is) said.textContent = "Rekaman tersimpan di HP ini."; }, () => {});
}
