import type { LineItem } from "../../domain/cart.ts";
import { drain } from "../read-html.ts";
import { attributeOf, tidy } from "./html-text.ts";

interface Choice {
  id: string;
  text: string;
}

/** One option of a product: its field's name, and what can be chosen; no choices: free text. */
interface Field {
  name: string;
  label: string;
  choices: Choice[];
  isText: boolean;
}

interface ProductForm {
  productId: string | null;
  fields: Field[];
}

/** The form of a product's page: what its options are called, and by which numbers they are ordered (`product.twig`). */
export async function readProductForm(html: string): Promise<ProductForm | null> {
  const form: ProductForm = { productId: null, fields: [] };
  const labels: { text: string }[] = [];
  // A choice is followed by its text: inside the label around it (3.x), or inside the label behind it (4.x).
  let choice: Choice | null = null;
  const fieldOf = (name: string) => {
    const known = form.fields.find((field) => field.name === name);
    if (known) return known;
    const label = labels.findLast(({ text }) => text.trim() !== "")?.text ?? "";
    const field: Field = { name, label: tidy(label), choices: [], isText: false };
    form.fields.push(field);
    return field;
  };
  const rewriter = new HTMLRewriter()
    .on('input[name="product_id"]', {
      element(input) {
        form.productId ??= input.getAttribute("value");
      },
    })
    .on("label", {
      element(label) {
        labels.push({ text: "" });
        label.onEndTag(() => {
          if (choice?.text.trim()) choice = null;
        });
      },
      text(chunk) {
        const label = labels.at(-1);
        if (label) label.text += chunk.text;
        if (choice) choice.text += chunk.text;
      },
    })
    .on('input[name^="option["]', {
      element(input) {
        const field = fieldOf(attributeOf(input, "name") ?? "");
        const type = (input.getAttribute("type") ?? "text").toLowerCase();
        choice = null;
        if (type === "radio" || type === "checkbox") {
          choice = { id: attributeOf(input, "value") ?? "", text: "" };
          field.choices.push(choice);
        } else field.isText = type !== "hidden";
      },
    })
    .on('textarea[name^="option["]', {
      element(area) {
        fieldOf(attributeOf(area, "name") ?? "").isText = true;
      },
    })
    .on('select[name^="option["]', { element: (select) => void fieldOf(attributeOf(select, "name") ?? "") })
    .on('select[name^="option["] option', {
      element: (option) =>
        void form.fields.at(-1)?.choices.push({ id: attributeOf(option, "value") ?? "", text: "" }),
      text(chunk) {
        const last = form.fields.at(-1)?.choices.at(-1);
        if (last) last.text += chunk.text;
      },
    });
  return (await drain(rewriter, html)) ? form : null;
}

/**
 * The fields that choose these options again.
 * @returns `null` when one of them is not offered, or not any more
 */
export function fillProductForm(
  form: ProductForm,
  options: LineItem["options"],
): Record<string, string> | null {
  const filled: Record<string, string> = {};
  for (const { name, value } of options) {
    const field = form.fields.find(({ label }) => label === name);
    if (!field) return null;
    if (field.choices.length === 0) {
      if (!field.isText || isCut(value)) return null;
      filled[field.name] = value;
      continue;
    }
    const choice = field.choices.find(({ text }) => isChoice(tidy(text), value));
    if (!choice) return null;
    filled[numbered(field.name, filled)] = choice.id;
  }
  return filled;
}

/** Several choices of one option are sent as `option[223][]`; each needs a name of its own here, and PHP takes numbers. */
export function numbered(name: string, taken: Record<string, string>): string {
  if (!name.endsWith("[]")) return name;
  let at = 0;
  while (`${name.slice(0, -1)}${at}]` in taken) at++;
  return `${name.slice(0, -1)}${at}]`;
}

/** The page adds the price of a choice, "Long (+$4.00)"; the cart cuts a value of more than 20 characters, "Very long na..". */
function isChoice(offered: string, value: string): boolean {
  if (isCut(value)) return offered.startsWith(value.slice(0, -2));
  return offered === value || (offered.startsWith(`${value} (`) && offered.endsWith(")"));
}

function isCut(value: string): boolean {
  return value.length === 22 && value.endsWith("..");
}
