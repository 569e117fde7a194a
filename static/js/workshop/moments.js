// When to try to send: now that the page is open, when the signal is back, when she looks again, and after each wait.

const SOON = 1500, AT_LEAST_EVERY = 60_000;
let clock;

async function tryAndPlan(hurry) {
  clearTimeout(clock);
  clock = setTimeout(tryAndPlan, AT_LEAST_EVERY, false); // also when sending takes long
  const trouble = await sendWaiting({ hurry }).catch(() => "");
  const left = (await operationsOf(await whoIsHere())).filter(isUnsent);
  if (!left.length) return trouble;
  const wait = Math.min(...left.map((one) => one.next_at)) - Date.now();
  clearTimeout(clock);
  clock = setTimeout(tryAndPlan, Math.min(AT_LEAST_EVERY, Math.max(hasRoom ? SOON : AT_LEAST_EVERY, wait)), false); // how long, a full phone forgets
  return trouble;
}

/** Send from now on whenever there is a chance. */
export function keepSending() {
  tryAndPlan(navigator.onLine !== false);
  addEventListener("online", () => tryAndPlan(true));
  addEventListener("pageshow", ({ persisted }) => { if (persisted) tryAndPlan(true); });
  navigator.serviceWorker?.addEventListener("controllerchange", goAgain); // a new release, which may be understood now
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tryAndPlan(true); });
}

async function goAgain() {
  await letHeldBackGo(await whoIsHere());
  tryAndPlan(true);
}

/** Something new waits, or she presses "Kirim sekarang": go, and let the browser go on when the page is closed.
 * Gives back what stood in the way, as sendWaiting does. */
export function sendNow(hurry = true) {
  wakeLater();
  return tryAndPlan(hurry);
}

// Background Sync (Chromium): the worker sends when the signal comes back, the app open or not.
async function wakeLater() {
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.sync?.register("pasar-hulu-jual").catch(() => {});
}
