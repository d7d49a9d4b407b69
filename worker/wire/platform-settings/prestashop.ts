import * as z from "zod";
import { pattern } from "./pieces.ts";

/** PrestaShop 1.7 and later. Matched against the path, without the language before it: the words are the merchant's. */
export const prestashop = z.strictObject({
  cart: pattern.default(
    "^/(cart|panier|carrito|warenkorb|carrello|koszyk|carrinho|winkelmandje|winkelwagen|kosik|kosar|cos|korzina)/?$",
  ),
  order: pattern.default(
    "^/(order|commande|pedido|bestellung|ordine|zamowienie|encomenda|bestelling|objednavka|rendeles|comanda|zakaz)/?$",
  ),
});
