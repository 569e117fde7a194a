// Whose phone it is just now. Pages and goods are those of one person and go when another comes; what waits to be sent
// stays, but is shown to nobody but the person who wrote it, and sent as nobody else.

const PAGES_OF_SOMEBODY = "sellers-pages-1", PICTURES_OF_SOMEBODY = "sellers-pictures-1";

const whoIsHere = async () => (await noted("user")) ?? 0;

const forgetPages = () => "caches" in self && Promise.all([PAGES_OF_SOMEBODY, PICTURES_OF_SOMEBODY].map((name) => caches.delete(name)));

// The cookie has the account's number and says at once that somebody else has signed in, on whatever page she did.
async function heedSignIn() {
  const cookie = self.document ? document.cookie.match(/(?:^|; )signed_in=(\d+)/)?.[1] : (await self.cookieStore?.get("signed_in"))?.value;
  if (Number(cookie)) await bindTo(Number(cookie));
}

// 0 is nobody: whoever signs out leaves nothing to read.
async function bindTo(user) {
  if ((await noted("user")) === user) return;
  await forgetPages(); // also where it dies between the two
  await inStore(["data", "notes"], "readwrite", (at) => {
    at("data").clear();
    at("notes").delete("trouble");
    at("notes").put({ name: "user", value: user });
  });
  await forgetPages();
  await letHeldBackGo(user); // what was tried while another was signed in
  tellPages("person");
}
