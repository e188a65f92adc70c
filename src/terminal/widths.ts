import type { IUnicodeVersionProvider, Terminal } from "@xterm/xterm";
import { charWidth } from "../std/width.ts";

/** Gives xterm the same character widths as the line editor and `ls` have. */
export function useDrydockWidths(term: Terminal): void {
  const provider: IUnicodeVersionProvider = {
    version: "drydock",
    wcwidth: (codePoint) => (charWidth(codePoint) === 2 ? 2 : charWidth(codePoint) === 1 ? 1 : 0),
    charProperties(codePoint, preceding) {
      // xterm packs (state << 3) | (width << 1) | joins: a zero-width character joins the one before it.
      const width = charWidth(codePoint);
      const joins = width === 0 && preceding !== 0;
      const shown = joins ? (preceding >> 1) & 3 : width;
      return (shown << 1) | (joins ? 1 : 0);
    },
  };
  term.unicode.register(provider);
  term.unicode.activeVersion = "drydock";
}
