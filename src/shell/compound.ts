import type { Case, CompoundCommand, CompoundList, For, If, Select, Statement, While } from "unbash";
import { evaluate } from "./arithmetic.ts";
import { testExpression } from "./conditional.ts";
import { drive } from "./drive.ts";
import { afterCommand, runStatements } from "./execute.ts";
import { expandArithmetic, expandString, expandWords } from "./expand.ts";
import { complain, tryWrite } from "./messages.ts";
import { parseScript } from "./parse.ts";
import { matches } from "./pattern.ts";
import { selectMenu } from "./select.ts";
import { CommandError, option, type Shell, ShellError, type Tail } from "./shell.ts";
import { forkShell } from "./subshell.ts";
import { trace } from "./trace.ts";
import { runPending } from "./traps.ts";
import { NAME, setText } from "./variables.ts";

type Compound = Exclude<CompoundCommand, { type: "Subshell" }>;

export async function runCompound(sh: Shell, node: Compound): Promise<void> {
  // bash forks inside of compound commands; the others carry "last command" into them.
  const tail: Tail = sh.dialect === "bash" ? "no" : sh.tail;
  sh.tail = "no";
  switch (node.type) {
    case "BraceGroup":
      return runStatements(sh, node.body.commands, tail);
    case "If":
      return runIf(sh, node, tail);
    case "While":
      return runWhile(sh, node);
    case "For":
      return runFor(sh, node);
    case "Select":
      return runSelect(sh, node);
    case "Case":
      return runCase(sh, node, tail);
    case "ArithmeticFor":
      return runArithmeticFor(sh, node.body.commands, headOf(sh, node));
    case "ArithmeticCommand":
      if (sh.dialect !== "bash") return nestedSubshell(sh, node.body);
      sh.pos = node.pos;
      if (option(sh, "xtrace")) await trace(sh, `(( ${node.body} ))`);
      try {
        sh.status = evaluate(sh, await drive(sh, expandArithmetic(sh, node.body))) === 0n ? 1 : 0;
      } catch (e) {
        throw commandFailure(sh, e, "((: ");
      }
      return afterCommand(sh);
    case "TestCommand":
      sh.pos = node.pos;
      if (sh.dialect === "dash") throw new CommandError("[[: not found", 127);
      sh.status = (await testExpression(sh, node.expression)) ? 0 : 1;
      return afterCommand(sh);
  }
}

/** An arithmetic error fails a `((`, `let` or `for ((`, and no more. */
export function commandFailure(sh: Shell, e: unknown, what: string): unknown {
  if (
    sh.dialect === "bash" &&
    e instanceof Error &&
    e.name === "ShellError" &&
    /error token is|substitution/.test(e.message)
  ) {
    return new CommandError(`${what}${e.message}`, 1);
  }
  return e;
}

/** dash and ash know no `((`: two subshells. */
async function nestedSubshell(sh: Shell, body: string): Promise<void> {
  const pid = forkShell(sh, (child) => runStatements(child, parseScript(body).commands, "any"));
  const news = await sh.p.wait(pid);
  sh.status = news?.status.kind === "exited" ? news.status.code : 1;
  await afterCommand(sh);
}

async function condition(sh: Shell, list: CompoundList): Promise<boolean> {
  sh.conditions++;
  try {
    await runStatements(sh, list.commands, "no");
  } finally {
    sh.conditions--;
  }
  return sh.status === 0;
}

async function runIf(sh: Shell, node: If, tail: Tail): Promise<void> {
  for (const branch of [node, ...node.elif]) {
    const holds = await condition(sh, branch.clause);
    if (sh.unwind) return;
    if (holds) return runStatements(sh, branch.then.commands, tail);
  }
  if (node.else) return runStatements(sh, node.else.commands, tail);
  sh.status = 0;
}

/** After a round of a loop: whether it ends. Takes `break` and `continue` that mean this loop. */
async function loopEnds(sh: Shell): Promise<boolean> {
  await sh.p.tick();
  if (sh.pending.size) await runPending(sh);
  const { unwind } = sh;
  if (!unwind) return false;
  if (unwind.kind !== "break" && unwind.kind !== "continue") return true;
  if (unwind.depth > 1) {
    unwind.depth--;
    return true;
  }
  sh.unwind = undefined;
  return unwind.kind === "break";
}

