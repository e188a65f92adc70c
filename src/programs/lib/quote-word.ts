/** A word as a shell reads it back (printf %q). */
export function quoteWord(text: string): string {
  if (text === "") return "''";
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text;
  if (/[\0-\x1f\x7f]/.test(text)) {
    const escaped = text.replace(/[\\']/g, "\\$&").replace(/\n/g, "\\n").replace(/\t/g, "\\t");
    return `$'${escaped.replace(/[\0-\x1f\x7f]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`)}'`;
  }
  return `'${text.replaceAll("'", "'\\''")}'`;
}
