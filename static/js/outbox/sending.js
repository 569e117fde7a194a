// The sender: one at a time on a phone, photos first, then what they belong to; after each failure it waits longer.

const FIRST_WAIT = 2000, LONGEST_WAIT = 60_000, HELD_BACK = 60 * 60_000;
const ROUNDS_OF_PHOTOS = 3, STUCK = 5;
const GONE = "Foto atau rekaman dari kiriman ini tidak ada lagi di HP, atau rusak. Hapus, lalu pilih atau rekam lagi.";
const FOR_HOURS = ["not_yours", "newer", "enough"]; // trying soon does not help
const REFUSED = [400, 403, 409]; // of none of these was anything kept under its id
let asksAgain = false, isOn = null;

// Sends all that may go now; with `hurry` also what waits for its next try. At most one more run is queued behind a run.
// Gives back what stood in the way last, "" for nothing: see asking.js; "full" is a phone that cannot keep the answer,
// "phone" one that cannot read what it has.
function sendWaiting({ hurry = false } = {}) {
  asksAgain ||= hurry;
  isOn ??= alone(async () => {
    let trouble;
    do {
      const hurries = asksAgain;
      asksAgain = false;
      trouble = await sendAll(hurries);
    } while (asksAgain);
    return trouble;
  }).finally(() => { isOn = null; });
  return isOn.then((trouble) => hearWhatCameOfIt().then(() => trouble));
}

// What the phone shows without a signal from now on is the shop with all this in it.
async function hearWhatCameOfIt() {
  const user = await whoIsHere(), kept = user && (await fetchOne("data", user));
  if (kept && (await hasNewsFor(user, kept))) await hearShop(user);
}

// Web Locks keep a second tab, or the worker, from sending the same; without them the server's answers do.
const alone = (work) => (navigator.locks ? navigator.locks.request("pasar-hulu-jual", work) : work());

async function sendAll(hurries) {
  const user = await whoIsHere();
  if (!user) return "";
  await takeUpWhatWasLeft(user);
  if (!hurries && navigator.onLine === false) return "";
  let lost = 0, trouble = "";
  const leftOut = [];
  for (const { id } of (await operationsOf(user)).filter(isUnsent)) {
    const operation = await fetchOne("operations", id);
    if (!operation || !isUnsent(operation)) continue;
    if ((!hurries || operation.isHeldBack) && operation.next_at > Date.now()) continue;
    if (leftOut.some((one) => restsOn(operation, one))) continue;
    if ((await whoIsHere()) !== user) return trouble;
    try {
      await sendOne(operation);
      if (!trouble) await remember("");
    } catch (reason) {
      if (reason.trouble === "page") {
        leftOut.push(operation);
        continue;
      }
      trouble = isForRoom(reason) ? "full" : reason.trouble ?? "phone";
      await remember(trouble);
      await waitLonger(id, reason);
      if (["later", "full", "phone"].includes(trouble)) continue;
      if (trouble === "net") lost += 1;
      const isStuck = (operation.failed ?? 0) >= STUCK; // it alone, perhaps; otherwise the others would fare no better
      if (!isStuck || lost > 1 || trouble === "sign_in") return trouble;
    }
  }
  return trouble;
}

const remember = (trouble) => note("trouble", trouble).catch(() => {}); // a full phone sends all the same

// The goods of a producer whose paper has not gone yet would only be sent back.
const restsOn = ({ data }, { kind, data: { producer } }) =>
  kind === "record_consent" && JSON.stringify(data.producer) === JSON.stringify(producer);

// Whoever was sending is gone, with its page or its worker: only one sends at a time.
async function takeUpWhatWasLeft(user) {
  const left = (await operationsOf(user)).filter(({ state }) => state === SENDING);
  for (const { id } of left) await changeRow("operations", id, (row) => { row.state = WAITING; });
  if (left.length) tellPages("queue");
}

async function sendOne({ id }) {
  for (let round = 0; round < ROUNDS_OF_PHOTOS; round += 1) {
    const operation = await makeReady(id);
    if (!operation) return;
    if (operation.isGone) return endOperation(id, { state: ATTENTION, words: GONE });
    const unusable = await bringPhotos(operation);
    if (unusable) return endOperation(id, { state: ATTENTION, ...unusable });
    await changeRow("operations", id, (row) => { row.isInDoubt = true; });
    const { status, said } = await askToTake(operation);
    if (status !== 424) return takeAnswer(operation, status, said);
    await changeRow("operations", id, (row) => {
      Object.assign(row, { isInDoubt: false, brought: (row.brought ?? []).filter((sha) => !said.missing.includes(sha)) });
    });
  }
  const operation = await fetchOne("operations", id);
  const isGone = (await Promise.all(operation.photos.map((one) => photoOf(one, operation)))).some((one) => !one);
  if (isGone) return endOperation(id, { state: ATTENTION, words: GONE }); // of 424 nothing was kept
  throw new NoAnswer("photos are still missing", { trouble: "later" });
}

