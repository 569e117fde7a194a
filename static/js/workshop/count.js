// How many wait, above every page: "2 belum terkirim".

async function count(user) {
  const badge = document.querySelector("[data-queue-count]");
  if (!badge) return;
  const operations = user ? await operationsOf(user) : [];
  const waiting = operations.filter(isUnsent).length;
  const wrong = operations.filter((one) => one.state === ATTENTION).length;
  badge.hidden = waiting + wrong === 0;
  badge.textContent = wrong ? `${wrong} perlu perhatian` : `${waiting} belum terkirim`;
  badge.className = `header__tool queue-count ${wrong ? "queue-count--wrong icon-attention" : "icon-wait"}`;
}

export function showCount(user) {
  count(user);
  listen((what) => { if (what === "queue") count(user); });
}

/** Hear of changes from this page, from other tabs and from the worker. Gives back how to stop. */
export function listen(hear) {
  if (!("BroadcastChannel" in window)) return () => {};
  const channel = new BroadcastChannel("pasar-hulu-jual");
  channel.onmessage = ({ data }) => hear(data);
  return () => channel.close();
}
