import type { Files } from "../../filesystem/files.ts";
import { isErrno } from "../../std/errno.ts";
import { JsonError, readJson } from "./json-read.ts";
import type { JqValue } from "./value.ts";

/** What is wrong with a command line; the status is 2. */
export class BadJq extends Error {
  override readonly name = "BadJq";
}

export interface JqOptions {
  readonly filter: string | undefined;
  readonly files: readonly string[];
  readonly nullInput: boolean;
  readonly rawInput: boolean;
  readonly slurp: boolean;
  readonly stream: boolean;
  readonly raw: boolean;
  /** What follows each result: a line feed, nothing (-j), NUL (--raw-output0). */
  readonly end: string;
  readonly ascii: boolean;
  readonly sortKeys: boolean;
  /** undefined with -c. */
  readonly indent: string | undefined;
  readonly color: boolean | undefined;
  readonly exitStatus: boolean;
  readonly seq: boolean;
  readonly variables: ReadonlyMap<string, JqValue>;
  readonly positional: readonly JqValue[];
  readonly show: "help" | "version" | undefined;
}

const SHORT: Readonly<Record<string, string>> = {
  n: "null-input",
  R: "raw-input",
  s: "slurp",
  r: "raw-output",
  j: "join-output",
  a: "ascii-output",
  S: "sort-keys",
  c: "compact-output",
  C: "color-output",
  M: "monochrome-output",
  e: "exit-status",
  f: "from-file",
  h: "help",
  V: "version",
  L: "library-path",
  b: "binary",
};

/** Reads jq's command line. Throws BadJq. */
export function parseJq(args: readonly string[], files: Files): JqOptions {
  const flags = new Set<string>();
  const variables = new Map<string, JqValue>();
  const operands: string[] = [];
  const positional: JqValue[] = [];
  let rest: "files" | "args" | "jsonargs" = "files";
  let indent = "  ";
  let filter: string | undefined;
  const queue = [...args];
  const need = (name: string, count: number, example: string): string[] => {
    if (queue.length < count)
      throw new BadJq(
        `--${name} takes ${count === 1 ? "one parameter" : "two parameters"} (e.g. --${name} ${example})`,
      );
    return queue.splice(0, count);
  };
  const json = (text: string, message: string): JqValue => {
    try {
      const [value, extra] = readJson(text);
      if (value === undefined || extra !== undefined) throw new BadJq(message);
      return value;
    } catch (e) {
      if (e instanceof JsonError) throw new BadJq(message);
      throw e;
    }
  };
  const file = (name: string, option: string): string => {
    try {
      return files.readText(name);
    } catch (e) {
      if (!isErrno(e)) throw e;
      throw new BadJq(`Bad JSON in --${option} ${name}: Could not open ${name}: ${e.strerror}`);
    }
  };
  const long = (name: string): void => {
    switch (name) {
      case "arg": {
        const [key = "", value = ""] = need("arg", 2, "varname value").map(String);
        if (!variables.has(key)) variables.set(key, value);
        return;
      }
      case "argjson": {
        const [key = "", value = ""] = need("argjson", 2, "varname text");
        if (!variables.has(key)) variables.set(key, json(value, "invalid JSON text passed to --argjson"));
        return;
      }
      case "slurpfile":
      case "rawfile": {
        const [key = "", path = ""] = need(name, 2, "varname filename");
        const text = file(path, name);
        try {
          variables.set(key, name === "rawfile" ? text : readJson(text));
        } catch (e) {
          if (!(e instanceof JsonError)) throw e;
          throw new BadJq(`Bad JSON in --${name} ${key} ${path}: ${e.message}`);
        }
        return;
      }
      case "indent": {
        const [text = ""] = need("indent", 1, "n");
        const n = Number(text);
        if (!/^-?\d+$/.test(text)) throw new BadJq("--indent takes a number");
        if (n < -1 || n > 7) throw new BadJq("--indent takes a number between -1 and 7");
        indent = n < 0 ? "\t" : " ".repeat(n);
        return;
      }
      case "tab":
        indent = "\t";
        return;
      case "from-file":
        flags.add(name);
        return;
      case "library-path":
        need("library-path", 1, "directory");
        throw new BadJq("drydock: jq's modules are not simulated");
      case "args":
        rest = "args";
        return;
      case "jsonargs":
        rest = "jsonargs";
        return;
      case "unbuffered":
      case "binary":
        return;
      default:
        if (!Object.values(SHORT).includes(name) && !["raw-output0", "seq", "stream"].includes(name))
          throw new BadJq(`Unknown option --${name}`);
        flags.add(name);
    }
  };
  let onlyOperands = false;
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (onlyOperands || !/^-(?:-|[a-zA-Z])/.test(arg)) {
      if (filter === undefined && !flags.has("from-file")) filter = arg;
      else if (filter === undefined) filter = arg;
      else if (rest === "files") operands.push(arg);
      else positional.push(rest === "args" ? arg : json(arg, `invalid JSON text passed to --jsonargs`));
    } else if (arg === "--") onlyOperands = true;
    else if (arg.startsWith("--")) long(arg.slice(2));
    else
      for (const letter of arg.slice(1)) {
        const name = SHORT[letter];
        if (name === undefined) throw new BadJq(`Unknown option ${arg}`);
        long(name);
      }
  }
  const program = flags.has("from-file") && filter !== undefined ? programFile(files, filter) : filter;
  return {
    filter: program,
    files: operands,
    nullInput: flags.has("null-input"),
    rawInput: flags.has("raw-input"),
    slurp: flags.has("slurp"),
    stream: flags.has("stream"),
    raw: flags.has("raw-output") || flags.has("join-output") || flags.has("raw-output0"),
    end: flags.has("raw-output0") ? "\0" : flags.has("join-output") ? "" : "\n",
    ascii: flags.has("ascii-output"),
    sortKeys: flags.has("sort-keys"),
    indent: flags.has("compact-output") ? undefined : indent,
    color: flags.has("monochrome-output") ? false : flags.has("color-output") ? true : undefined,
    exitStatus: flags.has("exit-status"),
    seq: flags.has("seq"),
    variables,
    positional,
    show: flags.has("help") ? "help" : flags.has("version") ? "version" : undefined,
  };
}

function programFile(files: Files, path: string): string {
  try {
    return files.readText(path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    throw new BadJq(`error: Could not open ${path}: ${e.strerror}`);
  }
}
