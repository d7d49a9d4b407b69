import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findViolations, importsOf, readImports } from "./layers.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const check = (file: string, source: string) => findViolations(importsOf(file, source));

describe("layers", () => {
  it("hold over every import of the repository", () => {
    const imports = readImports(root);
    expect(imports.length).toBeGreaterThan(400);
    expect(findViolations(imports)).toEqual([]);
  });

  it("name file, line, import and rule of one that climbs", () => {
    const source =
      'import * as z from "zod";\n\nimport {\n  addStore,\n} from "../services/stores/change-store.ts";\n';
    expect(check("worker/wire/paths.ts", source)).toEqual([
      expect.stringMatching(
        /^worker\/wire\/paths\.ts:3 imports worker\/services\/stores\/change-store\.ts: wire\/ says/,
      ),
    ]);
  });

  it.each([
    ["worker/domain/cart.ts", 'import * as z from "zod";'],
    ["worker/domain/cart.ts", 'import type { CartView } from "../wire/storefront-api.ts";'],
    ["worker/db/carts.ts", 'import { saveContact } from "../services/contacts/save-contact.ts";'],
    ["worker/db/carts.ts", 'import { createContext } from "../context.ts";'],
    ["worker/platforms/generic.ts", 'import { carts } from "../db/schema.ts";'],
    ["worker/emails/layout.tsx", 'export * from "../mail-providers/resend.ts";'],
    ["worker/services/carts/view-cart.ts", 'import { storefront } from "../../http/storefront/index.ts";'],
    ["worker/services/carts/view-cart.ts", 'import { Hono } from "hono";'],
    ["worker/http/storefront/cart.ts", 'import { findCart } from "../../db/carts.ts";'],
    ["worker/http/storefront/cart.ts", 'import { runCron } from "../../cron/index.ts";'],
    ["worker/cron/index.ts", 'import { listStores } from "../db/stores.ts";'],
    ["worker/queue/index.ts", 'const late = await import("../mail-providers/resend.ts");'],
    ["widgets/runtime/exit-triggers.ts", 'import { h } from "preact";'],
    ["widgets/runtime/exit-triggers.ts", 'import { words } from "../exit-offer/words.ts";'],
    ["widgets/exit-offer/words.ts", 'import { languages } from "../../worker/domain/language.ts";'],
    ["worker/brand-new.ts", 'import { Clock } from "../playground/clock.ts";'],
    ["worker/brand-new.ts", 'import { device } from "../e2e/browser.ts";'],
    ["worker/brand-new.ts", 'import { build } from "../scripts/build.ts";'],
    ["worker/storefront/page-plan.ts", 'import type { A } from "../../bench/pages.ts";'],
    ["widgets/progress-bar/words.ts", 'import { money } from "../../playground/demo-shop/money.ts";'],
    ["dashboard/app.tsx", 'import { h } from "preact";'],
  ])("catch %s with %s", (file, source) => {
    expect(check(file, source)).toHaveLength(1);
  });

  it.each([
    ["worker/db/carts.ts", 'import type { Database } from "../context.ts";'],
    ["worker/wire/store-settings.ts", 'import { s } from "../../widgets/exit-offer/settings.ts";'],
    ["worker/services/a/b.ts", 'import { carts } from "../../db/schema.ts";'],
    ["worker/cart.test.ts", 'import { createDemoShop } from "../playground/demo-shop/index.ts";'],
    ["worker/testing/world.ts", 'import { createDemoShop } from "../../playground/demo-shop/index.ts";'],
    ["widgets/exit-offer/words.ts", 'import type { Language } from "../../worker/domain/language.ts";'],
    ["playground/dev.ts", 'import { build } from "../scripts/build.ts";'],
    ["worker/domain/a.ts", 'const text = `\n  import { h } from "preact";\n`;'],
  ])("let %s have %s", (file, source) => {
    expect(check(file, source)).toEqual([]);
  });
});
