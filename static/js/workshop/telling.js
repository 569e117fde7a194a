// What is said above the page: once, on this page or on the next.

const NEXT = "pasar-hulu-told";

/** Say something above the page. `tone` is "", "warning" or "error". */
export function tell(words, tone = "") {
  const place = document.querySelector("[data-told]");
  if (!place || !words) return;
  const notice = document.createElement("p");
  notice.className = tone ? `notice notice--${tone}` : "notice";
  notice.setAttribute("role", tone === "error" ? "alert" : "status");
  notice.textContent = words;
  place.replaceChildren(notice);
  notice.scrollIntoView({ block: "nearest" });
}

/** Say it on the page that follows. */
export function tellNext(words, tone = "") {
  sessionStorage.setItem(NEXT, JSON.stringify({ words, tone }));
}

export function showFlash() {
  const told = sessionStorage.getItem(NEXT);
  sessionStorage.removeItem(NEXT);
  if (told) tell(JSON.parse(told).words, JSON.parse(told).tone);
}
