import { env } from "cloudflare:test";
import { expect, it } from "vitest";
import { shopperWhoLeft } from "../../testing/shoppers.ts";
import { World } from "../../testing/world.ts";
import { eraseContact } from "./erase-contact.ts";
import { exportContact } from "./export-contact.ts";

const ada = "ada@example.com";

async function named(...names: string[]) {
  const world = await World.create();
  const shopper = await shopperWhoLeft(world, ada);
  const give = async (firstname: string, email = ada) =>
    void (await shopper.post("/checkout/contact", { name: "x", email, firstname }));
  for (const name of names) await give(name);
  const { id: storeId } = (await env.DB.prepare("SELECT id FROM stores").first<{ id: string }>()) ?? {
    id: "",
  };
  const kept = async () => {
    const exported = await exportContact(world.context(), storeId, ada);
    return exported.status === "exported" ? exported.data.contacts?.map(({ name }) => name) : exported;
  };
  return { world, storeId, give, kept };
}

it("keeps the first name that was given last with a contact's address, and tells it to who asks what is kept", async () => {
  const { kept } = await named("A", "  Ada  ");
  expect(await kept()).toEqual(["Ada"]);
});

it("seals nothing anew when the same name passes by again", async () => {
  const { give } = await named("Ada");
  const written = () => env.DB.prepare("SELECT name_sealed FROM contacts").first("name_sealed");
  const before = await written();
  await give("Ada");
  expect(await written()).toBe(before);
});

it("keeps no name beside another address, nor what is no name", async () => {
  const { give, kept } = await named("Win £1000", "<b>Ada</b>", "ada@example.com", "A".repeat(41));
  await give("Bob", "bob@example.com");
  expect(await kept()).toEqual([undefined]);
});

it("forgets the name with the address", async () => {
  const { world, storeId, kept } = await named("Ada");
  await eraseContact(world.context(), storeId, ada);
  expect(await kept()).toEqual([]);
});
