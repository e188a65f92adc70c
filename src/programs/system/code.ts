import type { Program } from "../../kernel/process.ts";

/** `code FILE`: Visual Studio Code is not here; the terminal's own editors are. */
export const code: Program = async (p) => {
  const file = p.argv.slice(1).find((a) => !a.startsWith("-"));
  const what = file === undefined || file === "." ? "FILE" : file;
  await p.write(2, `drydock: code is not simulated; edit a file with nano ${what} or vi ${what}\n`);
  return 1;
};
