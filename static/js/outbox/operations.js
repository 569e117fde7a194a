// What was done on the phone, one operation each, with a name of its own (UUIDv7, RFC 9562) by which the server knows it
// again. None is ever thrown away before the server has answered for good.

const WAITING = "waiting", SENDING = "sending", DONE = "done", ATTENTION = "attention";
const DONE_KEPT = 40; // of what was sent and is in what was heard of the shop: it is only shown for a while

function uuid7(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 0; place < 6; place += 1) bytes[place] = Math.floor(now / 2 ** (8 * (5 - place))) % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// A draft's name becomes its operation's, and what was sent back is mended under a name made of the old one, or under the
// same where no answer is kept under that. So it is one thing on two phones: of the second the server says 409.
async function nameOf({ kind }, place, { id, mends, isTaken }, made_at) {
  if (mends && !isTaken) return place ? uuid7(made_at) : mends;
  const old = mends ?? id;
  if (!old) return uuid7(made_at);
  return place || mends ? nameAfter(place ? old + kind : old) : old;
}

// The same on every phone.
async function nameAfter(old) {
  const hash = await sha256(new TextEncoder().encode(old));
  return `${old.slice(0, 14)}7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}

// Keeps what a form was made into and throws away the draft that it was made of, all in one step. Each is later than
// what this phone did before, also where its clock has fallen back meanwhile: of two writes the later one holds.
async function keepOperations(made, { user, path }) {
  const first = Math.max(Date.now(), ((await noted("latest")) ?? 0) + 1);
  const operations = await Promise.all(made.map(async (one, place) => {
    const made_at = first + place, id = await nameOf(one, place, made[0].draft ?? {}, made_at);
    return { photos: [], voice: null, draft: null, ...one, id, user, path, made_at, state: WAITING, tries: 0, next_at: 0 };
  }));
  await inStore(["operations", "drafts", "notes"], "readwrite", (at) => {
    for (const operation of operations) {
      at("operations").put(operation);
      if (operation.draft) at("drafts").delete(operation.draft.key);
      callAnew(at, operation.draft?.mends, operation.id);
    }
    at("notes").put({ name: "latest", value: first + operations.length - 1 });
  });
  tellPages("queue");
  return operations;
}

// An operation that goes under another id now leaves its place, and what names it names that one: a producer who was mended,
// and her goods. The server kept nothing of what still waits for her, so it is made ready anew.
function callAnew(at, old, id) {
  if (!old || old === id) return;
  at("operations").delete(old);
  for (const [room, key] of [["operations", "id"], ["drafts", "key"]]) {
    at(room).getAll().onsuccess = ({ target }) => {
      for (const row of target.result) {
        const text = JSON.stringify(row);
        if (row[key] === id || row.mends === old || row.state === DONE || !text.includes(old)) continue;
        const { body, ...fresh } = JSON.parse(text.replaceAll(old, id));
        at(room).delete(row[key]);
        at(room).put(fresh.state === WAITING ? { ...fresh, next_at: 0 } : fresh);
      }
    };
  }
}

const operationsOf = async (user) =>
  (await fetchAll("operations")).filter((one) => one.user === user).sort((a, b) => a.made_at - b.made_at || (a.id < b.id ? -1 : 1));
const draftsOf = async (user) => (await fetchAll("drafts")).filter((one) => one.user === user);
const isUnsent = (operation) => operation.state === WAITING || operation.state === SENDING;

// Was never on its way to the server nor handed out in a file, or was sent back, so it may still be changed or thrown away.
const mayBeChanged = ({ state, body, isHeldBack, handed_at }) =>
  state === ATTENTION || (state === WAITING && !handed_at && (!body || isHeldBack));

function putBeside(draft, id) {
  const [user, form] = draft.key.split(":"), page = new URL(draft.path, location.href);
  page.searchParams.set("draf", id);
  Object.assign(draft, { key: `${user}:${form}:${id}`, path: page.pathname + page.search });
}

// Makes an operation a draft again, to be mended where it was written. Gives back the draft, or null where it has none.
// Where another is being written there already, it gets a place of its own, which the address names.
async function mendOperation(id) {
  let draft = null;
  await inStore(["operations", "drafts"], "readwrite", (at) => {
    at("operations").get(id).onsuccess = ({ target }) => {
      const operation = target.result;
      if (!operation?.draft || !mayBeChanged(operation)) return;
      draft = { ...operation.draft, saved_at: Date.now(), wrong: operation.fields ?? {}, mends: id, isTaken: operation.isTaken };
      at("drafts").getKey(draft.key).onsuccess = ({ target: lying }) => {
        if (lying.result) putBeside(draft, id);
        at("drafts").put(draft);
        at("operations").delete(id);
      };
    };
  });
  tellPages("queue");
  return draft;
}

async function dropOperation(id) {
  let dropped = null;
  await inStore(["operations", "photos"], "readwrite", (at) => {
    at("operations").get(id).onsuccess = ({ target }) => {
      const operation = target.result;
      if (!operation || !(operation.state === DONE || mayBeChanged(operation))) return;
      dropped = operation;
      at("operations").delete(id);
      for (const photo of operation.photos) at("photos").delete(photo);
    };
  });
  tellPages("queue");
  return dropped;
}

// What the server has sent back goes again: something may stand otherwise now, or she presses "Kirim sekarang".
async function letHeldBackGo(user) {
  const held = (await operationsOf(user)).filter((one) => one.isHeldBack);
  for (const { id } of held) await changeRow("operations", id, (row) => { row.next_at = 0; });
}

// Photos that nothing names any more: of what was thrown away, or left by a phone that died at the wrong moment.
async function dropStrayPhotos() {
  await inStore(["operations", "drafts", "photos"], "readwrite", (at) => {
    at("operations").getAll().onsuccess = ({ target: operations }) => {
      at("drafts").getAll().onsuccess = ({ target: drafts }) => {
        const named = JSON.stringify([operations.result, drafts.result]);
        at("photos").getAllKeys().onsuccess = ({ target }) => {
          for (const id of target.result) if (!named.includes(id)) at("photos").delete(id);
        };
      };
    };
  });
}

async function dropDraft(key) {
  await inStore(["drafts"], "readwrite", (at) => { at("drafts").delete(key); });
  await dropStrayPhotos();
  tellPages("queue");
}

// The server has answered for good: the photos are there and need no room here any more.
async function endOperation(id, answer) {
  let ended;
  await inStore(["operations", "photos", "data"], "readwrite", (at) => {
    at("operations").get(id).onsuccess = ({ target }) => {
      const { state, words = "", fields = {}, result = {}, mayGoAgain = false, isTaken = false } = answer;
      ended = { ...target.result, state, words, fields, result, mayGoAgain, isTaken, ended_at: Date.now() };
      at("operations").put(ended);
      if (state === DONE) for (const photo of ended.photos) at("photos").delete(photo);
    };
    at("operations").getAll().onsuccess = ({ target: all }) => {
      at("data").get(ended.user).onsuccess = ({ target: { result: heard } }) => {
        const known = all.result.filter((one) => one.user === ended.user && one.state === DONE && heard?.done.includes(one.id));
        for (const old of known.sort((a, b) => b.ended_at - a.ended_at).slice(DONE_KEPT)) at("operations").delete(old.id);
      };
    };
  }).catch(async (reason) => {
    if (!isForRoom(reason) || ended.state !== DONE) throw reason;
    await inStore(["operations", "photos"], "readwrite", (at) => {
      at("operations").delete(id);
      for (const photo of ended.photos) at("photos").delete(photo);
    });
    await keepRow("operations", ended).catch(() => {}); // perhaps there is room now
  });
  tellPages("queue");
}
