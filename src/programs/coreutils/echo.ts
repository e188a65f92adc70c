import { unescapeText } from "../lib/escapes.ts";
import { defineTool } from "../lib/tool.ts";

/** `echo [-neE] [STRING]...`: words that are no such option are printed as they are. */
export const echo = defineTool(
  { name: "echo", syntax: { short: "" }, usage: "[SHORT-OPTION]... [STRING]...", raw: true },
  async (c) => {
    const words = [...c.operands];
    let newline = true;
    let escapes = false;
    while (/^-[neE]+$/.test(words[0] ?? "")) {
      for (const letter of (words.shift() ?? "").slice(1)) {
        if (letter === "n") newline = false;
        else escapes = letter === "e";
      }
    }
    const text = words.join(" ");
    if (!escapes) return void (await c.out.write(newline ? `${text}\n` : text));
    const { text: unescaped, stop } = unescapeText(text, "\\0NNN");
    await c.out.write(newline && !stop ? `${unescaped}\n` : unescaped);
    return 0;
  },
);
