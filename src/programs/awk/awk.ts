import { isErrno } from "../../std/errno.ts";
import { BadRegex } from "../lib/regex.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { type AwkProgram, AwkSyntaxError, type Rule } from "./ast.ts";
import { type Awk, AwkError, createAwk, Exit, type Flow, NextRecord } from "./interpreter.ts";
import { unescapeAwk } from "./lexer.ts";
import { createMainInput, NoInput } from "./main-input.ts";
import { parseAwk } from "./parser.ts";
import { CannotOpen } from "./streams.ts";
import { fromOutside, isTrue, toNumber } from "./values.ts";
import { arrayOf, WrongKind } from "./variables.ts";

/** Runs a program over records and their fields: mawk (Debian's), or BusyBox's awk. */
export const awk = defineTool(
  {
    name: "awk",
    syntax: { short: "+F:v:f:W:" },
    busybox: { short: "+F:v:f:e:E:" },
    badStatus: 2,
    busyboxBadStatus: 1,
    usage: "[Options] [Program] [file ...]",
    version: "mawk) 1.3.4",
  },
  async (c) => {
    const operands = [...c.operands];
    const text = await programText(c, operands);
    let program: AwkProgram;
    try {
      program = parseAwk(text, c.flavour.busybox);
      checkCalls(program, c);
    } catch (e) {
      if (!(e instanceof AwkSyntaxError) && !(e instanceof BadRegex)) throw e;
      const line = e instanceof AwkSyntaxError ? e.line : 1;
      await c.p.write(
        2,
        c.flavour.pick(
          `${named(c)}: ${e instanceof AwkSyntaxError && e.place === "bare" ? "" : "line "}${line}: ${e.message}\n`,
          `${c.name}: cmd. line:1: ${e.message.includes("never defined") ? "Call to undefined function" : "Unexpected token"}\n`,
        ),
      );
      return c.flavour.pick(2, 1);
    }
    return await run(c, program, operands);
  },
);

/** mawk calls itself by its name without the folder. */
function named(c: Call): string {
  return c.name.split("/").at(-1) ?? "awk";
}

async function programText(c: Call, operands: string[]): Promise<string> {
  const parts: string[] = [];
  for (const f of c.options.found) {
    if (f.name === "e") parts.push(f.value ?? "");
    if (f.name === "W") return await c.fail(`drydock: awk -W is not simulated`, 2);
    if (f.name !== "f" && f.name !== "E") continue;
    try {
      parts.push(c.p.files.readText(f.value === "-" ? "/dev/stdin" : (f.value ?? "")));
    } catch (e) {
      if (!isErrno(e)) throw e;
      await c.fail(
        c.flavour.pick(`cannot open "${f.value}" (${e.strerror})`, `can't open '${f.value}': ${e.strerror}`),
        c.flavour.pick(2, 1),
      );
    }
  }
  if (parts.length) return parts.join("\n");
  const text = operands.shift();
  if (text !== undefined) return text;
  if (c.flavour.busybox) return await c.badUsage(undefined);
  await c.p.write(2, "Usage: mawk [Options] [Program] [file ...]\n");
  return c.leave(0);
}

/** A function that is called but not there is found before the program runs. */
function checkCalls(program: AwkProgram, c: Call): void {
  const calls = JSON.stringify([...program.rules, ...program.functions.values()]).matchAll(
    /"kind":"call","name":"(\w+)"/g,
  );
  for (const [, name = ""] of calls)
    if (!program.functions.has(name))
      throw new AwkSyntaxError(`function ${name} never defined`, c.flavour.busybox ? 1 : 2);
}

async function run(c: Call, program: AwkProgram, operands: readonly string[]): Promise<number> {
  const input = createMainInput(c, {
    operands: () => argv(),
    assign: (name, value) => awk.setVariable(name, fromOutside(unescapeAwk(value))),
    opened(path) {
      awk.setVariable("FILENAME", path);
      awk.setVariable("FNR", 0);
    },
  });
  const awk = createAwk(c, program, input);
  const argv = (): string[] => {
    const array = arrayOf(awk.cell("ARGV"), "ARGV");
    const count = toNumber(awk.variable("ARGC"));
    return Array.from({ length: Math.max(0, count - 1) }, (_, i) => awk.text(array.get(String(i + 1))));
  };
  await setUp(awk, operands);
  const state = { status: 0, failed: false };
  try {
    if (await phases(awk, state)) return state.status;
  } finally {
    if (!state.failed) await awk.streams.closeAll();
  }
  return state.status;
}

