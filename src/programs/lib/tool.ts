import type { Process } from "../../kernel/process.ts";
import { BareError } from "../../std/bare-error.ts";
import { isErrno } from "../../std/errno.ts";
import { type Flavour, GNU, type Tool } from "./flavour.ts";
import { BadOption, type Options, optionsOf, parseOptions, type Syntax } from "./options.ts";
import { createOutput, type Output } from "./output.ts";
import { quoteAlways, quoteIfNeeded, quoteLocale } from "./quote.ts";

/** One run of a tool: its command line, its output and the ways to complain. */
export interface Call {
  readonly p: Process;
  readonly flavour: Flavour;
  /** As messages name the program: argv[0], without its folders for GNU coreutils and BusyBox. */
  readonly name: string;
  readonly options: Options;
  readonly operands: readonly string[];
  readonly out: Output;
  /** What the tool exits with unless it returns a status. */
  status: number;
  /** Prints `NAME: text` on stderr; the status becomes 1 (or `status`). */
  complain(text: string, status?: number): Promise<void>;
  /** Complains and leaves. */
  fail(text: string, status?: number): Promise<never>;
  /** A wrong command line: GNU points to --help, BusyBox prints its usage (without the complaint where it has none). */
  badUsage(gnu: string | undefined, busybox?: string): Promise<never>;
  /** Leaves with this status. */
  leave(status: number): never;
  /** GNU's three ways to quote a name in a message (see quote.ts). */
  quote(text: string): string;
  quoteAlways(text: string): string;
  quoteIfNeeded(text: string): string;
}

export interface ToolSpec {
  readonly name: string;
  readonly syntax: Syntax;
  /** Where BusyBox takes other options. */
  readonly busybox?: Syntax;
  /** The status of a wrong command line, 1 unless told. */
  readonly badStatus?: number;
  readonly busyboxBadStatus?: number;
  /** GNU's `Usage:` line behind the name. */
  readonly usage: string;
  /** A wrong command line is answered with the usage instead of a pointer to --help. */
  readonly printsUsage?: boolean;
  /** What `--version` calls the package; GNU coreutils by default. */
  readonly version?: string;
  /** Old spellings (`head -5`) to today's. */
  readonly rewrite?: (args: readonly string[]) => readonly string[];
  /** For tools that take every word as it is (echo, expr, test): no option is looked for. */
  readonly raw?: boolean;
}

class Leave extends BareError {
  override readonly name = "Leave";
  constructor(readonly status: number) {
    super(`status ${status}`);
  }
}

const HELP = { help: "--help", version: "--version" };

/** Makes a program of what a tool does: parses its options, flushes its output, and words what goes wrong. */
export function defineTool(spec: ToolSpec, run: (c: Call) => Promise<number | undefined>): Tool {
  const gnuSyntax = withHelp(spec.syntax);
  const busyboxSyntax = withHelp(spec.busybox ?? spec.syntax);
  return async (p, flavour = GNU) => {
    const argv0 = p.argv[0] ?? spec.name;
    const coreutils = spec.version === undefined && !spec.printsUsage;
    const name = flavour.busybox || coreutils ? (argv0.split("/").at(-1) ?? spec.name) : argv0;
    const out = createOutput(p, 1);
    const badStatus = (flavour.busybox ? (spec.busyboxBadStatus ?? spec.badStatus) : spec.badStatus) ?? 1;
    try {
      const parsed = await parse(spec, flavour.busybox ? busyboxSyntax : gnuSyntax, p, flavour, argv0, badStatus);
      const c = new ToolCall(spec, p, flavour, name, parsed, out, badStatus);
      if (!spec.raw && !flavour.busybox && parsed.has("--help")) return await help(spec, c);
      if (!spec.raw && !flavour.busybox && parsed.has("--version")) return await version(spec, c);
      if (!spec.raw && flavour.busybox && parsed.has("--help")) {
        await p.write(1, await busyboxUsage(p, flavour, spec.name));
        return 0;
      }
      const status = (await run(c)) ?? c.status;
      await out.flush();
      return status;
    } catch (e) {
      if (e instanceof Leave) return await lastFlush(p, out, name, e.status);
      if (!isErrno(e)) throw e;
      if (e.code === "EPIPE") return await brokenPipe(p, name);
      await lastFlush(p, out, name, 1);
      await p.write(2, `${name}: ${e.path === undefined ? "" : `${e.path}: `}${e.strerror}\n`);
      return 1;
    }
  };
}

/** Flushes what is left; a reader that is gone changes the status alone. */
async function lastFlush(p: Process, out: Output, name: string, status: number): Promise<number> {
  try {
    await out.flush();
    return status;
  } catch (e) {
    if (!isErrno(e, "EPIPE")) throw e;
    return await brokenPipe(p, name);
  }
}

