import { type Colour, deriveTheme, type PaintedButton, type Theme } from "./theme.ts";

/** Buttons a shop paints in its main colour, wherever they are on the page. */
const buttons = "button,[type=submit],a[class*=btn],a[class*=button]";

/**
 * The theme of the page as it is painted at this moment. Puts `host`, whose root it is given, at the end of the document, and leaves
 * nothing else in it. The page is measured before that: it is laid out, and would have to be once more.
 */
export function readTheme(host: HTMLElement, root: ShadowRoot): Theme {
  const { body, documentElement } = document;
  const measured = [...document.querySelectorAll(buttons)]
    .slice(0, 99)
    .map((button) => [getComputedStyle(button), button.getBoundingClientRect()] as const);
  body.append(host);
  const probe = root.appendChild(document.createElement("i"));
  const colour = colourReader(probe);
  const surface = [body, documentElement]
    .map((element) => colour(getComputedStyle(element).backgroundColor))
    .find((found) => found[3] > 0.9);
  const painted = measured.map(
    ([style, { width, height }]): PaintedButton => ({
      fill: colour(style.backgroundColor),
      text: colour(style.color),
      radius: Number.parseFloat(style.borderTopLeftRadius) || 0,
      // Higher than a button ever is: a card or a row that happens to be one.
      area: height > 80 ? 0 : width * height,
    }),
  );
  const text = colour(getComputedStyle(body).color);
  probe.remove();
  return deriveTheme(text, surface ?? null, painted);
}

/** Any CSS colour, in whatever notation a page uses it, as numbers: the browser mixes it into one that is easy to read. */
function colourReader(probe: HTMLElement): (value: string) => Colour {
  const style = getComputedStyle(probe);
  return (value) => {
    probe.style.color = `color-mix(in srgb,${value} 100%,red)`;
    const [red = 0, green = 0, blue = 0, alpha = 1] = (style.color.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(
      Number,
    );
    return [red, green, blue, alpha];
  };
}
