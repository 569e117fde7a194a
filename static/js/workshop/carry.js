// The waiting queue as a file: out of a phone that is broken or has no signal, into another. Names stay, so nothing doubles.

import { tellTrouble } from "./room.js";
import { sendNow } from "./moments.js";

const MARK = "pasar-hulu-antrean";

function asText(buffer) {
  let text = "";
  const bytes = new Uint8Array(buffer);
  for (let from = 0; from < bytes.length; from += 0x8000) text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}

const asBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;

/** Hand out a file with all that waits, photos included. It stays in the queue as well. */
export async function writeFileOf(user) {
  const operations = (await operationsOf(user)).filter((one) => one.state !== DONE);
  const photos = [];
  for (const id of operations.flatMap((one) => one.photos)) {
    const photo = await readyPhoto(id);
    if (photo) photos.push({ ...photo, bytes: asText(photo.bytes) });
  }
  const day = new Date().toLocaleDateString("sv-SE");
  const file = new Blob([JSON.stringify({ mark: MARK, v: 1, operations, photos })], { type: "application/json" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `antrean-pasar-hulu-${day}.json` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Take in such a file. Gives back what to say of it, and in which tone. */
export async function readFileOf(file, user) {
  let said;
  try {
    said = JSON.parse(await file.text());
    if (said.mark !== MARK || said.v !== 1) throw new Error("no queue of ours");
    for (const photo of said.photos) photo.bytes = asBytes(photo.bytes);
  } catch {
    return ["Berkas ini bukan antrean Pasar Hulu, atau rusak. Pilih berkas lain.", "error"];
  }
  try {
    return await takeIn(said, user);
  } catch (reason) {
    tellTrouble(reason);
    return ["", ""];
  }
}

async function takeIn({ operations, photos }, user) {
  const known = new Set((await fetchAll("operations")).map((one) => one.id));
  const fresh = operations.filter((one) => !known.has(one.id));
  const wanted = new Set(fresh.flatMap((one) => one.photos));
  await inStore(["operations", "photos"], "readwrite", (at) => {
    for (const photo of photos) if (wanted.has(photo.id)) at("photos").put(photo);
    for (const one of fresh) at("operations").put({ ...one, state: one.state === ATTENTION ? ATTENTION : WAITING, next_at: 0 });
  });
  tellPages("queue");
  sendNow();
  if (!fresh.length) return ["Semua isi berkas ini sudah ada di antrean. Tidak ada yang ditambah dua kali."];
  const others = fresh.filter((one) => one.user !== user).length;
  if (others) return [`${fresh.length} diambil dari berkas. ${others} milik akun lain: dikirim setelah pemiliknya masuk di HP ini.`, "warning"];
  return [`${fresh.length} diambil dari berkas, dan dikirim begitu ada sinyal.`];
}
