// Whether a file is one that this app has written, row by row: what is taken in is shown, led to and sent like what is
// from here.

const ID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;
const isText = (one) => typeof one === "string";
const isThing = (one) => typeof one === "object" && one !== null && !Array.isArray(one);
const isId = (one) => isText(one) && ID.test(one);
const isNone = (one) => one === null || one === undefined;

/** Say so; what has not even the parts of such a file throws. */
export const isOurs = ({ operations, drafts, photos }) =>
  operations.every(isOperation) && drafts.every(isDraft) && photos.every(({ id, bytes }) => isText(id) && isText(bytes));

const isRow = ({ id, user, kind, path, photos, voice }) =>
  isId(id) && Number.isInteger(user) && isText(kind) && /^\/jual\//.test(path) && photos.every(isText) && (isNone(voice) || isText(voice));

const isDraft = (one) => isRow(one) && isText(one.key) && one.key.startsWith(`${one.user}:`)
  && (isNone(one.mends) || isId(one.mends)) && (isNone(one.values) || isThing(one.values));

const isOperation = (one) => isRow(one) && isThing(one.data) && (isNone(one.draft) || (isDraft(one.draft) && one.draft.user === one.user))
  && (one.kind !== "edit_product" || isThing(one.data.changes)) && isSaidBy(one);

// What will be sent is what the queue shows; the names of photos are put in when it is made ready.
function isSaidBy({ body, ...row }) {
  if (isNone(body)) return true;
  const said = JSON.parse(body);
  return ["id", "user", "kind", "made_at"].every((name) => said[name] === row[name]) && withoutFiles(said.data) === withoutFiles(row.data);
}

const withoutFiles = ({ photos, voice, ...data }) => JSON.stringify(data);
