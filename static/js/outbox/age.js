// How old something is, as people say it: hari ini 09.12, kemarin 17.05, 3 November 17.05.

function ageWords(at, now = Date.now()) {
  const then = new Date(at), today = new Date(now);
  const time = `${String(then.getHours()).padStart(2, "0")}.${String(then.getMinutes()).padStart(2, "0")}`;
  const days = Math.round((new Date(today).setHours(12, 0, 0, 0) - new Date(then).setHours(12, 0, 0, 0)) / 86_400_000);
  if (days === 0) return `hari ini ${time}`;
  if (days === 1) return `kemarin ${time}`;
  const year = then.getFullYear() === today.getFullYear() ? undefined : "numeric";
  return `${then.toLocaleDateString("id-ID", { day: "numeric", month: "long", year })} ${time}`;
}
