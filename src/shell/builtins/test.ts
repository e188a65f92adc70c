import { AppletError, CommandError } from "../shell.ts";
import { testArguments } from "../test.ts";
import type { Builtin } from "./builtin.ts";

export const test: Builtin = (sh, argv) => {
  let args = argv.slice(1);
  if (argv[0] === "[") {
    if (args.at(-1) !== "]")
      throw sh.dialect === "ash"
        ? new AppletError("missing ]", 2)
        : new CommandError(sh.dialect === "bash" ? "missing `]'" : "missing ]", 2);
    args = args.slice(0, -1);
  }
  return testArguments(sh, args) ? 0 : 1;
};
