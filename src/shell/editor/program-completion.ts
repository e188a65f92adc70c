import { concat, decode } from "../../std/text.ts";
import { stringWidth } from "../../std/width.ts";
import { findProgram } from "../external.ts";
import type { Shell } from "../shell.ts";
import { childFds, childSignals } from "../subshell.ts";
import { environment } from "../variables.ts";
import type { Candidate } from "./completion.ts";
import { fileNames } from "./completion.ts";

/**
 * Programs that complete their own command lines, as those made with cobra do: called as `NAME __complete WORDS…` they
 * print a candidate a line (with a tab and its description) and at last `:DIRECTIVE`.
 */
export const SELF_COMPLETING: Set<string> = new Set(["docker"]);

const ERROR = 1;
const NO_SPACE = 2;
const NO_FILES = 4;
const FILTER_EXTENSION = 8;
const FILTER_FOLDERS = 16;

/** What the program itself says; undefined where it does not complete (files then). */
export async function programCandidates(
  sh: Shell,
  words: readonly string[],
  prefix: string,
): Promise<Candidate[] | undefined> {
  const name = words[0] ?? "";
  if (sh.dialect !== "bash" || !SELF_COMPLETING.has(name.slice(name.lastIndexOf("/") + 1))) return undefined;
  const found = findProgram(sh, name);
  if (!("path" in found)) return undefined;
  const lines = (await outputOf(sh, [found.path, "__complete", ...words.slice(1), prefix]))
    .split("\n")
    .filter((l) => l !== "");
  const last = lines.at(-1) ?? "";
  const directive = /^:\d+$/.test(last) ? Number(last.slice(1)) : 0;
  if (directive & ERROR) return undefined;
  // `--flag=value`: only the value is completed, but the word is whole.
  const candidates = lines.filter((l) => !/^:\d+$/.test(l) && !l.startsWith("_activeHelp_")).map((l) => l.split("\t"));
  if (directive & FILTER_EXTENSION) {
    const extensions = candidates.map(([v = ""]) => `.${v}`);
    return fileNames(sh, prefix, false, false).filter(
      (f) => f.value.endsWith("/") || extensions.some((e) => f.value.endsWith(e)),
    );
  }
  if (directive & FILTER_FOLDERS) return fileNames(sh, prefix, true, false);
  const matching = candidates.filter(([v = ""]) => v.startsWith(prefix));
  if (matching.length === 0) return directive & NO_FILES ? [] : undefined;
  const widest = Math.max(...matching.map(([v = ""]) => stringWidth(v)));
  const columns = (sh.p.controllingTerminal?.size.columns ?? 80) - 4;
  return matching.map(([value = "", description]) => ({
    value,
    shown: matching.length > 1 && description ? described(value, description, widest, columns) : value,
    suffix: directive & NO_SPACE ? "" : " ",
  }));
}

/** `value      (description)`, cut where the row ends. */
function described(value: string, description: string, widest: number, columns: number): string {
  const room = columns - widest - 4;
  const text = description.length > room ? (room > 8 ? `${description.slice(0, room - 1)}…` : "") : description;
  return text === "" ? value : `${value.padEnd(widest)}  (${text})`;
}

async function outputOf(sh: Shell, argv: readonly string[]): Promise<string> {
  const [reader, writer] = sh.p.pipe();
  const nothing = await sh.p.open("/dev/null", { read: true, write: true });
  let pid: number;
  try {
    pid = sh.p.spawn(argv, {
      env: environment(sh),
      fds: { ...childFds(sh), 0: nothing, 1: writer, 2: nothing },
      signals: childSignals(sh, false),
    });
  } finally {
    sh.p.close(writer);
    sh.p.close(nothing);
  }
  const chunks: Uint8Array[] = [];
  for (let c = await sh.p.read(reader); c; c = await sh.p.read(reader)) chunks.push(c);
  sh.p.close(reader);
  await sh.p.wait(pid);
  return decode(concat(chunks));
}
