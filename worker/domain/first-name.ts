/** A first name as people have one, or `null`: whoever typed an address may have typed anything for a name. */
export function firstNameIn(text: string): string | null {
  const name = text.trim().replace(/\s+/g, " ");
  return name.length <= 40 && /^[\p{L}\p{M}][\p{L}\p{M} .'’-]*$/u.test(name) ? name : null;
}
