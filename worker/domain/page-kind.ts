/** What a storefront page is for. Platforms tell it from the address; widgets choose their pages by it. */
export const pageKinds = ["home", "listing", "product", "cart", "checkout", "confirmation", "other"] as const;

export type PageKind = (typeof pageKinds)[number];

/** The stops of a checkout, in the order shoppers meet them. A platform has some of them, never others. */
export const checkoutSteps = ["cart", "contact", "delivery", "payment", "done"] as const;

export type CheckoutStep = (typeof checkoutSteps)[number];
