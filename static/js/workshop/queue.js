// The queue: what is written, what waits, what was sent, and what wants her eye. Nothing leaves it by itself.

import { readFileOf, writeFileOf } from "./carry.js";
import { listen } from "./count.js";
import { shopNow } from "./data.js";
import { makersOf, pageOf } from "./makers.js";
import { make } from "./making.js";
import { sendNow } from "./moments.js";
import { what } from "./naming.js";
import { asMegabytes, roomLeft, tellTrouble } from "./room.js";
import { tell } from "./telling.js";

const STATES = { draft: "draf", waiting: "belum terkirim", sending: "mengirim", done: "terkirim", attention: "perlu perhatian" };
const BADGES = {
  draft: "icon-draft", waiting: "badge--waiting icon-wait", sending: "badge--waiting icon-sending", done: "icon-yes", attention: "badge--out icon-attention",
};
const PLENTY = 500_000_000; // bytes; below that she is told how much is left
const SAFE = "Tidak ada yang hilang; dikirim sendiri begitu bisa.";
const HANDED_OUT = "Sudah disimpan ke berkas, jadi tidak bisa diubah atau dihapus sebelum terkirim: HP lain bisa mengirimnya juga.";
const TROUBLE = {
  net: `Belum ada sinyal, atau sinyalnya terlalu lemah. ${SAFE}`,
  portal: `WiFi ini tampaknya minta masuk dulu, jadi belum ada yang sampai. Buka WiFi itu, atau pakai sinyal lain. ${SAFE}`,
  down: `Pasar Hulu sedang terganggu. ${SAFE}`,
  later: "Ada yang belum bisa diterima sekarang; sebabnya tertulis di bawah. Tidak ada yang hilang.",
  full: "HP penuh, jadi jawaban Pasar Hulu belum bisa disimpan. Hapus foto atau aplikasi yang tidak dipakai, lalu tekan “Kirim sekarang” lagi. Tidak ada yang hilang.",
  phone: "Ada foto atau rekaman yang belum bisa dibaca dari HP ini; dicoba lagi sendiri. Yang lain tetap dikirim.",
  sign_in: "Masuk dulu supaya bisa terkirim. Tidak ada yang hilang.",
};
const ORDER = ["attention", "sending", "waiting", "draft", "done"];

/** Draw the queue of this person, and again at each change. */
export function drawQueue(user) {
  const place = document.querySelector("[data-queue]");
  place.hidden = false;
  document.querySelector("[data-plain]").hidden = true;
  const draw = () => fill(place, user).catch(() => tell("Antrean belum bisa dibaca. Muat ulang halaman ini.", "error"));
  let clock = null;
  listen((what) => {
    if (what === "person") location.reload(); // hers is not drawn for another
    clearTimeout(clock);
    clock = setTimeout(draw, 100);
  });
  place.querySelector("[data-send-now]").addEventListener("click", async ({ target }) => {
    target.disabled = true;
    await letHeldBackGo(user);
    const trouble = await sendNow();
    target.disabled = false;
    await sayHowItWent(user, trouble);
  });
  place.querySelector("[data-export]").addEventListener("click", () => handOut(user).catch(tellTrouble));
  place.querySelector("[data-import]").addEventListener("change", async ({ target }) => {
    tell(...(await readFileOf(target.files[0], user)));
    target.value = "";
    draw();
  });
  draw();
}

async function handOut(user) {
  const lacking = await writeFileOf(user);
  if (lacking) tell(`${lacking} foto atau suara tidak bisa dibaca lagi di HP ini, jadi tidak ikut di berkas. Yang lain ikut.`, "warning");
}

async function sayHowItWent(user, trouble) {
  const left = (await operationsOf(user)).filter(isUnsent).length;
  if (!left) return tell("Semua sudah terkirim.");
  tell(TROUBLE[trouble] ?? (hasRoom ? TROUBLE.net : TROUBLE.full), "warning");
}

async function fill(place, user) {
  const operations = await operationsOf(user);
  const drafts = (await draftsOf(user)).map((draft) => ({ ...draft, state: "draft", id: draft.key, made_at: draft.saved_at }));
  const heard = user && (await fetchOne("data", user))?.said, now = user && (await shopNow(user));
  const shop = now && { ...heard, producers: now.producers }; // also those who have no number yet
  const rows = [...operations, ...drafts].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || b.made_at - a.made_at);
  place.querySelector("[data-summary]").textContent = user ? inShort(operations) : "Anda belum masuk.";
  place.querySelector("[data-export]").disabled = !rows.some((one) => one.state !== DONE);
  place.querySelector("[data-rows]").replaceChildren(...rows.map((row) => drawn(row, shop, rows)));
  place.querySelector("[data-sign-in]").hidden = Boolean(user) && (await noted("trouble")) !== "sign_in";
  const others = (await fetchAll("operations")).filter((one) => one.user !== user && isUnsent(one)).length;
  place.querySelector("[data-others]").textContent = others ? ofOthers(others, user) : "";
  const left = await roomLeft();
  place.querySelector("[data-room]").textContent = left === null || left > PLENTY ? "" : `Sisa ruang di HP untuk antrean: ${asMegabytes(left)}.`;
}

