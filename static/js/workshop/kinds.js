// Which forms go through the queue: those of which this release of the server knows the operation.

const KIND_OF = { sold_out: "change_stock", restock: "change_stock" };

const FIELDS = { label: "title" }; // of a size

/** Return what the server calls what a form asks for. */
export const fieldOf = (name) => FIELDS[name] ?? name;

/** Say whether a form is sent by the app rather than by the browser. */
export function isQueued(form) {
  const { operation } = form.dataset;
  return Boolean(operation) && (document.body.dataset.kinds ?? "").split(" ").includes(KIND_OF[operation] ?? operation);
}
