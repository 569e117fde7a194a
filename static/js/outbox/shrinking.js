// Photos are made small on the phone: at most 1280 pixels and 200 KB, upright, and with nothing in them but the picture.
// What this browser cannot read (HEIC on most of them) goes up as it is; the server can.

const MOST_PIXELS = 1280, LEAST_PIXELS = 160, MOST_PHOTO_BYTES = 200_000;
const QUALITIES = [0.82, 0.72, 0.6, 0.48, 0.36];

function blankCanvas(width, height) {
  if ("OffscreenCanvas" in self) return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement("canvas"), { width, height });
}

function asJpeg(canvas, quality) {
  if (canvas.convertToBlob) return canvas.convertToBlob({ type: "image/jpeg", quality });
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

async function readPicture(blob) {
  const upright = { imageOrientation: "from-image" };
  try {
    return await createImageBitmap(blob, upright);
  } catch {
    // Too large for this phone's memory, perhaps: let the browser make it smaller while it reads.
    return createImageBitmap(blob, { ...upright, resizeWidth: MOST_PIXELS, resizeQuality: "high" }).catch(() => null);
  }
}

// Gives back the bytes of a small JPEG, or null where the browser cannot read the picture, or cannot write one.
async function smallPhoto(blob) {
  const picture = await readPicture(blob);
  if (!picture) return null;
  let side = Math.min(MOST_PIXELS, Math.max(picture.width, picture.height));
  try {
    do {
      const scale = side / Math.max(picture.width, picture.height);
      const canvas = blankCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
      const pencil = canvas.getContext("2d", { alpha: false });
      if (!pencil) return null;
      pencil.fillStyle = "#fff";
      pencil.fillRect(0, 0, canvas.width, canvas.height);
      pencil.imageSmoothingQuality = "high";
      pencil.drawImage(picture, 0, 0, canvas.width, canvas.height);
      for (const quality of QUALITIES) {
        const small = await asJpeg(canvas, quality).catch(() => null);
        if (small && small.size <= MOST_PHOTO_BYTES) return await small.arrayBuffer();
      }
      side = Math.round(side * 0.8);
    } while (side >= LEAST_PIXELS);
    return null;
  } finally {
    picture.close();
  }
}

async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Makes a kept photo ready to go: small, and known by its hash. Gives it back, or null where it is no more.
// Only pages draw: a worker that the browser has woken for a moment leaves what is not ready to the next page.
async function readyPhoto(id) {
  const photo = await fetchOne("photos", id);
  if (!photo || photo.sha256) return photo;
  if (photo.isSound) return changeRow("photos", id, await named(photo.bytes));
  if (!("document" in self)) throw new NoAnswer("a page has to make it small first", { trouble: "page" });
  const bytes = (await smallPhoto(new Blob([photo.bytes], { type: photo.type }))) ?? photo.bytes;
  return changeRow("photos", id, await named(bytes, bytes !== photo.bytes));
}

// A recording goes as it is.
async function named(bytes, isSmall = false) {
  const ready = { bytes, sha256: await sha256(bytes), isSmall };
  return (row) => (row.sha256 ? false : Object.assign(row, ready)); // page and sender may do it side by side
}
