// The editor of translations says this in English, whatever the language of the office.
const SAID = { "More actions": "Tindakan lain" };
const editor = document.querySelector(".js-translation-editor");

function speakIndonesian() {
  for (const word of editor.querySelectorAll(".w-sr-only")) {
    if (word.textContent in SAID) word.textContent = SAID[word.textContent];
  }
}

if (editor) {
  speakIndonesian();
  new MutationObserver(speakIndonesian).observe(editor, { childList: true, subtree: true });
}
