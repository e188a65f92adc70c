import type { Assignment } from "unbash";
import { subscriptOf } from "../arithmetic.ts";
import { assignArray, assignElement, assignText } from "../assign.ts";
import { declaration, showValue } from "../attributes.ts";
import { byCodePoint } from "../glob.ts";
import { complain } from "../messages.ts";
import { quoteWord, singleQuote } from "../quote.ts";
import { CommandError, type Shell } from "../shell.ts";
import { trace, traceAssignment } from "../trace.ts";
import { showFunction } from "../unparse.ts";
import { makeLocal, resolveName, type Variable, valueOf } from "../variables.ts";
import type { Builtin, BuiltinCall } from "./builtin.ts";
import { print } from "./echo.ts";
import { parseOptions } from "./usage.ts";

type Change = (v: Variable) => void;

/** `export` and `readonly`. */
function marker(letter: "x" | "r", set: (v: Variable, on: boolean) => void): Builtin {
  return async (sh, argv, call) => {
    const bash = sh.dialect === "bash";
    const { flags, rest } = parseOptions(
      sh,
      argv,
      bash ? (letter === "x" ? "fnp" : "aAfp") : letter === "x" && sh.dialect === "ash" ? "np" : "p",
    );
    const offset = argv.length - rest.length;
    if (rest.length === 0 || flags.has("p")) return print(sh, marked(sh, letter));
    if (flags.has("f")) return 0;
    const on = !flags.has("n");
    return declareAll(sh, rest, call, offset, (v) => set(v, on), undefined, argv[0] ?? "");
  };
}

export const exportVariables = marker("x", (v, on) => {
  v.exported = on;
});
export const readonlyVariables = marker("r", (v) => {
  v.readonly = true;
});

function marked(sh: Shell, letter: "x" | "r"): string {
  const word = letter === "x" ? "export" : "readonly";
  return names(sh)
    .filter(([, v]) => (letter === "x" ? v.exported : v.readonly))
    .map(([name, v]) =>
      sh.dialect === "bash"
        ? `${declaration(name, withValue(sh, name, v))}\n`
        : `${word} ${name}${typeof v.value === "string" ? `=${singleQuote(v.value)}` : ""}\n`,
    )
    .join("");
}

function names(sh: Shell): [string, Variable][] {
  return [...sh.scope.variables].sort(([a], [b]) => byCodePoint(a, b));
}

/** The variable with the value that it has now, where that is computed. */
function withValue(sh: Shell, name: string, v: Variable): Variable {
  return v.reference ? v : { ...v, value: valueOf(sh, name) };
}

const ARGUMENT = /^([A-Za-z_]\w*)(?:\[(.*?)\])?(?:(\+?)=(.*))?$/s;

/** Carries out `name`, `name=value`, `name=(...)` of a declaration. */
async function declareAll(
  sh: Shell,
  args: readonly string[],
  call: BuiltinCall,
  offset: number,
  change: Change,
  before: ((name: string) => void) | undefined,
  builtin: string,
): Promise<number> {
  let status = 0;
  for (const [i, arg] of args.entries()) {
    const m = ARGUMENT.exec(arg);
    if (!m) {
      if (sh.dialect !== "bash") throw new CommandError(`${arg.split("=")[0]}: bad variable name`, 2);
      await complain(sh, `\`${arg}': not a valid identifier`, builtin);
      status = 1;
      continue;
    }
    const [, name = "", index, append, value] = m;
    const array: Assignment | undefined = call.arrays.get(offset + i);
    try {
      before?.(name);
      const v = sh.scope.variables.get(resolveName(sh, name)) ?? newVariable(sh, name);
      if (v.readonly && (value !== undefined || array)) {
        throw sh.dialect === "bash"
          ? new CommandError(`${name}: readonly variable`)
          : new CommandError(`${name}: is read only`, 2);
      }
      const wasReadonly = v.readonly;
      change(v);
      const nowReadonly = v.readonly;
      v.readonly = wasReadonly;
      if (array?.value.type === "ArrayValue") await assignArray(sh, name, array.value, append === "+");
      else if (value !== undefined && index !== undefined)
        assignElement(sh, name, subscriptOf(sh, name, index), value, append === "+");
      else if (value !== undefined && v.reference) v.value = value;
      else if (value !== undefined) {
        assignText(sh, name, value, append === "+");
        if (sh.options.has("xtrace") && (builtin === "export" || builtin === "readonly") && sh.dialect === "bash") {
          await trace(sh, traceAssignment(sh, name, append === "+" ? "+=" : "=", value));
        }
      }
      v.readonly = nowReadonly;
    } catch (e) {
      if (!(e instanceof CommandError) || sh.dialect !== "bash") throw e;
      await complain(sh, e.message, builtin === "export" || builtin === "readonly" ? undefined : builtin);
      status = 1;
    }
  }
  return status;
}

function newVariable(sh: Shell, name: string): Variable {
  const v: Variable = { value: undefined, exported: false, readonly: false };
  sh.scope.variables.set(resolveName(sh, name), v);
  return v;
}

