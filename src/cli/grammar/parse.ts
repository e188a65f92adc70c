import { parseRamBytes, SizeError } from "../../std/size.ts";
import type { Flag } from "../command.ts";
import { parseBool } from "../lib/bool.ts";
import { CsvError, csvRecord } from "../lib/csv.ts";
import { flagIndex } from "./flag-index.ts";

/**
 * Reads a command line as pflag does.
 *
 * A word `--name=value`, or `--name` followed by its value; a switch (and any flag with a `bare` value) never takes the
 * next word. A word `-abc` is a group of shorthands: each switch hands on to the next letter, the first flag with a value
 * takes the rest of the word (less one leading `=`) or else the next word. `--` ends the flags. With `interspersed` flags
 * and arguments mix; without it the first argument ends the flags. The first mistake ends the reading.
 */
export function parseFlags(flags: readonly Flag[], words: readonly string[], interspersed: boolean): ParsedFlags {
  const args: string[] = [];
  const set: SetFlag[] = [];
  const warnings: string[] = [];
  let dashAt = -1;
  const rest = [...words];
  const { byName, byShorthand } = flagIndex(flags);

  const assign = (flag: Flag, value: string) => {
    const wrong = valueError(flag, value);
    if (wrong !== undefined) {
      throw new FlagError(`invalid argument ${goQuote(value)} for ${goQuote(flagNames(flag))} flag: ${wrong}`);
    }
    if (flag.deprecated !== undefined) warnings.push(`Flag --${flag.name} has been deprecated, ${flag.deprecated}`);
    set.push({ flag, value });
  };

  const long = (word: string) => {
    const text = word.slice(2);
    if (text === "" || text.startsWith("-") || text.startsWith("=")) throw new FlagError(`bad flag syntax: ${word}`);
    const equals = text.indexOf("=");
    const name = equals < 0 ? text : text.slice(0, equals);
    const flag = byName.get(name);
    if (!flag) throw new FlagError(`unknown flag: --${name}`);
    const bare = bareValue(flag);
    if (equals >= 0) assign(flag, text.slice(equals + 1));
    else if (bare !== undefined) assign(flag, bare);
    else {
      const value = rest.shift();
      if (value === undefined) throw new FlagError(`flag needs an argument: ${word}`);
      assign(flag, value);
    }
  };

  const short = (word: string) => {
    let group = word.slice(1);
    while (group !== "") {
      const letter = group[0] ?? "";
      const flag = byShorthand.get(letter);
      if (!flag) throw new FlagError(`unknown shorthand flag: ${goQuoteChar(letter)} in -${group}`);
      if (flag.name === "help" && letter === "h") {
        warnings.push("Flag shorthand -h has been deprecated, use --help");
      }
      const bare = bareValue(flag);
      if (group.length > 2 && group[1] === "=") {
        assign(flag, group.slice(2));
        return;
      }
      if (bare !== undefined) {
        assign(flag, bare);
        group = group.slice(1);
        continue;
      }
      if (group.length > 1) {
        assign(flag, group.slice(1));
        return;
      }
      const value = rest.shift();
      if (value === undefined) throw new FlagError(`flag needs an argument: ${goQuoteChar(letter)} in -${group}`);
      assign(flag, value);
      return;
    }
  };

  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.length < 2 || !word.startsWith("-")) {
      args.push(word);
      if (!interspersed) {
        args.push(...rest);
        break;
      }
    } else if (word === "--") {
      dashAt = args.length;
      args.push(...rest);
      break;
    } else if (word.startsWith("--")) long(word);
    else short(word);
  }
  return { args, set, warnings, dashAt };
}

export interface SetFlag {
  readonly flag: Flag;
  readonly value: string;
}

export interface ParsedFlags {
  readonly args: readonly string[];
  /** Each flag in the order in which it stood. */
  readonly set: readonly SetFlag[];
  /** Lines about deprecated flags. */
  readonly warnings: readonly string[];
  /** How many arguments stood before `--`; -1 without one. */
  readonly dashAt: number;
}

/** A mistake in the flags: worded as pflag does. */
export class FlagError extends Error {
  override readonly name = "FlagError";
}

/** The value a flag takes when it stands alone; undefined: it needs one. */
export function bareValue(flag: Flag): string | undefined {
  return flag.bare ?? (parseKind(flag) === "bool" ? "true" : undefined);
}

