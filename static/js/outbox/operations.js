// What was done on the phone, one operation each, with a name of its own (UUIDv7, RFC 9562) by which the server knows it
// again. None is ever thrown away before the server has answered for good.

const WAITING = "waiting", SENDING = "sending", DONE = "done", ATTENTION = "attention";
const DONE_KEPT = 40; // what was sent is only shown for a while

function uuid7(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 0; place < 6; place += 1) bytes[place] = Math.floor(now / 2 ** (8 * (5 - place))) % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// Keeps a new operation and throws away the draft that it was made of, in one step.
async function keepOperation({ user, kind, title, path, data, photos = [], draft = null }) {
  const made_at = Date.now();
  const operation = { id: uuid7(made_at), user, kind, title, path, data, photos, draft, made_at, state: WAITING, tries: 0, next_at: 0 };
  await inStore(["operations", "drafts"], "readwrite", (at) => {
    at("operations").put(operation);
    if (draft) at("drafts").delete(draft.key);
  });
  tellPages("queue");
  return operation;
}

const operationsOf = async (user) =>
  (await fetchAll("operations")).filter((one) => one.user === user).sort((a, b) => (a.id < b.id ? -1 : 1));
const draftsOf = async (user) => (await fetchAll("drafts")).filter((one) => one.user === user);
const isUnsent = (operation) => operation.state === WAITING || operation.state === SENDING;

// Was never on its way to the server, so it may still be changed or thrown away.
const mayBeChanged = (operation) => operation.state === ATTENTION || (operation.state === WAITING && !operation.body);

// Makes an operation a draft again, to be mended where it was written. Gives back the draft, or null where it has none.
async function mendOperation(id) {
  let draft = null;
  await inStore(["operations", "drafts"], "readwrite", (at) => {
    at("operations").get(id).onsuccess = ({ target }) => {
      const operation = target.result;
      if (!operation?.draft || !mayBeChanged(operation)) return;
      draft = { ...operation.draft, photos: operation.photos, saved_at: Date.now(), wrong: operation.fields ?? {} };
      at("drafts").put(draft);
      at("operations").delete(id);
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

async function dropDraft(key) {
  await inStore(["drafts", "photos"], "readwrite", (at) => {
    at("drafts").get(key).onsuccess = ({ target }) => {
      for (const photo of target.result?.photos ?? []) at("photos").delete(photo);
      at("drafts").delete(key);
    };
  });
  tellPages("queue");
}

// The server has answered for good: the photos are there and need no room here any more.
async function endOperation(id, answer) {
  await inStore(["operations", "photos"], "readwrite", (at) => {
    at("operations").get(id).onsuccess = ({ target }) => {
      const { state, words = "", fields = {}, result = {}, mayGoAgain = false, isTaken = false } = answer;
      const ended = { ...target.result, state, words, fields, result, mayGoAgain, isTaken, ended_at: Date.now() };
      at("operations").put(ended);
      if (state === DONE) for (const photo of ended.photos) at("photos").delete(photo);
    };
    at("operations").getAll().onsuccess = ({ target }) => {
      const done = target.result.filter((one) => one.state === DONE).sort((a, b) => b.ended_at - a.ended_at);
      for (const old of done.slice(DONE_KEPT)) at("operations").delete(old.id);
    };
  });
  tellPages("queue");
}
