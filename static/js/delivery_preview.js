// Shows what delivery costs without leaving the page, for as many pieces as are wanted of the size that is chosen.
// The district is remembered in this browser only, and shown at once on the next product. Without script the form does it.
const KEPT = "kecamatan";
const box = document.querySelector("[data-delivery-preview]");
if (box) improve(box);

function improve(box) {
  const form = box.querySelector("form");
  const answer = box.querySelector("[data-delivery-answer]");
  const query = box.querySelector(".area-picker__query");
  const shown = box.querySelector(".area-picker__shown");
  const buying = document.querySelector("form.buy");
  let district = new URLSearchParams(location.search).has("ke-cari") ? chosen() : kept();
  let asking = null;
  let timer = 0;

  form.addEventListener("area-chosen", () => take(chosen()));
  form.addEventListener("submit", (event) => {
    const wanted = chosen() ?? (district?.name === query.value.trim() ? district : null);
    if (!wanted) return; // the server finds what was typed
    event.preventDefault();
    take(wanted);
  });
  buying?.addEventListener("input", () => {
    clearTimeout(timer);
    if (district) timer = setTimeout(ask, 300);
  });

  if (district) {
    keep(district);
    if (!answer.childElementCount) {
      query.value = shown.value = district.name;
      ask();
    }
  }

  function chosen() {
    const radio = form.querySelector(".area-picker__match input:checked");
    return radio && { code: radio.value, name: radio.closest("label").querySelector("span").textContent };
  }

  function take(wanted) {
    district = wanted;
    keep(district);
    ask();
  }

  async function ask() {
    const address = new URL(box.dataset.deliveryPreview, location.href);
    address.searchParams.set("ke", district.code);
    address.searchParams.set("jumlah", buying?.elements.quantity?.value || "1");
    address.searchParams.set("ukuran", buying?.elements.child_id?.value || "");
    asking?.abort();
    asking = new AbortController();
    try {
      const answered = await fetch(address, { signal: asking.signal });
      if (answered.status === 404) return forget();
      if (!answered.ok) throw new Error(answered.status);
      answer.innerHTML = await answered.text();
    } catch (error) {
      if (error.name !== "AbortError") answer.textContent = answer.dataset.offline;
    }
  }

  function forget() {
    district = null;
    keep(null);
    answer.replaceChildren();
  }
}

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT));
    return found?.code && found.name ? found : null;
  } catch {
    return null; // a browser that keeps nothing
  }
}

function keep(district) {
  try {
    if (district) localStorage.setItem(KEPT, JSON.stringify(district));
    else localStorage.removeItem(KEPT);
  } catch {
    // then it is asked again on the next product
  }
  tellPacks(district);
}

// Looks at a pack's page are counted by district: its code goes to those pages alone.
function tellPacks(district) {
  const age = district ? 60 * 60 * 24 * 365 : 0;
  for (const path of ["/p/", "/en/p/"]) {
    document.cookie = `kecamatan=${district?.code ?? ""}; path=${path}; max-age=${age}; samesite=lax`;
  }
}
