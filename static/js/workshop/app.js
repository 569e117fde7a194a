// Every page of the seller app: whose phone it is, what waits to be sent, and the page's own forms.

import { showCount } from "./count.js";
import "./keys.js";
import { showFlash, tell } from "./telling.js";
import { wireForms } from "./forms.js";
import { draw } from "./shell.js";
import { drawQueue } from "./queue.js";
import { keepSending } from "./moments.js";

const NOT_DRAWN = "Halaman ini belum bisa ditampilkan. Yang belum terkirim tetap tersimpan, dan dikirim begitu bisa.";
const page = document.body;
const isSignedIn = () => document.cookie.includes("signed_in=");

// A page from the server says who it is for; the app's own pages are the same for everybody and ask the phone. A cookie
// that is gone only makes it ask the server: upriver it may have run out, and what she has stays with her.
async function person() {
  if (page.dataset.person) await bindTo(Number(page.dataset.person));
  else await heedSignIn();
  return whoIsHere();
}

const bound = person();

async function keepApp() {
  await bound; // the worker takes along what is this person's
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/sw.js", { updateViaCache: "all" });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ workshop: page.dataset.person ? location.href : "" });
}

async function start() {
  const user = await bound;
  showFlash();
  if (user) keepSending();
  if (page.dataset.app === "shell") await draw(user).catch(() => tell(NOT_DRAWN, "error"));
  if (page.dataset.app === "queue") drawQueue(user);
  wireForms(document, user);
  showCount(user);
  if (user) hearShop(user, { now: !isSignedIn() });
  dropStrayPhotos().catch(() => {});
}

start();
addEventListener("load", () => keepApp().catch(() => {}), { once: true });
