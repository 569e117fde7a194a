// The phone's own store (IndexedDB): what was typed, photographed and pressed, until the server has it.
// These scripts are read by pages and by the service worker alike, hence no modules: each rests on those before it.

const STORE = "pasar-hulu-jual";
const ROOMS = { operations: "id", photos: "id", drafts: "key", data: "user", notes: "name" };
let openedStore, hasRoom = true; // as the last write found it

function openStore() {
  openedStore ??= new Promise((resolve, refuse) => {
    const asked = indexedDB.open(STORE, 1);
    asked.onupgradeneeded = () => {
      for (const [room, keyPath] of Object.entries(ROOMS)) asked.result.createObjectStore(room, { keyPath });
    };
    asked.onerror = () => refuse(asked.error);
    asked.onsuccess = () => {
      const forget = () => { openedStore = undefined; };
      asked.result.onversionchange = () => { asked.result.close(); forget(); };
      asked.result.onclose = forget;
      resolve(asked.result);
    };
  });
  openedStore.catch(() => { openedStore = undefined; });
  return openedStore;
}

// Does `work` in one transaction that is on the disk once this is fulfilled; gives back what `work` asked for.
async function inStore(rooms, mode, work) {
  const store = await openStore();
  return new Promise((resolve, refuse) => {
    const transaction = store.transaction(rooms, mode, { durability: "strict" });
    let asked;
    transaction.oncomplete = () => {
      hasRoom ||= mode === "readwrite";
      resolve(asked?.result);
    };
    transaction.onabort = () => {
      hasRoom &&= !isForRoom(transaction.error);
      refuse(transaction.error ?? new Error("the store gave up"));
    };
    try {
      asked = work((room) => transaction.objectStore(room));
    } catch (reason) {
      refuse(reason);
      transaction.abort(); // all of it or nothing
    }
  });
}

const isForRoom = (reason) => reason?.name === "QuotaExceededError";
const fetchOne = (room, key) => inStore([room], "readonly", (at) => at(room).get(key));
const fetchAll = (room) => inStore([room], "readonly", (at) => at(room).getAll());
const keepRow = (room, row) => inStore([room], "readwrite", (at) => { at(room).put(row); });

// Reads a row, lets `change` write into it, and keeps it, so that no other tab comes between. Gives back the row,
// on a full phone as it would be: what is only written down to remember it holds up nothing.
function changeRow(room, key, change) {
  let row;
  return inStore([room], "readwrite", (at) => {
    at(room).get(key).onsuccess = ({ target }) => {
      row = target.result;
      if (row && change(row) !== false) at(room).put(row);
    };
  }).then(() => row, (reason) => {
    if (!isForRoom(reason)) throw reason;
    return row;
  });
}

const noted = async (name) => (await fetchOne("notes", name))?.value;
const note = (name, value) => keepRow("notes", { name, value });

// Tells every open page that the queue, or what is known of the shop, is no longer as it was.
function tellPages(what) {
  if (!("BroadcastChannel" in self)) return;
  const channel = new BroadcastChannel("pasar-hulu-jual");
  channel.postMessage(what);
  channel.close();
}