async function runWhile(sh: Shell, node: While): Promise<void> {
  let status = 0;
  sh.loopDepth++;
  try {
    for (;;) {
      const holds = await condition(sh, node.clause);
      if (sh.unwind) {
        if (await loopEnds(sh)) break;
        continue;
      }
      if (holds !== (node.kind === "while")) break;
      await runStatements(sh, node.body.commands, "no");
      status = sh.status;
      if (await loopEnds(sh)) break;
    }
  } finally {
    sh.loopDepth--;
  }
  if (!sh.unwind) sh.status = status;
}

async function runFor(sh: Shell, node: For): Promise<void> {
  sh.pos = node.pos;
  const name = node.name.text;
  const values = node.wordlist ? await drive(sh, expandWords(sh, node.wordlist)) : [...sh.positional];
  if (!NAME.test(name)) {
    if (sh.dialect !== "bash")
      throw new ShellError(
        sh.dialect === "dash" ? "Syntax error: Bad for loop variable" : "syntax error: bad for loop variable",
        "exit",
        2,
      );
    await complain(sh, `\`${name}': not a valid identifier`);
    sh.status = 1;
    return;
  }
  sh.status = 0;
  sh.loopDepth++;
  try {
    for (const value of values) {
      if (option(sh, "xtrace") && sh.dialect === "bash") {
        const words = node.wordlist ? ` in ${node.wordlist.map((w) => w.text).join(" ")}` : ' in "$@"';
        await trace(sh, `for ${name}${words}`);
      }
      setText(sh, name, value);
      await runStatements(sh, node.body.commands, "no");
      if (await loopEnds(sh)) break;
    }
  } finally {
    sh.loopDepth--;
  }
}

async function runSelect(sh: Shell, node: Select): Promise<void> {
  const values = node.wordlist ? await drive(sh, expandWords(sh, node.wordlist)) : [...sh.positional];
  if (values.length === 0) {
    sh.status = 0;
    return;
  }
  sh.loopDepth++;
  try {
    for (let menu = true; ; ) {
      const choice = await selectMenu(sh, values, menu);
      if (choice === undefined) {
        await tryWrite(sh, 1, "\n");
        sh.status = 1;
        return;
      }
      menu = choice === "";
      if (menu) continue;
      setText(sh, "REPLY", choice);
      setText(sh, node.name.text, values[Number(choice) - 1] ?? "");
      await runStatements(sh, node.body.commands, "no");
      if (await loopEnds(sh)) return;
    }
  } finally {
    sh.loopDepth--;
  }
}

async function runCase(sh: Shell, node: Case, tail: Tail): Promise<void> {
  sh.pos = node.pos;
  const word = await drive(sh, expandString(sh, node.word));
  if (option(sh, "xtrace") && sh.dialect === "bash") await trace(sh, `case ${node.word.text} in`);
  sh.status = 0;
  let through = false;
  for (const item of node.items) {
    let hit = through;
    for (const pattern of item.pattern) {
      if (hit) break;
      const options = { extglob: sh.shopts.has("extglob"), ignoreCase: sh.shopts.has("nocasematch") };
      hit = matches(word, await drive(sh, expandString(sh, pattern, "pattern")), options);
    }
    if (!hit) continue;
    const ends = item.terminator !== ";&" && item.terminator !== ";;&";
    await runStatements(sh, item.body.commands, ends ? tail : "no");
    if (ends || sh.unwind) return;
    through = item.terminator === ";&";
  }
}

interface Head {
  readonly start: string;
  readonly test: string;
  readonly step: string;
}

/** The three expressions of `for ((a; b; c))`, as they stand in the text. */
function headOf(sh: Shell, node: { readonly pos: number; readonly body: { readonly pos: number } }): Head {
  const text = sh.unit.text.slice(node.pos, node.body.pos);
  const open = text.indexOf("((") + 2;
  const [start = "", test = "", step = ""] = text.slice(open, text.lastIndexOf("))")).split(";");
  return { start, test, step };
}

async function runArithmeticFor(sh: Shell, body: readonly Statement[], head: Head): Promise<void> {
  const value = async (text: string) => {
    if (option(sh, "xtrace") && text.trim()) await trace(sh, `(( ${text.trim()} ))`);
    try {
      return evaluate(sh, await drive(sh, expandArithmetic(sh, text)));
    } catch (e) {
      throw commandFailure(sh, e, "((: ");
    }
  };
  sh.status = 0;
  let status = 0;
  await value(head.start);
  sh.loopDepth++;
  try {
    while (head.test.trim() === "" || (await value(head.test)) !== 0n) {
      await runStatements(sh, body, "no");
      status = sh.status;
      if (await loopEnds(sh)) break;
      await value(head.step);
    }
  } finally {
    sh.loopDepth--;
  }
  if (!sh.unwind) sh.status = status;
}
