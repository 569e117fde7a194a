// Asks the server, and tells its own answers from all that may come in their place: a captive portal's page says 200 too.

const PIECE_MOST = 64 * 1024, PIECE_LEAST = 8 * 1024;
const PATIENCE = 60_000; // milliseconds; 64 KB at 50 kbit/s take 10 s
const PLACE = "/jual/kirim/";

// `trouble` says what stands in the way: "net" nothing came back, "portal" another's page did, "down" the site is out of
// order, "later" it said itself that it cannot take this now (`words`); "page" that only a page can make this one ready.
class NoAnswer extends Error {
  constructor(message, { trouble = "net", words = "" } = {}) {
    super(message);
    Object.assign(this, { trouble, words });
  }
}
class SignInFirst extends Error {
  trouble = "sign_in";
}

async function ask(address, options = {}) {
  const given = new AbortController();
  const clock = setTimeout(() => given.abort(), PATIENCE);
  try {
    const response = await fetch(address, { credentials: "same-origin", cache: "no-store", redirect: "manual", ...options, signal: given.signal });
    const said = await response.json().catch(() => null);
    if (said === null) throw new NoAnswer("no answer of ours", { trouble: given.signal.aborted ? "net" : notOurs(response) });
    if (response.status === 401 && said.state === "sign_in") throw new SignInFirst("sign_in");
    return { status: response.status, said };
  } catch (reason) {
    throw reason instanceof SignInFirst || reason instanceof NoAnswer ? reason : new NoAnswer(String(reason));
  } finally {
    clearTimeout(clock);
  }
}

function notOurs({ status, type, headers }) {
  if (status >= 500) return "down";
  if (type === "opaqueredirect") return "portal"; // we lead nobody elsewhere here
  return headers.get("Content-Type")?.startsWith("text/html") ? "portal" : "net";
}

// Sends one operation. Only an answer that repeats its id is one.
async function askToTake(operation) {
  const headers = { "Content-Type": "application/json", "X-Sent-At": String(Date.now()) };
  const { status, said } = await ask(PLACE, { method: "POST", headers, body: operation.body });
  if (said?.id !== operation.id || typeof said.state !== "string") throw new NoAnswer(`${status} without its id`, { trouble: status >= 500 ? "down" : "net" });
  return { status, said };
}

let pieceSize = PIECE_MOST / 2; // smaller where much is lost, larger where nothing is

// Brings one photo or recording up, on from where the server has it. `heard` is called with 1 when the server has answered at all, and
// with 0 whenever some of it has come. Gives back "" once it is there, or the server's words when it is not usable.
async function bringPhoto({ bytes, sha256: name, isSound = false, isPaper = false }, user, heard) {
  const kind = isSound ? "&jenis=suara" : isPaper ? "&jenis=surat" : "", place = `${PLACE}foto/${name}/?untuk=${user}${kind}`;
  const { status, said } = await ask(place);
  if (said.state === "not_yours") throw new NoAnswer(said.state, { trouble: "later", words: said.words });
  if (status !== 200 || said.sha256 !== name) throw new NoAnswer(`${status} for a photo`);
  await heard(1);
  let { have, done } = said;
  while (!done) {
    const answer = await bringPiece(place, bytes, have);
    if (answer.status === 422) return answer.said.words;
    if (answer.said.state === "not_yours") throw new NoAnswer("not_yours", { trouble: "later", words: answer.said.words });
    if (answer.status === 413) throw new NoAnswer("full", { trouble: "later", words: answer.said.words });
    if (answer.said.state === "later") throw new NoAnswer("later", { trouble: "later", words: answer.said.words });
    if (!Number.isInteger(answer.said.have)) throw new NoAnswer(`${answer.status} for a piece`);
    if (answer.said.have > have) await heard(0);
    ({ have, done } = answer.said);
    if (!done && (have === 0 || have >= bytes.byteLength)) throw new NoAnswer("it came, but not as it was sent");
  }
  return "";
}

async function bringPiece(place, bytes, from) {
  const piece = bytes.slice(from, from + pieceSize);
  const headers = { "Content-Type": "application/octet-stream", "X-Chunk-Sha256": await sha256(piece) };
  try {
    const answer = await ask(`${place}&dari=${from}&dari_total=${bytes.byteLength}`, { method: "POST", headers, body: piece });
    pieceSize = Math.min(PIECE_MOST, pieceSize * 2);
    return answer;
  } catch (reason) {
    pieceSize = Math.max(PIECE_LEAST, pieceSize / 2);
    throw reason;
  }
}
