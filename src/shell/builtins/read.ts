import { RAW, type TerminalMode } from "../../kernel/terminal.ts";
import { isErrno } from "../../std/errno.ts";
import { MILLISECOND, SECOND } from "../../std/time.ts";
import { assignText } from "../assign.ts";
import { printError } from "../messages.ts";
import { type Line, type ReadOptions, readLine } from "../read-line.ts";
import { AppletError, CommandError, type Shell } from "../shell.ts";
import { NAME, setText, writable } from "../variables.ts";
import type { Builtin } from "./builtin.ts";
import { parseOptions } from "./usage.ts";

/** Characters of a line, each with whether a backslash stood before it. */
type Characters = { readonly c: string; readonly escaped: boolean }[];

export const read: Builtin = async (sh, argv) => {
  const { flags, rest } = parseOptions(
    sh,
    argv,
    sh.dialect === "bash" ? "ersa:d:i:n:N:p:t:u:" : sh.dialect === "ash" ? "rsd:n:p:t:u:" : "rp:",
  );
  const fd = Number(flags.get("u") ?? 0);
  for (const name of rest) {
    if (NAME.test(name.replace(/\[.*\]$/, ""))) continue;
    if (sh.dialect === "bash") throw new CommandError(`\`${name}': not a valid identifier`);
    throw sh.dialect === "dash"
      ? new CommandError(`${name}: bad variable name`, 2)
      : new AppletError(`read: '${name}': bad variable name`, 1);
  }
  const tty = terminalOf(sh, fd);
  const prompt = flags.get("p");
  if (prompt !== undefined && (tty || (sh.dialect === "dash" && sh.p.terminal(0)))) await printError(sh, prompt);
  const timeout = flags.get("t");
  if (timeout !== undefined && !/^\d*\.?\d*$/.test(timeout))
    throw new CommandError(`${timeout}: invalid timeout specification`);
  if (timeout !== undefined && Number(timeout) === 0) return (await sh.p.poll([fd], 0)) === undefined ? 1 : 0;
  const delimiter = flags.get("d");
  const count = flags.get("n") ?? flags.get("N");
  const options: ReadOptions = {
    ...(delimiter === undefined ? {} : { delimiter: delimiter === "" ? 0 : delimiter.charCodeAt(0) }),
    ...(count === undefined ? {} : { count: Number(count), exactly: flags.has("N") }),
    ...(timeout === undefined
      ? {}
      : { deadline: sh.p.now() + Math.max(MILLISECOND, Math.round(Number(timeout) * SECOND)) }),
  };
  const mode = tty?.mode;
  if (tty && mode) tty.setMode(readMode(mode, flags.has("s"), count !== undefined || delimiter !== undefined));
  let line: Line;
  try {
    line = await logicalLine(sh, fd, options, flags.has("r"));
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (sh.dialect === "bash")
      throw new CommandError(
        e.code === "EBADF" ? `${fd}: invalid file descriptor: ${e.strerror}` : `read error: ${fd}: ${e.strerror}`,
      );
    return 1;
  } finally {
    if (tty && mode) tty.setMode(mode);
  }
  // A trap, or SIGINT, has ended the shell meanwhile.
  if (sh.unwind) return sh.status;
  const characters = unescaped(line.text.replaceAll("\0", ""), flags.has("r"));
  const array = flags.get("a");
  if (array !== undefined) writable(sh, array).value = split(sh, characters, Number.POSITIVE_INFINITY);
  else if (flags.has("N")) setText(sh, rest[0] ?? "REPLY", joined(characters));
  else if (rest.length === 0) {
    if (sh.dialect === "dash") throw new CommandError("arg count", 2);
    setText(sh, "REPLY", joined(characters));
  } else {
    const fields = split(sh, characters, rest.length);
    for (const [i, name] of rest.entries()) assignText(sh, name, fields[i] ?? "");
  }
  if (line.timedOut) return 142;
  return line.ended ? 1 : 0;
};

function terminalOf(sh: Shell, fd: number) {
  try {
    return sh.p.terminal(fd);
  } catch (e) {
    if (isErrno(e)) return undefined;
    throw e;
  }
}

