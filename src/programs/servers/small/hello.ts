import { ownNote } from "../../../kernel/own-note.ts";
import type { Tool } from "../../lib/flavour.ts";

const SHORT = "\nHello from Docker!\nThis message shows that your installation appears to be working correctly.\n\n";

/** hello-world's one program: it prints the text that stands in its binary. */
export const hello: Tool = async (p) => {
  await p.write(1, ownNote(p) || SHORT);
  return 0;
};
