import { isErrno } from "../../std/errno.ts";
import type { Reader } from "../../std/stream.ts";
import { openInput } from "../lib/input.ts";
import { createLineReader } from "../lib/lines.ts";
import { confirm } from "../lib/prompt.ts";
import { quoteWord } from "../lib/quote-word.ts";
import { startCommand, startStatus } from "../lib/run-command.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  null: "0",
  "arg-file:": "a",
  "delimiter:": "d",
  "eof::": "E",
  "replace::": "i",
  "max-lines::": "l",
  "max-args:": "n",
  "open-tty": "o",
  "max-procs:": "P",
  interactive: "p",
  "no-run-if-empty": "r",
  "max-chars:": "s",
  verbose: "t",
  exit: "x",
};

interface Wish {
  readonly command: readonly string[];
  readonly replace: string | undefined;
  readonly most: number;
  readonly chars: number;
  readonly jobs: number;
}

/** Runs a command with words of its input as arguments. Status 123 when a command failed, 124 when one ended with 255. */
export const xargs = defineTool(
  {
    name: "xargs",
    syntax: { short: "+0a:d:E:e::I:i::L:l::n:oP:prs:tx", long: LONG },
    busybox: { short: "+0a:E:e::I:n:oP:prs:tx" },
    usage: "[OPTION]... COMMAND [INITIAL-ARGS]...",
    version: "GNU findutils) 4.10.0",
  },
  async (c) => {
    const o = c.options;
    const replace = o.last("I", "i") === undefined ? undefined : (o.value(o.last("I", "i") ?? "") ?? "{}");
    const lines = o.has("L") ? await number(c, "L", 1) : o.has("l") ? Number(o.value("l") ?? 1) : undefined;
    const wish: Wish = {
      command: c.operands.length ? c.operands : ["echo"],
      replace,
      most: replace !== undefined ? 1 : o.has("n") ? await number(c, "n", 1) : Number.POSITIVE_INFINITY,
      chars: o.has("s") ? await number(c, "s", 1) : 131072,
      jobs: o.has("P") ? (await number(c, "P", 0)) || Number.POSITIVE_INFINITY : 1,
    };
    const runner = createRunner(c, wish);
    const input = await source(c);
    const groups = lines === undefined ? undefined : lines;
    let batch: string[] = [];
    let size = 0;
    let ran = false;
    const base = wish.command.reduce((n, w) => n + w.length + 1, 0);
    const flush = async () => {
      ran = true;
      await runner.run(batch);
      batch = [];
      size = 0;
    };
    const eof = o.value("E") ?? o.value("e");
    let lineCount = 0;
    for await (const item of words(c, input, replace !== undefined)) {
      if (eof !== undefined && eof !== "" && item.word === eof) break;
      if (batch.length >= wish.most || (batch.length && base + size + item.word.length + 1 > wish.chars)) await flush();
      if (runner.stopped()) break;
      batch.push(item.word);
      size += item.word.length + 1;
      if (groups !== undefined && item.endsLine && ++lineCount % groups === 0) await flush();
    }
    const empty = !ran && !batch.length;
    if (!runner.stopped() && (batch.length || (empty && !o.has("r") && replace === undefined))) await flush();
    return await runner.finish();
  },
);

async function number(c: Call, option: string, least: number): Promise<number> {
  const text = c.options.value(option) ?? "";
  if (/^\d+$/.test(text) && Number(text) >= least) return Number(text);
  if (c.flavour.busybox) return await c.fail(`invalid number '${text}'`);
  if (/^-?\d+$/.test(text)) {
    return await c.badUsage(`value ${text} for -${option} option should be >= ${least}`);
  }
  return await c.badUsage(`invalid number "${text}" for -${option} option`);
}