function readMode(mode: TerminalMode, silent: boolean, byCharacter: boolean): TerminalMode {
  return { ...mode, echo: silent ? false : mode.echo, icanon: byCharacter ? RAW.icanon : mode.icanon };
}

/** A line with those that a backslash at the end joins to it. */
async function logicalLine(sh: Shell, fd: number, options: ReadOptions, raw: boolean): Promise<Line> {
  let line = await readLine(sh, fd, options);
  while (
    !raw &&
    !line.ended &&
    !line.timedOut &&
    /(?:^|[^\\])(?:\\\\)*\\$/.test(line.text) &&
    options.count === undefined
  ) {
    const more = await readLine(sh, fd, options);
    line = { ...more, text: line.text.slice(0, -1) + more.text };
  }
  return line;
}

function unescaped(text: string, raw: boolean): Characters {
  const out: Characters = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (c !== "\\" || raw) out.push({ c, escaped: false });
    else if (i + 1 < text.length) out.push({ c: text[++i] ?? "", escaped: true });
  }
  return out;
}

const joined = (characters: Characters) => characters.map((x) => x.c).join("");

/** Splits at IFS into at most `count` fields; the last takes the rest, without white space at its end. */
function split(sh: Shell, characters: Characters, count: number): string[] {
  const isIfs = (x: Characters[number]) => !x.escaped && sh.ifs.includes(x.c);
  const isBlank = (x: Characters[number]) => isIfs(x) && " \t\n".includes(x.c);
  const fields: string[] = [];
  let i = 0;
  const skipBlanks = () => {
    for (let x = characters[i]; x && isBlank(x); x = characters[i]) i++;
  };
  skipBlanks();
  while (i < characters.length) {
    const start = i;
    if (fields.length + 1 === count) {
      let end = characters.length;
      for (let x = characters[end - 1]; end > start && x && isBlank(x); x = characters[end - 1]) end--;
      // One field and its delimiter: the delimiter goes too.
      const rest = characters.slice(start, end);
      const at = rest.findIndex(isIfs);
      if (at >= 0 && at === rest.length - 1) rest.pop();
      fields.push(joined(rest));
      return fields;
    }
    for (let x = characters[i]; x && !isIfs(x); x = characters[i]) i++;
    fields.push(joined(characters.slice(start, i)));
    skipBlanks();
    const delimiter = characters[i];
    if (delimiter && isIfs(delimiter) && !isBlank(delimiter)) {
      // Only where it did not already end the field by white space before it.
      i++;
      skipBlanks();
    }
  }
  return fields;
}

export const mapfile: Builtin = async (sh, argv) => {
  const { flags, rest } = parseOptions(sh, argv, "d:n:O:s:tu:C:c:");
  if (flags.has("C")) throw new CommandError("drydock: mapfile -C is not simulated");
  const fd = Number(flags.get("u") ?? 0);
  const d = flags.get("d");
  const delimiter = d === undefined ? "\n" : d === "" ? "\0" : (d[0] ?? "\n");
  const limit = Number(flags.get("n") ?? 0) || Number.POSITIVE_INFINITY;
  const name = rest[0] ?? "MAPFILE";
  if (!NAME.test(name)) throw new CommandError(`\`${name}': not a valid identifier`);
  const lines: string[] = [];
  let skipped = Number(flags.get("s") ?? 0);
  while (lines.length < limit) {
    const line = await readLine(sh, fd, { delimiter: delimiter.charCodeAt(0) });
    if (line.ended && line.text === "") break;
    if (skipped > 0) skipped--;
    else lines.push(line.text + (flags.has("t") || line.ended ? "" : delimiter));
    if (line.ended) break;
  }
  const v = writable(sh, name);
  const origin = Number(flags.get("O") ?? 0);
  const array: string[] = flags.has("O") && Array.isArray(v.value) ? v.value : [];
  for (const [i, line] of lines.entries()) array[origin + i] = line;
  v.value = array;
  return 0;
};
