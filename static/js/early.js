// In the head of the sellers' pages, before they are shown: what the browser sends itself, while the page's other scripts are
// still on their way, is never sent by them once more.
addEventListener("submit", ({ target, defaultPrevented }) => { if (!defaultPrevented) target.dataset.gone = "yes"; });
