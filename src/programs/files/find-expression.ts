import type { Stat } from "../../filesystem/files.ts";
import type { Process } from "../../kernel/process.ts";
import type { Micros } from "../../std/time.ts";
import type { Flavour } from "../lib/flavour.ts";
import type { Output } from "../lib/output.ts";
import { createAction } from "./find-actions.ts";
import { createTest } from "./find-tests.ts";

/** A file that is looked at. */
export interface FoundFile {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly stat: Stat;
  /** Set by -prune: do not go into this folder. */
  prune: boolean;
}

export interface FindContext {
  readonly p: Process;
  readonly flavour: Flavour;
  readonly out: Output;
  readonly now: Micros;
  quit: boolean;
  status: number;
  depthFirst: boolean;
  maxDepth: number;
  minDepth: number;
  sameDevice: boolean;
  follow: "never" | "operands" | "always";
  /** -regextype: extended expressions behind it. */
  extended: boolean;
  complain(text: string): Promise<void>;
}

export type Match = (file: FoundFile) => Promise<boolean>;

/** What is wrong with an expression, in GNU's and in BusyBox's words. */
export class BadFind extends Error {
  override readonly name = "BadFind";
  constructor(
    message: string,
    readonly busybox: string,
    readonly usage = false,
  ) {
    super(message);
  }
}

/** Reads the words behind a test: throws when there are too few. */
export type Take = () => string;

/** Parses the expression behind the paths; without an action the action is -print. Throws BadFind. */
export function parseFind(words: readonly string[], context: FindContext): { match: Match; finish(): Promise<void> } {
  let at = 0;
  let acts = false;
  const finishers: (() => Promise<void>)[] = [];

  const or = (): Match => {
    let left = and();
    while (words[at] === "-o" || words[at] === "-or") {
      at++;
      const [a, b] = [left, and()];
      left = async (file) => (await a(file)) || (await b(file));
    }
    return left;
  };
  const and = (): Match => {
    let left = not();
    for (;;) {
      const word = words[at];
      if (word === undefined || word === "-o" || word === "-or" || word === ")" || word === ",") return left;
      if (word === "-a" || word === "-and") at++;
      const [a, b] = [left, not()];
      left = async (file) => (await a(file)) && (await b(file));
    }
  };
  const not = (): Match => {
    if (words[at] !== "!" && words[at] !== "-not") return primary();
    const operator = words[at++] ?? "!";
    if (at >= words.length)
      throw new BadFind(`expected an expression after \`${operator}'`, `${operator} requires an argument`);
    const inner = not();
    return async (file) => !(await inner(file));
  };
  const primary = (): Match => {
    const word = words[at++];
    if (word === undefined) throw new BadFind("expected an expression", "bad expression");
    if (word === "(") {
      const inner = or();
      if (words[at++] !== ")")
        throw new BadFind(
          "invalid expression; I was expecting to find a ')' somewhere but did not see one.",
          "bad expression",
        );
      return inner;
    }
    const take: Take = () => {
      const value = words[at++];
      if (value === undefined) throw new BadFind(`missing argument to \`${word}'`, `${word} requires an argument`);
      return value;
    };
    const skip = (count: number) => {
      at += count;
    };
    const rest = { take, words: () => words.slice(at), skip };
    const action = createAction(word, context, rest);
    if (action) {
      acts ||= action.acts;
      if (action.finish) finishers.push(action.finish);
      return action.match;
    }
    const test = createTest(word, context, take);
    if (test) return test;
    if (!word.startsWith("-"))
      throw new BadFind(`paths must precede expression: \`${word}'`, `unrecognized: ${word}`, true);
    throw new BadFind(`unknown predicate \`${word}'`, `unrecognized: ${word}`, true);
  };
  const everything: Match = async () => true;
  const match = words.length ? or() : everything;
  if (words[at] === ")") throw new BadFind("invalid expression; you have too many ')'", "bad expression");
  const print: Match = async (file) => {
    await context.out.write(`${file.path}\n`);
    return true;
  };
  return {
    match: acts ? match : async (file) => (await match(file)) && (await print(file)),
    async finish() {
      for (const run of finishers) await run();
    },
  };
}