/** How a flag's value is read. */
export function parseKind(flag: Flag): NonNullable<Flag["parse"]> {
  if (flag.parse) return flag.parse;
  switch (flag.type) {
    case "":
    case "bool":
      return "bool";
    case "int":
    case "int64":
      return "int";
    case "uint":
    case "uint16":
    case "uint64":
      return "uint";
    case "duration":
      return "duration";
    case "bytes":
      return "bytes";
    case "list":
    case "strings":
    case "stringArray":
    case "map":
    case "filter":
    case "mount":
    case "network":
    case "port":
    case "ulimit":
    case "secret":
    case "config":
    case "gpu-request":
      return "list";
    default:
      return "string";
  }
}

/** `-f, --filter` or `--filter`, as messages name a flag. */
function flagNames(flag: Flag): string {
  return flag.shorthand ? `-${flag.shorthand}, --${flag.name}` : `--${flag.name}`;
}

/** Why a value does not fit its flag. */
function valueError(flag: Flag, value: string): string | undefined {
  const syntax = (fn: string) => `strconv.${fn}: parsing ${goQuote(value)}: invalid syntax`;
  switch (parseKind(flag)) {
    case "bool":
      return parseBool(value) === undefined ? syntax("ParseBool") : undefined;
    case "int":
    case "int64":
      return integerError(value, "ParseInt", -(2n ** 63n), 2n ** 63n - 1n);
    case "uint":
      return integerError(value, "ParseUint", 0n, flag.type === "uint16" ? 65535n : 2n ** 64n - 1n);
    case "float":
      return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value) ? undefined : syntax("ParseFloat");
    case "duration":
      return durationError(value) ?? flag.validate?.(value);
    case "bytes":
      return flag.validate ? flag.validate(value) : sizeError(value);
    default:
      return flag.type === "strings" && value !== "" ? csvError(value) : flag.validate?.(value);
  }
}

function csvError(value: string): string | undefined {
  try {
    csvRecord(value);
    return undefined;
  } catch (error) {
    if (error instanceof CsvError) return error.message;
    throw error;
  }
}

/** As strconv reads base 0: decimal, 0x, 0o, 0b or a leading 0, with underscores between digits. */
function integerError(value: string, fn: "ParseInt" | "ParseUint", min: bigint, max: bigint): string | undefined {
  const n = parseInteger(value);
  const signed = /^[+-]/.test(value);
  if (n === undefined || (fn === "ParseUint" && signed)) {
    return `strconv.${fn}: parsing ${goQuote(value)}: invalid syntax`;
  }
  if (n < min || n > max) return `strconv.${fn}: parsing ${goQuote(value)}: value out of range`;
  return undefined;
}

/** An integer in Go's notation, or undefined. */
export function parseInteger(text: string): bigint | undefined {
  const m = /^([+-]?)(0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])+|0|[1-9](?:_?\d)*)$/.exec(text);
  if (!m) return undefined;
  let digits = (m[2] ?? "").replaceAll("_", "");
  if (/^0[0-7]/.test(digits)) digits = `0o${digits.slice(1)}`;
  const n = BigInt(digits);
  return m[1] === "-" ? -n : n;
}

function sizeError(value: string): string | undefined {
  try {
    parseRamBytes(value);
    return undefined;
  } catch (error) {
    if (error instanceof SizeError) return error.message;
    throw error;
  }
}

function durationError(value: string): string | undefined {
  if (/^[+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(value)) return undefined;
  if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(value)) return `time: missing unit in duration ${goQuote(value)}`;
  const unknown = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))*(?:\d+\.?\d*|\.\d+)([^\d.]+)/.exec(value);
  if (unknown) return `time: unknown unit ${goQuote(unknown[1] ?? "")} in duration ${goQuote(value)}`;
  return `time: invalid duration ${goQuote(value)}`;
}

/** A text in double quotes as Go's %q writes it. */
export function goQuote(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  return `"${[...text].map((c) => goEscape(c, '"')).join("")}"`;
}

function goQuoteChar(c: string): string {
  return `'${goEscape(c, "'")}'`;
}

function goEscape(c: string, quote: string): string {
  if (c === quote || c === "\\") return `\\${c}`;
  const named = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x07": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v" }[c];
  if (named) return named;
  const code = c.codePointAt(0) ?? 0;
  if (code < 32 || code === 127) return `\\x${code.toString(16).padStart(2, "0")}`;
  return c;
}
