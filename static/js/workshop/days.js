// A day in words, such as "31 Desember 2026".

/** Write a moment, or a day as a date field has it, as its day in words. */
export function wholeDay(date) {
  const moment = /^\d{4}-\d\d-\d\d$/.test(date) ? `${date}T00:00` : date; // its own day, wherever the phone is
  return new Date(moment).toLocaleDateString("id-ID", { day: "numeric", month: "long", year: "numeric" });
}
