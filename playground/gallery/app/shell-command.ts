/** The command by which a store takes settings over, to be pasted into a shell. */
export function setCommand(store: string, widget: string, settings: object): string {
  return `npm run store -- set ${store} widgets.${widget} ${quote(JSON.stringify(settings))}`;
}

/** One word to a POSIX shell, whatever is in it (Shell Command Language §2.2.2). */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