async function source(c: Call): Promise<Reader> {
  const path = c.options.value("a");
  if (path === undefined) return c.p.reader(0);
  try {
    return await openInput(c.p, path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.fail(
      c.flavour.pick(`Cannot open input file ${c.quote(path)}: ${e.strerror}`, `can't open '${path}': ${e.strerror}`),
    );
  }
}

interface Item {
  readonly word: string;
  readonly endsLine: boolean;
}

/** Words with quotes and backslashes; with -I whole lines; with -0 or -d what lies between the separators. */
async function* words(c: Call, input: Reader, whole: boolean): AsyncGenerator<Item> {
  const delimiter = c.options.has("0")
    ? "\0"
    : c.options.has("d")
      ? delimiterOf(c.options.value("d") ?? "")
      : undefined;
  if (delimiter !== undefined) {
    const items = createLineReader(input, delimiter.charCodeAt(0));
    for (let item = await items.next(); item !== null; item = await items.next()) yield { word: item, endsLine: true };
    return;
  }
  const lines = createLineReader(input);
  let open = "";
  for (let line = await lines.next(); line !== null; line = await lines.next()) {
    let text = open + line;
    open = "";
    if (whole) {
      text = text.replace(/^[ \t]+/, "");
      if (text === "") continue;
      yield { word: unquote(text), endsLine: true };
      continue;
    }
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text)) {
      open = `${text}\n`;
      continue;
    }
    const found = await split(c, text);
    for (const [i, word] of found.entries()) yield { word, endsLine: i === found.length - 1 && !/[ \t]$/.test(text) };
  }
}

function delimiterOf(text: string): string {
  const named = { "\\n": "\n", "\\t": "\t", "\\0": "\0", "\\\\": "\\", "\\r": "\r" }[text];
  return named ?? text[0] ?? "\n";
}

async function split(c: Call, line: string): Promise<string[]> {
  const found: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < line.length; i++) {
    const ch = line[i] ?? "";
    if (ch === '"' || ch === "'") {
      const end = line.indexOf(ch, i + 1);
      if (end < 0) {
        const kind = ch === '"' ? "double" : "single";
        await c.fail(
          c.flavour.pick(
            `unmatched ${kind} quote; by default quotes are special to xargs unless you use the -0 option`,
            `unmatched ${kind} quote`,
          ),
        );
      }
      word = (word ?? "") + line.slice(i + 1, end);
      i = end;
    } else if (ch === "\\" && i + 1 < line.length) word = (word ?? "") + line[++i];
    else if (/\s/.test(ch)) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else word = (word ?? "") + ch;
  }
  if (word !== undefined) found.push(word);
  return found;
}

function unquote(text: string): string {
  return text.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, (_all, a?: string, b?: string, d?: string) => a ?? b ?? d ?? "");
}

function createRunner(c: Call, wish: Wish) {
  const running = new Set<number>();
  let status = 0;
  let stop = false;
  const reap = async () => {
    const result = await c.p.wait(-1);
    if (!result || result.status.kind === "stopped" || result.status.kind === "continued") return;
    running.delete(result.pid);
    if (result.status.kind === "signaled") {
      await c.complain(`${wish.command[0]}: terminated by signal ${result.status.signal}`, 125);
      status = 125;
      stop = true;
    } else if (result.status.code === 255) {
      await c.complain(`${wish.command[0]}: exited with status 255; aborting`, 124);
      status = 124;
      stop = true;
    } else if (result.status.code !== 0) status = 123;
  };
  return {
    stopped: () => stop,
    async run(args: readonly string[]) {
      const { replace, command } = wish;
      const argv =
        replace === undefined
          ? [...command, ...args]
          : command.map((w, i) => (i ? w.replaceAll(replace, args[0] ?? "") : w));
      if (c.options.has("p")) {
        if (!(await confirm(c.p, `${argv.map(quoteWord).join(" ")}?...`))) return;
      } else if (c.options.has("t")) await c.p.write(2, `${argv.map(quoteWord).join(" ")}\n`);
      while (running.size >= wish.jobs) await reap();
      if (stop) return;
      const child = await start(c, argv);
      if (typeof child === "number") running.add(child);
      else {
        await c.complain(`${argv[0]}: ${child.strerror}`);
        status = startStatus(child);
        stop = true;
      }
    },
    async finish() {
      while (running.size) await reap();
      return status;
    },
  };
}

/** The command reads /dev/null, so that it leaves xargs's input alone. */
async function start(c: Call, argv: readonly string[]): Promise<ReturnType<typeof startCommand>> {
  const path = c.options.has("o") ? "/dev/tty" : "/dev/null";
  let fd = 0;
  try {
    fd = await c.p.open(path, { read: true });
  } catch (e) {
    if (!isErrno(e)) throw e;
  }
  const child = startCommand(c.p, argv, { fds: { 0: fd, 1: 1, 2: 2 } });
  if (fd !== 0) c.p.close(fd);
  return child;
}
