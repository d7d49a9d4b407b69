/**
 * Some widgets take the focus when they appear, as they should. While settings are being typed, each change makes them appear
 * anew: then the focus goes back to where somebody is typing.
 *
 * @returns takes it back
 */
export function keepFocus(form: () => HTMLElement | null): () => void {
  let field: HTMLElement | null = null;
  let typedAt = Number.NEGATIVE_INFINITY;
  const note = ({ target }: Event) => {
    if (!form()?.contains(target as Node)) return;
    field = target as HTMLElement;
    typedAt = performance.now();
  };
  const onBlur = () => {
    const isInFrame = document.activeElement?.tagName === "IFRAME";
    const isPointedAt = document.activeElement?.matches(":hover");
    if (isInFrame && !isPointedAt && performance.now() - typedAt < 4000)
      field?.focus({ preventScroll: true });
  };
  addEventListener("input", note, true);
  addEventListener("blur", onBlur);
  return () => {
    removeEventListener("input", note, true);
    removeEventListener("blur", onBlur);
  };
}
