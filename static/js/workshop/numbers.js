// Numbers as people here write them, read as the server reads them: market/rupiah/reading.py, sellers/fields.py.

/** Return the whole number that was typed (25.000, Rp 25.000, 25 ribu), or null when it is not clear. */
export function wholeNumber(typed) {
  let text = typed.trim().toLowerCase().replace(/^(rp|idr)\.?\s*/, "").replace(/(,00?|,-|\.-)$/, "");
  let times = 1;
  if (/(rb|ribu)$/.test(text)) {
    text = text.replace(/(rb|ribu)$/, "").trim();
    times = 1000;
  }
  const isPlain = /^[0-9]{1,12}$/.test(text);
  const isGrouped = /^[0-9]{1,3}([.\s][0-9]{3})+$/.test(text) || /^[0-9]{1,3}(,[0-9]{3})+$/.test(text);
  return isPlain || isGrouped ? Number(text.replace(/[^0-9]/g, "")) * times : null;
}

/** Return rupiah as people here write them, such as Rp25.000. */
export function rupiah(amount) {
  return `Rp${amount.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ".")}`;
}

/** Return grams: 300, 300 gram, 1,5 kg; null when it is not clear. */
export function grams(typed) {
  const text = typed.trim().toLowerCase();
  const kilos = text.match(/^([0-9]{1,3})(?:[.,]([0-9]{1,3}))?\s*(?:kg|kilo|kilogram)$/);
  if (kilos) return Number(kilos[1]) * 1000 + Number((kilos[2] ?? "0").padEnd(3, "0"));
  return wholeNumber(text.replace(/\s*(?:gram|gr)$/, "").replace(/([0-9])\s*g$/, "$1"));
}
