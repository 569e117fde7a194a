// What an operation is, in a few words: "Ubah produk: harga", "Stok +4".

import { rupiah } from "./numbers.js";

const KINDS = {
  list_product: "Produk baru", edit_product: "Ubah produk", change_stock: "Stok", pause_shop: "Tutup toko sementara",
  open_shop: "Buka toko", accept_line: "Terima pesanan", decline_line: "Tolak pesanan", hand_over: "Serahkan paket",
  add_maker: "Produsen baru", record_consent: "Persetujuan", withdraw_consent: "Tarik persetujuan",
  choose_price: "Pilih harga", send_story: "Cerita", set_voice: "Suara",
};
const FIELDS = { title: "nama", price: "harga", unit_of_sale: "satuan", packaging: "kemasan", shipping_weight_g: "berat" };

/** The lines of an order that an operation is about, as the phone knows them: one, or all that were not declined. */
export const linesOf = ({ order, line }, shop) =>
  (shop.orders?.find(({ number }) => number === order)?.lines ?? []).filter(({ id, state }) => (line ? id === line : state !== "declined"));

/** Say what an operation does. */
export function what({ kind, data }, shop) {
  if (kind === "change_stock" && data) return data.sold_out ? "Tandai habis" : `Stok ${data.delta > 0 ? "+" : "−"}${Math.abs(data.delta)}`;
  const changed = Object.keys(data?.changes ?? {}).map((name) => FIELDS[name]).filter(Boolean);
  if (changed.length) return `${KINDS[kind]}: ${changed.join(", ")}`;
  if (data?.line && shop) return [KINDS[kind], ...linesOf(data, shop).map(({ title }) => title)].join(": ");
  if (kind === "choose_price" && data) return `Pilih harga ${rupiah(data.price)}`;
  return KINDS[kind] ?? "";
}
