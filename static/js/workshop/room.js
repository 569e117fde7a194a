// Room on the phone: asked to be kept, and said in time when it runs out.

import { tell } from "./telling.js";

const LITTLE = 30_000_000; // bytes; a dozen photos as they come from the camera
let hasAsked = false;

/** Ask the browser not to throw our store away when the phone gets full. */
export function askToStay() {
  if (hasAsked) return;
  hasAsked = true;
  navigator.storage?.persist?.().catch(() => {});
}

/** Return how many bytes are left for us, or null where the browser does not say. */
export async function roomLeft() {
  const said = await navigator.storage?.estimate?.().catch(() => null);
  return said?.quota ? said.quota - said.usage : null;
}

/** Say so when there is little room left. */
export async function warnWhenFull() {
  const left = await roomLeft();
  if (left !== null && left < LITTLE) tell(`Ruang di HP hampir habis (sisa ${asMegabytes(left)}). Hapus foto atau aplikasi yang tidak dipakai.`, "warning");
}

export const asMegabytes = (bytes) => `${Math.floor(bytes / 1_000_000).toLocaleString("id-ID")} MB`;

/** Say why something could not be kept on the phone. */
export function tellTrouble(reason) {
  const isFull = reason?.name === "QuotaExceededError";
  tell(isFull
    ? "HP penuh, jadi yang baru ini belum tersimpan. Hapus foto atau aplikasi yang tidak dipakai, lalu coba lagi. Jangan tutup halaman ini."
    : "HP ini belum bisa menyimpan. Jangan tutup halaman ini, lalu coba lagi.", "error");
}
