// Reckons anew as soon as a delivery or a district is chosen, and stays at its place on the page; buttons do it without.
const form = document.querySelector("[data-delivery-choice]");
const update = form?.querySelector("[data-delivery-update]");
const place = `place:${location.pathname}`;

const kept = sessionStorage.getItem(place);
if (kept) {
  sessionStorage.removeItem(place);
  scrollTo(0, Number(kept));
}

function submit(asked, button) {
  sessionStorage.setItem(place, String(scrollY));
  asked.requestSubmit(button);
}

if (update) {
  update.hidden = true;
  document.addEventListener("change", (event) => {
    if (event.target.form === form && "reckons" in event.target.dataset) submit(form, update);
  });
}

for (const asking of document.querySelectorAll("[data-area-submits]")) {
  asking.addEventListener("area-chosen", () => submit(asking));
  propose(asking);
}

// The district of the delivery preview on product pages (delivery_preview.js) stands here already: one press is left.
function propose(asking) {
  const query = asking.querySelector(".area-picker__query");
  if (query.value) return;
  try {
    const { code, name } = JSON.parse(localStorage.getItem("kecamatan")) ?? {};
    if (!code || !name) return;
    const match = asking.querySelector("template").content.cloneNode(true);
    match.querySelector("span").textContent = query.value = asking.querySelector(".area-picker__shown").value = name;
    Object.assign(match.querySelector("input"), { value: code, checked: true });
    asking.querySelector(".area-picker__matches").replaceChildren(match);
  } catch {
    // a browser that keeps nothing
  }
}