export const declare: Builtin = async (sh, argv, call) => {
  const on = new Set<string>();
  const off = new Set<string>();
  let i = 1;
  for (; i < argv.length && /^[-+]./.test(argv[i] ?? ""); i++) {
    const arg = argv[i] ?? "";
    if (arg === "--") {
      i++;
      break;
    }
    for (const letter of arg.slice(1)) {
      if (!"aAfFgiIlnprtux".includes(letter))
        parseOptions(sh, [argv[0] ?? "", `${arg[0]}${letter}`.replace("+", "-")], "");
      (arg[0] === "-" ? on : off).add(letter);
    }
  }
  const rest = argv.slice(i);
  const name = argv[0] ?? "declare";
  if (name === "local" && sh.calls.length === 0) throw new CommandError("can only be used in a function");
  if (on.has("f") || on.has("F")) return showFunctions(sh, rest, on.has("F"));
  if (on.has("p")) return showVariables(sh, rest, on, name);
  if (rest.length === 0) {
    if (name === "local") return print(sh, localNames(sh));
    return on.size ? showVariables(sh, rest, on, name) : print(sh, listing(sh, true));
  }
  const local = sh.calls.length > 0 && !on.has("g");
  const change: Change = (v) => {
    if (on.has("a") && !Array.isArray(v.value))
      v.value = typeof v.value === "string" ? [v.value] : v.value instanceof Map ? v.value : (v.value ?? []);
    if (on.has("A") && !(v.value instanceof Map)) {
      if (v.value !== undefined && v.value.length > 0 && typeof v.value !== "string")
        throw new CommandError("cannot convert indexed to associative array");
      v.value = new Map(typeof v.value === "string" ? [["0", v.value]] : []);
    }
    if (on.has("i")) v.integer = true;
    if (off.has("i")) delete v.integer;
    if (on.has("x")) v.exported = true;
    if (off.has("x")) v.exported = false;
    if (on.has("n")) v.reference = true;
    if (off.has("n")) delete v.reference;
    if (on.has("l")) v.fold = "l";
    if (on.has("u")) v.fold = "u";
    if (off.has("l") || off.has("u")) delete v.fold;
    if (on.has("r")) v.readonly = true;
    if (off.has("r") && v.readonly) throw new CommandError("readonly variable");
  };
  return declareAll(sh, rest, call, i, change, local ? (n) => void makeLocal(sh, n) : undefined, name);
};

/** `local` of dash and ash: names, with or without a value. */
export const local: Builtin = async (sh, argv, call) => {
  if (sh.dialect === "bash") return declare(sh, argv, call);
  if (sh.calls.length === 0) throw new CommandError("not in a function", 2);
  return declareAll(
    sh,
    argv.slice(1),
    call,
    1,
    () => {},
    (n) => void makeLocal(sh, n),
    "local",
  );
};

function localNames(sh: Shell): string {
  const frame = sh.scope.frames.at(-1) ?? new Map<string, unknown>();
  return [...frame.keys()]
    .sort()
    .map((n) => {
      const v = sh.scope.variables.get(n);
      return v?.value === undefined ? `${n}\n` : `declare -- ${n}=${showValue(v.value)}\n`;
    })
    .join("");
}

async function showVariables(
  sh: Shell,
  rest: readonly string[],
  on: ReadonlySet<string>,
  builtin: string,
): Promise<number> {
  if (rest.length === 0) {
    const wanted = [...on].filter((l) => l !== "p" && l !== "g");
    const shown = names(sh).filter(([, v]) =>
      wanted.every((l) =>
        l === "a"
          ? Array.isArray(v.value)
          : l === "A"
            ? v.value instanceof Map
            : l === "i"
              ? v.integer
              : l === "x"
                ? v.exported
                : l === "r"
                  ? v.readonly
                  : l === "n"
                    ? v.reference
                    : v.fold === l,
      ),
    );
    return print(sh, shown.map(([n, v]) => `${declaration(n, withValue(sh, n, v))}\n`).join(""));
  }
  let status = 0;
  for (const name of rest) {
    const v = sh.scope.variables.get(name);
    const value = valueOf(sh, name);
    if (v) await print(sh, `${declaration(name, withValue(sh, name, v))}\n`);
    else if (value !== undefined)
      await print(sh, `${declaration(name, { value, exported: false, readonly: false })}\n`);
    else {
      await complain(sh, `${name}: not found`, builtin);
      status = 1;
    }
  }
  return status;
}

async function showFunctions(sh: Shell, rest: readonly string[], namesOnly: boolean): Promise<number> {
  const wanted = rest.length ? rest : [...sh.functions.keys()].sort();
  let status = 0;
  for (const name of wanted) {
    const fn = sh.functions.get(name);
    if (!fn) status = 1;
    else if (namesOnly) await print(sh, rest.length ? `${name}\n` : `declare -f ${name}\n`);
    else await print(sh, showFunction(fn));
  }
  return status;
}

/** What `set` and `declare` list without arguments. */
export function listing(sh: Shell, functions: boolean): string {
  const lines = names(sh).flatMap(([name, v]) => {
    const value = v.reference ? v.value : valueOf(sh, name);
    if (value === undefined) return [];
    if (sh.dialect !== "bash") return typeof value === "string" ? [`${name}=${singleQuote(value)}\n`] : [];
    return [`${name}=${typeof value === "string" ? (value === "" ? "" : quoteWord(value)) : showValue(value)}\n`];
  });
  const bodies = functions
    ? [...sh.functions.values()].sort((a, b) => byCodePoint(a.name, b.name)).map(showFunction)
    : [];
  return [...lines, ...(sh.dialect === "bash" ? bodies : [])].join("");
}
