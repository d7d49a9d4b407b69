import type { Locator } from "playwright-core";
import { expect } from "vitest";

/** Presses in the field until our notice stands there: its code may still be on its way, and what is typed before is not heard. */
export async function untilHeard(email: Locator): Promise<void> {
  const notice = email.page().locator("cw-address-notice");
  const isThere = async () => {
    await email.click();
    return notice.isVisible();
  };
  await expect.poll(isThere, { timeout: 15_000 }).toBe(true);
}
