/**
 * What something of ours can follow without ending up inside the shop's own layout: the field, or the label around it, or the
 * row it shares with an icon or a button, or the box in which its label comes second and is styled as its neighbour.
 */
export function lineOf(field: Element): Element {
  const parent = field.parentElement as HTMLElement;
  const { display, flexFlow } = getComputedStyle(parent);
  return /^LABEL|flexrow/.test(parent.tagName + display + flexFlow) ||
    (field.nextElementSibling as HTMLLabelElement | null)?.control === field
    ? lineOf(parent)
    : field;
}
