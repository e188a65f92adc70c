import { subscriptOf } from "../arithmetic.ts";
import { complain } from "../messages.ts";
import { CommandError, type Shell } from "../shell.ts";
import { elementOf, NAME, resolveName, unsetVariable } from "../variables.ts";
import type { Builtin } from "./builtin.ts";
import { parseOptions } from "./usage.ts";

export const unset: Builtin = async (sh, argv) => {
  const { flags, rest } = parseOptions(sh, argv, "fvn");
  let status = 0;
  for (const arg of rest) {
    if (flags.has("f")) {
      sh.functions.delete(arg);
      continue;
    }
    const m = /^(\w+)\[(.+)\]$/s.exec(arg);
    if (m?.[1] && sh.dialect === "bash") {
      unsetElement(sh, m[1], m[2] ?? "");
      continue;
    }
    if (!NAME.test(arg)) {
      if (sh.dialect !== "bash") throw new CommandError(`${arg}: bad variable name`, 2);
      continue;
    }
    if (!sh.scope.variables.has(arg) && !flags.has("v") && sh.functions.delete(arg)) continue;
    if (flags.has("n")) sh.scope.variables.delete(arg);
    else if (!unsetVariable(sh, arg)) {
      if (sh.dialect !== "bash") throw new CommandError(`${arg}: is read only`, 2);
      await complain(sh, `${arg}: cannot unset: readonly variable`, "unset");
      status = 1;
    }
  }
  return status;
};

function unsetElement(sh: Shell, name: string, subscript: string): void {
  const v = sh.scope.variables.get(resolveName(sh, name));
  if (!v || typeof v.value !== "object") {
    if (v && subscript === "0") unsetVariable(sh, name);
    return;
  }
  if (subscript === "@" || subscript === "*") {
    if (Array.isArray(v.value)) v.value = [];
    else v.value.clear();
    return;
  }
  const key = subscriptOf(sh, name, subscript.replace(/^(["'])(.*)\1$/s, "$2"));
  if (!Array.isArray(v.value)) v.value.delete(key);
  else if (elementOf(v.value, key) !== undefined) {
    const index = Number(key) < 0 ? v.value.length + Number(key) : Number(key);
    delete v.value[index];
    while (v.value.length > 0 && !(v.value.length - 1 in v.value)) v.value.length--;
  }
}