function takeAnswer({ id, kind }, status, said) {
  if (status === 200 && [DONE, ATTENTION].includes(said.state)) return endOperation(id, { ...said, isTaken: true });
  if (said.state === "not_yours") throw new NoAnswer(said.state, { trouble: "later", words: said.words }); // until there is consent, or a shop
  if (REFUSED.includes(status)) return endOperation(id, { ...said, state: ATTENTION, mayGoAgain: true, isTaken: status === 409 });
  const isEnough = kind === "send_story" && said.state === "later"; // of stories for today
  throw new NoAnswer(isEnough ? "enough" : said.state, { trouble: "later", words: said.words }); // 426: the server will understand it later
}

// She asks for it once more. Under an id that is taken it can only go as a new one; what nothing was kept of is read anew.
async function sendOnceMore(id) {
  const after = await nameAfter(id);
  await inStore(["operations", "drafts"], "readwrite", (at) => {
    at("operations").get(id).onsuccess = ({ target }) => {
      const { body, words, fields, mayGoAgain, isTaken, isInDoubt, failed, ...operation } = target.result;
      const fresh = isTaken ? after : id;
      at("operations").put({ ...operation, id: fresh, state: WAITING, tries: 0, next_at: 0 });
      callAnew(at, id, fresh);
    };
  });
  tellPages("queue");
}

// Gives back nothing for what is gone, or could not be read back in so many tries.
const photoOf = (id, { failed = 0 }) =>
  readyPhoto(id).catch((reason) => {
    if (reason.trouble || failed < STUCK) throw reason;
  });

// What is sent is settled once and stays the same for ever, as the server knows it by its hash.
async function makeReady(id) {
  const operation = await fetchOne("operations", id), ready = [];
  for (const photo of operation?.photos ?? []) ready.push(await photoOf(photo, operation));
  return changeRow("operations", id, (row) => {
    Object.assign(row, { state: SENDING, isHeldBack: false }); // from here on it may have arrived
    if (row.body) return;
    row.isGone = ready.some((one) => !one);
    if (row.isGone) return;
    const data = { ...row.data };
    const [spoken, seen] = [true, false].map((is) => ready.filter((one) => one && Boolean(one.isSound) === is).map((one) => one.sha256));
    if (seen.length) data.photos = seen;
    if (spoken.length) [data.voice] = spoken;
    row.body = JSON.stringify({ id, v: 1, user: row.user, kind: row.kind, made_at: row.made_at, data });
  }).finally(() => tellPages("queue"));
}

async function bringPhotos(operation) {
  for (const id of operation.photos) {
    const photo = await photoOf(id, operation);
    if (!photo || operation.brought?.includes(photo.sha256)) continue;
    const unusable = await bringPhoto(photo, operation.user, (tries) => waitLess(operation.id, tries));
    if (unusable) return { words: unusable, fields: { [photo.isSound ? "voice" : "photo"]: unusable } };
    await changeRow("operations", operation.id, (row) => { row.brought = [...(row.brought ?? []), photo.sha256]; });
    tellPages("queue");
  }
  return null;
}

// Where the server is heard, or even takes something, the line is only a bad one: long waits are for where there is none.
const waitLess = (id, tries) =>
  changeRow("operations", id, (row) => {
    if (row.tries <= tries && !(tries === 0 && row.failed)) return false;
    row.tries = Math.min(row.tries, tries);
    if (tries === 0) row.failed = 0;
  });

async function waitLonger(id, reason) {
  await changeRow("operations", id, (row) => {
    if (!isUnsent(row)) return false;
    row.state = WAITING;
    row.words = reason.words ?? "";
    if (["later", "sign_in"].includes(reason.trouble)) row.isInDoubt = false; // the server has said so itself
    row.isHeldBack = FOR_HOURS.includes(reason.message); // nothing was kept of it
    const wait = row.isHeldBack ? HELD_BACK : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** row.tries);
    row.next_at = Date.now() + wait * (0.5 + Math.random());
    row.tries = Math.min(row.tries + 1, 12);
    row.failed = (row.failed ?? 0) + 1;
  });
  tellPages("queue");
}
