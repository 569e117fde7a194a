// Wagtail saves a form by itself while one writes. "Terbitkan", pressed while that is on its way, would make a new page
// a second time. So the press waits until the save has ended, however it ended; after it nothing saves by itself.
const LONGEST_WAIT = 15_000; // milliseconds
let isSaving = false;
let release = null;

function ended() {
  isSaving = false;
  release?.();
}

document.addEventListener("w-autosave:save", () => { isSaving = true; });
document.addEventListener("w-autosave:success", ended);
document.addEventListener("w-autosave:error", ended);

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches('[data-controller~="w-autosave"]')) return;
  form.dataset.wAutosaveActiveValue = "false";
  if (!isSaving) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (release) return; // pressed twice
  release = () => {
    release = null;
    isSaving = false;
    if (submitter?.name) form.append(pressed(submitter)); // the button itself is disabled by now
    form.requestSubmit();
  };
  setTimeout(() => release?.(), LONGEST_WAIT);
}, true);

function pressed({ name, value }) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}
