import { isErrno } from "../../../../std/errno.ts";
import { decode } from "../../../../std/text.ts";
import { CliError } from "../../../command.ts";
import { fileError } from "../../../errors.ts";
import type { Host } from "../../../host.ts";

/**
 * Environment variables and labels as lists of `name=value`: those of the files first, in order, then those of the
 * command line.
 */
export function readPairs(
  host: Host,
  files: readonly string[],
  words: readonly string[],
  lookup: ((name: string) => string | undefined) | undefined,
): string[] {
  return [...files.flatMap((file) => readPairFile(host, file, lookup)), ...words];
}

/**
 * The variables for `--env-file` and `--env`: a name without `=` takes its value from the client's environment. Of several
 * `--env` for one name the last counts; what the files say stays before them.
 */
export function readEnvironment(host: Host, files: readonly string[], words: readonly string[]): string[] {
  const lookup = (name: string) => host.env.get(name);
  const named = new Map(words.map((word) => [word.split("=", 1)[0], fromEnvironment(word, lookup)]));
  return readPairs(host, files, [...named.values()], lookup);
}

function fromEnvironment(word: string, lookup: (name: string) => string | undefined): string {
  if (word.includes("=")) return word;
  const value = lookup(word);
  return value === undefined ? word : `${word}=${value}`;
}

/** What is wrong with a value of `--env`. */
export function envError(value: string): string | undefined {
  return value === "" || value.startsWith("=") ? `invalid environment variable: ${value}` : undefined;
}

/** What is wrong with a value of `--label`. */
export function labelError(value: string): string | undefined {
  const name = (value.split("=", 1)[0] ?? "").replace(/^[ \t]+/, "");
  if (name === "") return `invalid label '${value}': empty name`;
  return /[ \t]/.test(name) ? `label '${name}' contains whitespaces` : undefined;
}

/**
 * A file of `name=value` lines. Blanks before a name, empty lines and those that begin with `#` do not count; a name
 * without `=` is looked up, and left out where it is not found.
 */
function readPairFile(host: Host, file: string, lookup: ((name: string) => string | undefined) | undefined): string[] {
  let bytes: Uint8Array;
  try {
    bytes = host.files.readFile(file);
  } catch (error) {
    if (isErrno(error, "EISDIR")) throw invalid(file, fileError("read", file, error));
    throw new CliError(fileError("open", file, error));
  }
  const pairs: string[] = [];
  for (const [i, raw] of splitLines(bytes).entries()) {
    const text = decode(raw);
    if (text.includes("\ufffd") && !isUtf8(raw)) {
      throw invalid(file, `invalid utf8 bytes at line ${i + 1}: [${[...raw].join(" ")}]`);
    }
    const line = (i === 0 ? text.replace(/^\ufeff/, "") : text).replace(/^\s+/, "");
    if (line === "" || line.startsWith("#")) continue;
    const at = line.indexOf("=");
    const name = at < 0 ? line : line.slice(0, at);
    if (name === "") throw invalid(file, `no variable name on line '${line}'`);
    if (/\s/.test(name)) throw invalid(file, `variable '${name}' contains whitespaces`);
    const value = at < 0 ? lookup?.(line) : line.slice(at + 1);
    if (value !== undefined) pairs.push(`${name}=${value}`);
  }
  return pairs;
}

function invalid(file: string, what: string): CliError {
  return new CliError(`invalid env file (${file}): ${what}`);
}

/** Lines without their end, `\n` or `\r\n`. */
function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); start < bytes.length; end = bytes.indexOf(10, start)) {
    const stop = end < 0 ? bytes.length : end;
    lines.push(bytes.subarray(start, bytes[stop - 1] === 13 && stop > start ? stop - 1 : stop));
    start = stop + 1;
  }
  return lines;
}

/** Whether the bytes are whole UTF-8 (a real U+FFFD is). */
function isUtf8(bytes: Uint8Array): boolean {
  const text = decode(bytes);
  let replacements = 0;
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (bytes[i] === 0xef && bytes[i + 1] === 0xbf && bytes[i + 2] === 0xbd) replacements++;
  }
  return text.split("\ufffd").length - 1 === replacements;
}
