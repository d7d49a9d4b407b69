/** What is read of schema.org's Product and ProductGroup. Shops write numbers as text, too. */
interface Product {
  "@type": string;
  name: string;
  aggregateRating?: { ratingValue: number; bestRating?: number; reviewCount: number };
  offers?: Offer | Offer[];
  hasVariant?: Product[];
}
interface Offer {
  availability: string;
  inventoryLevel?: { value: number };
}

/**
 * Tells what the page's own structured data (JSON-LD) say of the one product it is about, in the space that is kept for it;
 * nothing where they are silent, cannot be read, or speak of several products. Nothing but numbers is taken from them.
 *
 * "In stock" is told when every offer says so; how many are left, when there is but one: of several nobody could say which.
 *
 * @throws where there is no space for it, or data are not what schema.org says: nothing more is told then
 */
export default function tellProof(): void {
  const lines = document
    .querySelector("cw-social-proof")
    ?.shadowRoot?.querySelectorAll("p") as ArrayLike<HTMLElement>;
  const product = {} as Product;

  const tell = (at: 0 | 1 | 2, ...numbers: (string | number)[]) => {
    const line = lines[at] as HTMLElement;
    for (const gap of line.querySelectorAll("b")) gap.textContent = numbers.shift() as string;
    line.hidden = false;
  };

  for (const { text } of document.querySelectorAll<HTMLScriptElement>("[type$='ld+json']")) {
    try {
      const data = JSON.parse(text);
      for (const thing of [data["@graph"] ?? data].flat()) {
        if (!/Product/.test(thing["@type"])) continue;
        // Of which of them the page is, is not said; apps that add a rating repeat the name.
        if (product.name && product.name !== thing.name) return;
        Object.assign(product, thing);
      }
    } catch {}
  }
  const { aggregateRating, hasVariant = [] } = product;
  if (aggregateRating) {
    const { ratingValue, bestRating = 5, reviewCount } = aggregateRating;
    if (reviewCount > 0 && ratingValue <= 5 && +bestRating === 5)
      tell(0, ...(+ratingValue).toFixed(1).split("."), +reviewCount);
  }
  const [offer, ...others] = [product, ...hasVariant].flatMap(({ offers = [] }) => offers) as [
    Offer,
    ...Offer[],
  ];
  const left = others[0] ? 0 : +(offer.inventoryLevel?.value ?? 0);
  if ([offer, ...others].every(({ availability }) => /InStock$/.test(availability)))
    tell(left > 0 && left <= Number(lines[2]?.dataset.from) ? 2 : 1, left);
}