async function setUp(awk: Awk, operands: readonly string[]): Promise<void> {
  const { c } = awk;
  const defaults: [string, string | number][] = [
    ["FS", " "],
    ["OFS", " "],
    ["ORS", "\n"],
    ["RS", "\n"],
    ["SUBSEP", "\x1c"],
    ["CONVFMT", "%.6g"],
    ["OFMT", "%.6g"],
    ["NR", 0],
    ["FNR", 0],
    ["RSTART", 0],
    ["RLENGTH", -1],
    ["FILENAME", ""],
    ["ARGC", operands.length + 1],
  ];
  for (const [name, value] of defaults) awk.setVariable(name, value);
  const environ = arrayOf(awk.cell("ENVIRON"), "ENVIRON");
  for (const [name, value] of c.p.env) environ.set(name, fromOutside(value));
  const argv = arrayOf(awk.cell("ARGV"), "ARGV");
  ["awk", ...operands].forEach((word, i) => {
    argv.set(String(i), fromOutside(word));
  });
  const seed = c.p.chance.integer("awk", 2 ** 31);
  awk.random = { seed, state: seed || 1 };
  for (const f of c.options.found) {
    if (f.name === "F") awk.setVariable("FS", f.value === "t" ? "\t" : unescapeAwk(f.value ?? ""));
    if (f.name !== "v") continue;
    const m = /^([A-Za-z_]\w*)=(.*)$/s.exec(f.value ?? "");
    if (!m)
      await c.fail(
        c.flavour.pick(`improper assignment: -v ${f.value}`, `Invalid argument '${f.value}'`),
        c.flavour.pick(2, 1),
      );
    awk.setVariable(m?.[1] ?? "", fromOutside(unescapeAwk(m?.[2] ?? "")));
  }
}

interface State {
  status: number;
  failed: boolean;
}

/** BEGIN, the records, END. Whether it ended in an error. */
async function phases(awk: Awk, state: State): Promise<boolean> {
  const { c } = awk;
  try {
    const { rules } = awk.program;
    const main = rules.filter((r) => r.when !== "begin" && r.when !== "end");
    const ends = rules.filter((r) => r.when === "end");
    let exited = await blocks(
      awk,
      rules.filter((r) => r.when === "begin"),
      state,
    );
    if (!exited && (main.length || ends.length)) exited = await records(awk, main, state);
    // `exit` in BEGIN or a rule still runs END.
    await blocks(awk, ends, state);
    return false;
  } catch (e) {
    if (e instanceof Exit) {
      state.status = e.status ?? state.status;
      return false;
    }
    const words = wordsOf(e, c);
    if (words === undefined) throw e;
    state.failed = true;
    state.status = c.flavour.pick(2, 1);
    if (e instanceof AwkError) await c.out.write(e.printed);
    await c.out.flush();
    await c.p.write(2, words);
    return true;
  }
}

function wordsOf(e: unknown, c: Call): string | undefined {
  if (e instanceof NoInput || e instanceof CannotOpen) return `${named(c)}: ${e.message}\n`;
  if (e instanceof AwkError) {
    return c.flavour.pick(
      `${named(c)}: run time error: ${e.message}\n\tFILENAME="" FNR=0 NR=0\n`,
      `${named(c)}: cmd. line:1: ${e.busybox}\n`,
    );
  }
  if (e instanceof BadRegex)
    return c.flavour.pick(
      `${named(c)}: run time error: regular expression compile failed (${e.message})\n`,
      `${named(c)}: bad regex: ${e.message}\n`,
    );
  if (e instanceof WrongKind)
    return c.flavour.pick(`${named(c)}: ${e.message}\n`, `${named(c)}: cmd. line:1: Not an array\n`);
  return undefined;
}

async function blocks(awk: Awk, rules: readonly Rule[], state: State): Promise<boolean> {
  for (const rule of rules)
    if (rule.body && exits(await caught(() => awk.execute(rule.body ?? { kind: "block", body: [] })), state))
      return true;
  return false;
}

function exits(flow: Flow, state: State): boolean {
  if (typeof flow !== "object" || !("exit" in flow)) return false;
  state.status = flow.exit === undefined ? state.status : flow.exit & 255;
  return true;
}

async function caught(run: () => Promise<Flow>): Promise<Flow> {
  try {
    return await run();
  } catch (e) {
    if (e instanceof Exit) return { exit: e.status };
    if (e instanceof NextRecord) return e.flow;
    throw e;
  }
}

async function records(awk: Awk, rules: readonly Rule[], state: State): Promise<boolean> {
  const open = new Set<Rule>();
  for (let line = await awk.input.next(rs(awk)); line !== null; line = await awk.input.next(rs(awk))) {
    awk.record.setText(line);
    awk.setVariable("NR", toNumber(awk.variable("NR")) + 1);
    awk.setVariable("FNR", toNumber(awk.variable("FNR")) + 1);
    const flow = await caught(() => oneRecord(awk, rules, open));
    if (exits(flow, state)) return true;
    if (flow === "nextfile") awk.input.skipFile();
  }
  return false;
}

function rs(awk: Awk): string {
  return awk.text(awk.variable("RS"));
}

async function oneRecord(awk: Awk, rules: readonly Rule[], open: Set<Rule>): Promise<Flow> {
  for (const rule of rules) {
    if (!(await selects(awk, rule, open))) continue;
    const flow = await awk.execute(rule.body ?? { kind: "print", args: [], to: undefined });
    if (flow !== undefined) return flow;
  }
  return undefined;
}

async function selects(awk: Awk, rule: Rule, open: Set<Rule>): Promise<boolean> {
  if (!rule.pattern) return true;
  if (rule.when !== "range") return isTrue(await awk.evaluate(rule.pattern));
  if (!open.has(rule)) {
    if (!isTrue(await awk.evaluate(rule.pattern))) return false;
    open.add(rule);
  }
  if (rule.until && isTrue(await awk.evaluate(rule.until))) open.delete(rule);
  return true;
}
