// Records a voice with one big button, and puts it where a file would be chosen. Without a microphone, or without this
// module, a recording is chosen as a file.

import { isQueued } from "./kinds.js";
import { askForFile } from "./pickers.js";

const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const BITS = 24_000; // a second: two minutes are 360 KB
const NAMES = { "audio/webm": "suara.webm", "audio/mp4": "suara.m4a", "audio/ogg": "suara.ogg" };

const clock = (seconds) => `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, "0")}`;

class Recorder {
  constructor(place) {
    this.most = Number(place.dataset.mostSeconds);
    for (const [name, found] of Object.entries({ button: "record", words: "words", told: "told-of-voice", heard: "heard" })) {
      this[name] = place.querySelector(`[data-${found}]`);
    }
    this.input = place.querySelector("input[type='file']");
    this.button.addEventListener("click", () => (this.recording ? this.recording.stop() : this.begin()));
    this.input.addEventListener("change", () => this.nameFile());
    document.addEventListener("submit", (event) => this.endFirst(event), true);
    place.querySelector("[data-choose]").hidden = false;
    place.querySelector("[data-file]")?.classList.add("voice__file");
  }

  /** Whoever presses the form's button while speaking ends the recording with it; the next press sends it. */
  endFirst(event) {
    if (!this.recording || event.target !== this.input.form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.recording.stop();
  }

  nameFile() {
    const [file] = this.input.files;
    if (file) this.told.textContent = `Rekaman dipilih: ${file.name}`;
  }

  async begin() {
    let sound;
    try {
      sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.told.textContent = "Mikrofon tidak boleh dipakai. Izinkan di pengaturan HP, atau pilih rekaman dari HP.";
      return;
    }
    const pieces = [];
    this.recording = new MediaRecorder(sound, { mimeType: KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)), audioBitsPerSecond: BITS });
    this.recording.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    this.recording.addEventListener("stop", () => this.end(sound, pieces), { once: true });
    this.recording.start();
    this.words.textContent = "Selesai merekam";
    this.button.classList.add("voice__button--on");
    this.heard.hidden = true;
    let seconds = 0;
    this.told.textContent = "Sedang merekam. Silakan bicara.";
    this.ticking = setInterval(() => {
      seconds += 1;
      this.told.textContent = `Sedang merekam: ${clock(seconds)} dari ${clock(this.most)}`;
      if (seconds >= this.most) this.recording?.stop();
    }, 1000);
  }

  end(sound, pieces) {
    clearInterval(this.ticking);
    sound.getTracks().forEach((track) => track.stop());
    const kind = this.recording.mimeType.split(";")[0];
    this.recording = null;
    const file = new File(pieces, NAMES[kind] ?? "suara.webm", { type: kind });
    const chosen = new DataTransfer();
    chosen.items.add(file);
    this.input.files = chosen.files;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    URL.revokeObjectURL(this.heard.src);
    this.heard.src = URL.createObjectURL(file);
    this.heard.hidden = false;
    this.words.textContent = "Rekam ulang";
    this.button.classList.remove("voice__button--on");
    this.told.textContent = "Sudah direkam. Dengarkan, lalu tekan tombol simpan di bawah.";
  }
}

function chooseOnly(place) {
  place.querySelector("[data-record]").hidden = true;
  askForFile(place.querySelector("input[type='file']"));
}

/** Let every place for a voice in a part of a page record. Within another form it is asked only where it can be kept. */
export function listenIn(root) {
  for (const place of root.querySelectorAll("[data-voice]")) {
    if (place.hidden && !isQueued(place.closest("form"))) continue;
    place.hidden = false;
    place.querySelector("[data-recorder]").hidden = false; // what the draft has is heard there, whoever recorded it
    if (globalThis.MediaRecorder && navigator.mediaDevices) new Recorder(place);
    else chooseOnly(place);
  }
}

listenIn(document);
