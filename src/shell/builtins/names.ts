import { findProgram } from "../external.ts";
import { complain, printError } from "../messages.ts";
import { singleQuote } from "../quote.ts";
import type { Shell } from "../shell.ts";
import { showFunction } from "../unparse.ts";
import { textOf } from "../variables.ts";
import { type Builtin, POSIX_SPECIAL } from "./builtin.ts";
import { print } from "./echo.ts";
import { builtinOf } from "./table.ts";
import { parseOptions } from "./usage.ts";

const KEYWORDS: Readonly<Record<Shell["dialect"], ReadonlySet<string>>> = {
  bash: new Set(
    "if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc".split(" "),
  ),
  dash: new Set("if then else elif fi case esac for while until do done in { } !".split(" ")),
  ash: new Set("if then else elif fi case esac for while until do done in { } ! function".split(" ")),
};

/** How names are told: `type`, `type -t`, `type -p`, `command -v`. */
type Form = "long" | "short" | "kind" | "path";

/** Says what each name is, as the form wants it. 1 (127 in dash and ash) when one is nothing. */
export async function describe(
  sh: Shell,
  names: readonly string[],
  form: Form,
  builtin: string,
  all = false,
): Promise<number> {
  let status = 0;
  for (const name of names) {
    const lines = meanings(sh, name, form, all);
    if (lines.length) {
      await print(sh, lines.join(""));
      continue;
    }
    status = sh.dialect === "bash" ? 1 : 127;
    if (form !== "long") continue;
    if (sh.dialect === "bash") await complain(sh, `${name}: not found`, builtin);
    else if (sh.dialect === "dash" || builtin === "type") await print(sh, `${name}: not found\n`);
    else await printError(sh, `${name}: not found\n`);
  }
  return status;
}

function meanings(sh: Shell, name: string, form: Form, all: boolean): string[] {
  const found: string[] = [];
  const add = (kind: string, long: string, short: string | undefined) => {
    if (found.length && !all) return;
    if (form === "kind") found.push(`${kind}\n`);
    else if (form === "long") found.push(`${name} ${long}\n`);
    else if (form === "short" && short !== undefined) found.push(`${short}\n`);
    else if (form === "path" && kind === "file" && short !== undefined) found.push(`${short}\n`);
  };
  const bash = sh.dialect === "bash";
  const alias = sh.aliases.get(name);
  const fn = sh.functions.get(name);
  const blocked =
    form === "path" &&
    !all &&
    (alias !== undefined || fn !== undefined || builtinOf(sh, name) !== undefined || KEYWORDS[sh.dialect].has(name));
  if (blocked) return found;
  if (alias !== undefined && (!bash || sh.shopts.has("expand_aliases"))) {
    add(
      "alias",
      bash ? `is aliased to \`${alias}'` : `is an alias for ${alias}`,
      `alias ${name}=${singleQuote(alias)}`,
    );
  }
  if (KEYWORDS[sh.dialect].has(name)) add("keyword", "is a shell keyword", name);
  if (fn)
    add(
      "function",
      bash
        ? `is a function\n${showFunction(fn).trimEnd()}`
        : sh.dialect === "dash"
          ? "is a shell function"
          : "is a function",
      name,
    );
  if (builtinOf(sh, name))
    add("builtin", `is a ${!bash && POSIX_SPECIAL.has(name) ? "special " : ""}shell builtin`, name);
  for (const path of programs(sh, name, all)) {
    const hashed = sh.hash.get(name);
    const long =
      bash && hashed && !all
        ? `is hashed (${path})`
        : sh.dialect === "dash" && hashed
          ? `is a tracked alias for ${path}`
          : `is ${path}`;
    add("file", long, path);
  }
  return found;
}

function programs(sh: Shell, name: string, all: boolean): string[] {
  if (!all || name.includes("/")) {
    const hashed = sh.hash.get(name);
    const found = findProgram(sh, name);
    if (!hashed) sh.hash.delete(name);
    if (!("path" in found)) return [];
    return [found.applet ? name : found.path];
  }
  const paths: string[] = [];
  for (const folder of (textOf(sh, "PATH") ?? "").split(":")) {
    const found = findProgram(sh, `${folder === "" ? "." : folder}/${name}`);
    if ("path" in found) paths.push(found.path);
  }
  return paths;
}

export const type: Builtin = (sh, argv) => {
  if (sh.dialect === "dash") return describe(sh, argv.slice(1), "long", "type");
  const { flags, rest } = parseOptions(sh, argv, "afptP");
  const form: Form = flags.has("t") ? "kind" : flags.has("p") || flags.has("P") ? "path" : "long";
  return describe(sh, rest, form, "type", flags.has("a"));
};

export const hash: Builtin = async (sh, argv) => {
  const { flags, rest } = parseOptions(sh, argv, sh.dialect === "bash" ? "lrp:dt" : "rv");
  const given = flags.get("p");
  if (flags.has("r")) sh.hash.clear();
  if (given !== undefined) for (const name of rest) sh.hash.set(name, { path: given, hits: 0 });
  if (flags.has("r") || given !== undefined) return 0;
  if (rest.length === 0) {
    if (sh.dialect !== "bash") return print(sh, [...sh.hash.values()].map((h) => `${h.path}\n`).join(""));
    if (sh.hash.size === 0) return print(sh, "hash: hash table empty\n");
    return print(
      sh,
      `hits\tcommand\n${[...sh.hash.values()].map((h) => `${String(h.hits).padStart(4)}\t${h.path}\n`).join("")}`,
    );
  }
  let status = 0;
  for (const name of rest) {
    if (flags.has("d")) {
      if (!sh.hash.delete(name)) status = await notFound(sh, name);
      continue;
    }
    const known = sh.hash.get(name);
    if (flags.has("t")) {
      if (known) await print(sh, `${rest.length > 1 ? `${name}\t` : ""}${known.path}\n`);
      else status = await notFound(sh, name);
      continue;
    }
    if (builtinOf(sh, name) || sh.functions.has(name)) continue;
    sh.hash.delete(name);
    const found = findProgram(sh, name);
    if ("path" in found) sh.hash.set(name, { path: found.path, hits: 0 });
    else status = await notFound(sh, name);
  }
  return status;
};

async function notFound(sh: Shell, name: string): Promise<number> {
  await complain(sh, `${name}: not found`, "hash");
  return 1;
}
