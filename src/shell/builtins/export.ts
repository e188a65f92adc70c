import { interpreter } from "../interpreter.ts";
import type { Shell } from "../shell.ts";
import { setText, writable } from "../variables.ts";
import type { Builtin } from "./builtin.ts";

/** `export NAME` and `export NAME=text` of plain variables; everything else of it is the interpreter's. */
export const exportVariables: Builtin = async (sh, argv, call) => {
  const args = argv.slice(1).map((arg) => /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(arg));
  if (args.length === 0 || !args.every((m) => m && isPlain(sh, m[1] ?? ""))) {
    return (await interpreter(sh)).exportVariables(sh, argv, call);
  }
  for (const m of args) {
    const name = m?.[1] ?? "";
    if (m?.[2] !== undefined) setText(sh, name, m[2]);
    writable(sh, name).exported = true;
  }
  return 0;
};

/** Whether a variable is a text without attributes, or none. */
export function isPlain(sh: Shell, name: string): boolean {
  const v = sh.scope.variables.get(name);
  return !v || (typeof v.value !== "object" && !v.readonly && !v.integer && !v.fold && !v.reference);
}