async function brokenPipe(p: Process, name: string): Promise<number> {
  await p.write(2, `${name}: write error: Broken pipe\n`);
  return 1;
}

function withHelp(syntax: Syntax): Syntax {
  return { short: syntax.short, long: { ...syntax.long, ...HELP } };
}

async function parse(
  spec: ToolSpec,
  syntax: Syntax,
  p: Process,
  flavour: Flavour,
  argv0: string,
  badStatus: number,
): Promise<Options> {
  const args = p.argv.slice(1);
  if (spec.raw) return optionsOf([], args);
  try {
    return parseOptions(syntax, spec.rewrite?.(args) ?? args);
  } catch (e) {
    if (!(e instanceof BadOption)) throw e;
    await p.write(2, `${argv0}: ${flavour.libc === "musl" ? muslWording(e.message) : e.message}\n`);
    await p.write(2, flavour.busybox ? await busyboxUsage(p, flavour, spec.name) : tryHelp(spec, argv0));
    throw new Leave(badStatus);
  }
}

/** musl's getopt: `unrecognized option: Z`, `option requires an argument: w`. */
function muslWording(message: string): string {
  return message
    .replace(/^(?:invalid|unrecognized) option (?:-- )?'(?:--)?(.*)'$/s, "unrecognized option: $1")
    .replace(/^option requires an argument -- '(.)'$/u, "option requires an argument: $1")
    .replace(/^option '--(.*)' requires an argument$/, "option requires an argument: $1");
}

/** A class, because every process of a tool has one. */
class ToolCall implements Call {
  status = 0;

  constructor(
    private readonly spec: ToolSpec,
    readonly p: Process,
    readonly flavour: Flavour,
    readonly name: string,
    readonly options: Options,
    readonly out: Output,
    private readonly badStatus: number,
  ) {}

  get operands(): readonly string[] {
    return this.options.operands;
  }

  async complain(text: string, status = 1): Promise<void> {
    this.status = status;
    await this.p.write(2, `${this.name}: ${text}\n`);
  }

  async fail(text: string, status = 1): Promise<never> {
    await this.complain(text, status);
    throw new Leave(status);
  }

  async badUsage(gnu: string | undefined, busybox?: string): Promise<never> {
    const { badStatus, flavour, p, spec } = this;
    const text = flavour.busybox ? busybox : gnu;
    if (text !== undefined) await this.complain(text, badStatus);
    await p.write(
      2,
      flavour.busybox ? await busyboxUsage(p, flavour, spec.name) : tryHelp(spec, p.argv[0] ?? spec.name),
    );
    throw new Leave(badStatus);
  }

  leave(status: number): never {
    throw new Leave(status);
  }

  quote(text: string): string {
    return quoteLocale(this.p.env, text);
  }

  quoteAlways(text: string): string {
    return quoteAlways(this.p.env, text);
  }

  quoteIfNeeded(text: string): string {
    return quoteIfNeeded(this.p.env, text);
  }
}

function tryHelp(spec: ToolSpec, name: string): string {
  if (spec.printsUsage) return usageLines(spec, name);
  const hint = `Try '${name} --help' for more information.\n`;
  if (spec.name === "tar") return `Try '${name} --help' or '${name} --usage' for more information.\n`;
  if (spec.name === "sed") return `Usage: ${name} ${spec.usage}\n\n`;
  return spec.name === "grep" ? `Usage: grep ${spec.usage}\n${hint}` : hint;
}

/** The usage as the account tools lay it out. */
function usageLines(spec: ToolSpec, name: string): string {
  return `Usage: ${name} ${spec.usage.replaceAll("\n", `\n       ${name} `)}\n`;
}

async function help(spec: ToolSpec, c: Call): Promise<number> {
  const called = c.p.argv[0] ?? spec.name;
  await c.out.write(
    spec.printsUsage
      ? usageLines(spec, c.name)
      : `Usage: ${called} ${spec.usage.replaceAll("\n", `\n  or:  ${called} `)}\n`,
  );
  await c.out.flush();
  return 0;
}

async function version(spec: ToolSpec, c: Call): Promise<number> {
  await c.out.write(`${spec.name} (${spec.version ?? "GNU coreutils) 9.7"}\n`);
  await c.out.flush();
  return 0;
}

async function busyboxUsage(p: Process, flavour: Flavour, name: string): Promise<string> {
  const { usageOf } = await p.load(() => import("./busybox-usage.ts"));
  return usageOf(flavour, name);
}