function inShort(operations) {
  const waiting = operations.filter(isUnsent).length, wrong = operations.filter((one) => one.state === ATTENTION).length;
  return [waiting && `${waiting} belum terkirim`, wrong && `${wrong} perlu perhatian`].filter(Boolean).join(", ") || "Tidak ada yang menunggu.";
}

// Whoever is not signed in is told how many, and nothing of what they are.
const ofOthers = (many, user) => (user
  ? `${many} lagi milik akun lain di HP ini. Yang itu tetap tersimpan, dan dikirim setelah pemiliknya masuk.`
  : `${many} belum terkirim dan tetap tersimpan di HP ini. Dikirim setelah pemiliknya masuk.`);

// Does something that has not been sent name this producer, who has no number yet? Without her it would wait for ever.
const isNamed = (row, rows) => row.kind === "add_maker" &&
  rows.some((one) => one !== row && one.state !== DONE && JSON.stringify(one).includes(row.mends ?? row.id));

function drawn(row, shop, rows) {
  const makers = makersOf(row, shop);
  const photos = row.photos?.filter((id) => id !== row.voice).length ?? 0;
  const brought = Math.min(photos, row.brought?.length ?? 0);
  const pieces = photos && (row.state === "sending" ? `${brought} dari ${photos} foto terkirim` : `${photos} foto`);
  return make("article", { className: "card queue-row" },
    make("div", { className: "cluster cluster--apart" },
      make("h2", { className: "queue-row__name" }, row.title || "Belum bernama"),
      make("span", { className: `badge ${BADGES[row.state]}` }, STATES[row.state])),
    makers.length > 0 && make("p", {}, "a.n. ", make("strong", {}, makers.map(({ name }) => name).join(", "))),
    make("p", { className: "muted" }, [what(row, shop), pieces, row.voice && "suara", ageWords(row.ended_at ?? row.made_at)].filter(Boolean).join(" · ")),
    row.state === "waiting" && row.handed_at && make("p", { className: "muted" }, HANDED_OUT),
    row.words && make("p", { className: row.state === "attention" ? "queue-row__wrong" : "" }, row.words),
    make("div", { className: "cluster" }, consentOf(row, makers), toolsOf(row, isNamed(row, rows))));
}

const link = (icon, words, href) => make("a", { className: `button icon-${icon}`, href }, words);

// What waits for somebody's word, which the server names, leads to where it is asked for.
const consentOf = ({ state, words = "" }, makers) => (state === DONE ? [] : makers
  .filter(({ name }) => words.includes(`persetujuan ${name}`))
  .map((maker) => link("paper", `Minta persetujuan ${maker.name}`, pageOf(maker))));

function toolsOf(row, isNeeded) {
  const press = (icon, words, act, quiet = false) => {
    const button = make("button", { className: `button${quiet ? " button--quiet" : ""} icon-${icon}`, type: "button" }, words);
    button.addEventListener("click", act);
    return button;
  };
  if (row.state === "draft") return [link("next", "Lanjutkan", row.path), !isNeeded && press("delete", "Buang", () => sure("Buang draf ini?") && dropDraft(row.id), true)];
  if (row.result?.story) return [link("look", "Lihat", `/jual/cerita/${row.result.story}/`)];
  if (row.result?.producer) return [link("look", "Lihat", `/jual/produsen/${row.result.producer}/`)];
  if (row.state === "done") return row.result?.product ? [link("look", "Lihat", `/jual/produk/${row.result.product}/`)] : [];
  if (!mayBeChanged(row)) return [];
  return [
    row.mayGoAgain && press("send", "Kirim lagi", () => sendOnceMore(row.id).then(sendNow)),
    row.draft && press("edit", row.state === "attention" ? "Perbaiki" : "Ubah", () => mend(row)),
    !isNeeded && press("delete", "Hapus", () => sure("Hapus ini? Tidak akan dikirim.") && dropOperation(row.id), true),
  ];
}

const sure = (question) => confirm(question);

async function mend(row) {
  const draft = await mendOperation(row.id);
  if (draft) location.assign(draft.path);
}
