// The queue as a file, with what is half written: out of a phone that is broken or has no signal, into another. Names stay,
// so nothing doubles.

import { isOurs } from "./carried.js";
import { tellTrouble } from "./room.js";
import { sendNow } from "./moments.js";

const MARK = "pasar-hulu-antrean", RELEASE = 2;

function asText(buffer) {
  let text = "";
  const bytes = new Uint8Array(buffer);
  for (let from = 0; from < bytes.length; from += 0x8000) text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}

const asBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;

const photosOf = (rows) => new Set(rows.flatMap(({ photos, voice }) => (voice ? [...photos, voice] : photos)));

// What leaves in a file may be sent from elsewhere: from here on it is sent as it is, on every phone that has it.
async function handOut(user) {
  const handed_at = Date.now();
  const rows = await Promise.all((await operationsOf(user)).map(({ id }) => changeRow("operations", id, (row) => { row.handed_at ??= handed_at; })));
  tellPages("queue");
  return rows.filter((one) => one && one.state !== DONE);
}

/** Hand out a file with all that waits and all drafts, photos and recordings included. It stays in the queue as well. Gives
 * back how many photos or recordings could not be read. */
export async function writeFileOf(user) {
  const operations = await handOut(user), drafts = await draftsOf(user);
  const named = photosOf([...operations, ...drafts]), photos = [];
  for (const id of named) {
    const photo = await readyPhoto(id).catch(() => null); // a phone that breaks loses some: the others go
    if (photo) photos.push({ ...photo, bytes: asText(photo.bytes) });
  }
  const day = new Date().toLocaleDateString("sv-SE");
  const file = new Blob([JSON.stringify({ mark: MARK, v: RELEASE, operations, drafts, photos })], { type: "application/json" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `antrean-pasar-hulu-${day}.json` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return named.size - photos.length;
}

/** Take in such a file. Gives back what to say of it, and in which tone. */
export async function readFileOf(file, user) {
  let said;
  try {
    said = JSON.parse(await file.text());
    if (said.mark !== MARK || said.v !== RELEASE || !isOurs(said)) throw new Error("no queue of ours");
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

async function takeIn({ operations, drafts, photos }, user) {
  const fresh = [], begun = [], hers = drafts.filter((one) => one.user === user);
  await inStore(["operations", "drafts", "photos"], "readwrite", (at) => {
    at("operations").getAll().onsuccess = ({ target: queue }) => {
      at("drafts").getAll().onsuccess = ({ target: lying }) => {
        const isHere = ({ id }) => [...queue.result, ...lying.result].some((one) => [one.id, one.mends, one.draft?.mends].includes(id));
        fresh.push(...operations.filter((one) => !isHere(one)));
        begun.push(...hers.map((one) => placeOf(one, lying.result, queue.result)).filter(Boolean));
        for (const one of fresh) {
          at("operations").put({ ...one, state: one.state === ATTENTION ? ATTENTION : WAITING, next_at: 0 });
          callAnew(at, one.draft?.mends, one.id); // it was mended there
        }
        for (const one of begun) at("drafts").put(one);
        const wanted = photosOf([...fresh, ...begun]);
        for (const photo of photos) if (wanted.has(photo.id)) at("photos").put(photo);
      };
    };
  });
  tellPages("queue");
  sendNow();
  return cameOf({ fresh, begun, user, notHers: drafts.length - hers.length });
}

// Gives back a draft of a file as it will lie here: in its own place, or beside another that is being written there. Null
// for one that is here already, or was sent from here, unless it went on there and nobody has touched it here.
function placeOf(draft, lying, queue) {
  const same = lying.find(({ id }) => id === draft.id);
  if (same && (same.came_at !== same.saved_at || same.saved_at >= draft.saved_at)) return null;
  if (!same && queue.some((one) => one.draft?.id === draft.id && !isSentBack(one, draft))) return null;
  const placed = { ...draft, ...(same && { key: same.key, path: same.path }), came_at: draft.saved_at };
  if (!same && lying.some(({ key }) => key === placed.key)) putBeside(placed, draft.id);
  return placed;
}

// What was refused may have been mended on the other phone.
const isSentBack = ({ state, draft }, { saved_at }) => state === ATTENTION && draft.saved_at < saved_at;

function cameOf({ fresh, begun, user, notHers }) {
  const others = fresh.filter((one) => one.user !== user).length;
  const words = [
    fresh.length > 0 && (others ? `${fresh.length} diambil dari berkas.` : `${fresh.length} diambil dari berkas, dan dikirim begitu ada sinyal.`),
    begun.length > 0 && `${begun.length} draf diambil dari berkas. Lanjutkan di sini.`,
    others > 0 && `${others} milik akun lain: dikirim setelah pemiliknya masuk di HP ini.`,
    notHers > 0 && `${notHers} draf milik akun lain tidak diambil. Masuk dengan akun itu dulu, lalu ambil berkas ini lagi.`,
  ].filter(Boolean);
  if (!words.length) return ["Semua isi berkas ini sudah ada di antrean. Tidak ada yang ditambah dua kali."];
  return [words.join(" "), others || notHers ? "warning" : undefined];
}
