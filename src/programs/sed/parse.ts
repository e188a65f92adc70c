import { BadRegex, compileRegex, type Regex } from "../lib/regex.ts";
import { parseReplacement } from "./replacement.ts";
import { type Address, BadScript, type Command, type Substitution } from "./script.ts";

export interface ScriptPart {
  readonly text: string;
  /** `-e expression #1` or `file x line`. */
  readonly origin: "expression" | "file";
  readonly name: string;
}

/** Parses the parts of a script, which run on as lines of one. Throws BadScript. */
export function parseScript(parts: readonly ScriptPart[], extended: boolean, busybox: boolean): Command[] {
  const commands: Command[] = [];
  const open: number[] = [];
  parts.forEach((part, i) => {
    // An `a\` at the end of one -e takes the next one as its text.
    const joined = joinContinued(parts, i);
    if (joined !== undefined) createParser(part, joined, i + 1, { extended, busybox }, commands, open).run();
  });
  if (open.length) throw new BadScript("-e expression #1, char 0: unmatched `{'", "unmatched {");
  resolveLabels(commands);
  return commands;
}

function joinContinued(parts: readonly ScriptPart[], i: number): string | undefined {
  const continues = (text: string | undefined) => text !== undefined && /(?:^|[^\\])(?:\\\\)*\\$/.test(text);
  if (i > 0 && continues(parts[i - 1]?.text)) return undefined;
  let text = parts[i]?.text ?? "";
  for (let next = i + 1; continues(text) && next < parts.length; next++) text += `\n${parts[next]?.text ?? ""}`;
  return text;
}

function resolveLabels(commands: Command[]): void {
  const labels = new Map<string, number>();
  commands.forEach((command, i) => {
    if (command.name === ":") labels.set(command.text, i);
  });
  for (const command of commands) {
    if (!"btT".includes(command.name)) continue;
    if (command.text === "") command.target = commands.length;
    else {
      const target = labels.get(command.text);
      if (target === undefined)
        throw new BadScript(
          `can't find label for jump to \`${command.text}'`,
          `can't find label for jump to '${command.text}'`,
          4,
        );
      command.target = target;
    }
  }
}

function createParser(
  part: ScriptPart,
  text: string,
  number: number,
  { extended, busybox }: { extended: boolean; busybox: boolean },
  commands: Command[],
  open: number[],
) {
  let at = 0;

  const bad = (message: string, busybox: string, char = at): BadScript => {
    if (part.origin === "expression")
      return new BadScript(`-e expression #${number}, char ${char}: ${message}`, busybox);
    const line = text.slice(0, char).split("\n").length;
    return new BadScript(`file ${part.name} line ${line}: ${message}`, busybox);
  };
  const skip = (chars: RegExp) => {
    while (at < text.length && chars.test(text[at] ?? "")) at++;
  };
  const run = () => {
    for (;;) {
      skip(/[\s;]/);
      if (at >= text.length) return;
      if (text[at] === "#") {
        while (at < text.length && text[at] !== "\n") at++;
        continue;
      }
      command();
    }
  };

  const command = () => {
    const first = address();
    let second: Address | undefined;
    skip(/[ \t]/);
    if (first && text[at] === ",") {
      at++;
      skip(/[ \t]/);
      second = secondAddress();
      if (!second) throw bad("unexpected `,'", "no address after comma", at + 1);
    }
    skip(/[ \t]/);
    let negated = false;
    while (text[at] === "!") {
      negated = true;
      at++;
      skip(/[ \t]/);
    }
    const name = text[at++];
    if (name === undefined) throw bad("missing command", "missing command");
    const base = {
      first,
      second,
      negated,
      name,
      text: "",
      substitution: undefined,
      map: undefined,
      target: 0,
      range: { open: false, end: 0 },
    };
    commands.push({ ...base, ...details(name, first, second) });
  };

  const details = (name: string, first: Address | undefined, second: Address | undefined): Partial<Command> => {
    switch (name) {
      case "{":
        open.push(commands.length);
        return {};
      case "}": {
        if (first) throw bad("} doesn't want any addresses", "unexpected }");
        const start = open.pop();
        const opener = start === undefined ? undefined : commands[start];
        if (!opener) throw bad("unexpected `}'", "unexpected }");
        opener.target = commands.length;
        ended();
        return {};
      }
      case ":": {
        if (first) throw bad(": doesn't want any addresses", ": doesn't want any addresses");
        const label = word(/[^\n;]/);
        if (label === "") throw bad('":" lacks a label', '":" lacks a label', at);
        return { text: label };
      }
      case "b":
      case "t":
      case "T":
        return { text: word(/[^\n;}]/) };
      case "a":
      case "i":
      case "c":
        return { text: insertion() };
      case "r":
      case "R":
      case "w":
      case "W": {
        const file = word(/[^\n]/);
        if (file === "") throw bad("missing filename in r/R/w/W commands", "empty filename");
        return { text: file };
      }
      case "q":
      case "Q":
        if (second) throw bad("command only uses one address", "command only uses one address");
        return countArgument();
      case "l":
      case "L":
        return countArgument();
      case "s":
        return { substitution: substitution() };
      case "y":
        return { map: transliteration() };
      case "=":
      case "d":
      case "D":
      case "g":
      case "G":
      case "h":
      case "H":
      case "n":
      case "N":
      case "p":
      case "P":
      case "x":
      case "z":
      case "F":
        ended();
        return {};
      case "e":
        return { text: word(/[^\n]/) };
      default:
        throw bad(`unknown command: \`${name}'`, `unsupported command ${name}`);
    }
  };

  /** Only blanks, `;`, `}` or a comment may follow. */
  const ended = () => {
    skip(/[ \t]/);
    if (at < text.length && !/[\n;}#]/.test(text[at] ?? ""))
      throw bad("extra characters after command", "extra characters after command", at + 1);
  };
  const countArgument = (): Partial<Command> => {
    skip(/[ \t]/);
    if (busybox && /\d/.test(text[at] ?? "")) throw bad("", "missing command");
    const m = /^\d*/.exec(text.slice(at));
    at += m?.[0].length ?? 0;
    ended();
    return { text: m?.[0] ?? "" };
  };
  const word = (chars: RegExp): string => {
    skip(/[ \t]/);
    const start = at;
    skip(chars);
    return text.slice(start, at).trimEnd();
  };

  /** `a\` and lines, each but the last ending in a backslash; or GNU's `a text` on one line. */
  const insertion = (): string => {
    skip(/[ \t]/);
    if (at >= text.length) throw bad("expected \\ after `a', `c' or `i'", "expected \\ after a, c or i");
    if (text[at] === "\\") {
      at++;
      skip(/[ \t]/);
      if (text[at] === "\n") at++;
      else if (at >= text.length) throw bad("expected \\ after `a', `c' or `i'", "expected \\ after a, c or i");
    }
    let out = "";
    while (at < text.length && text[at] !== "\n") {
      if (text[at] === "\\" && at + 1 < text.length) at++;
      out += text[at++];
    }
    at++;
    return `${out}\n`;
  };

  const address = (): Address | undefined => {
    const c = text[at] ?? "";
    if (/\d/.test(c)) {
      const first = number_();
      if (text[at] !== "~") {
        if (first === 0 && text[at] !== ",")
          throw bad("invalid usage of line address 0", "invalid usage of line address 0", at + 1);
        return { kind: "line", line: first };
      }
      if (busybox) throw bad("", "unsupported command ~");
      at++;
      return { kind: "step", first, step: number_() };
    }
    if (c === "$") {
      at++;
      return { kind: "last" };
    }
    if (c !== "/" && c !== "\\") return undefined;
    if (c === "\\") at++;
    const delimiter = text[at++] ?? "/";
    const pattern = delimited(delimiter, true);
    if (pattern === undefined) throw bad("unterminated address regex", `unmatched '${delimiter}'`, text.length);
    let flags = "";
    if (busybox && /[IM]/.test(text[at] ?? "")) throw bad("", `unsupported command ${text[at]}`);
    while (/[IM]/.test(text[at] ?? "")) flags += text[at++];
    return { kind: "regex", regex: compile(pattern, flags) };
  };
  const secondAddress = (): Address | undefined => {
    if (text[at] === "+") {
      at++;
      return { kind: "plus", count: number_() };
    }
    if (text[at] === "~") {
      at++;
      return { kind: "multiple", of: number_() };
    }
    return address();
  };
  const number_ = (): number => {
    const digits = /^\d*/.exec(text.slice(at))?.[0] ?? "";
    at += digits.length;
    return Number(digits);
  };

  /** Up to the delimiter, whose escaped form stands for itself; undefined when there is none. `\n` stays for the regex. */
  const delimited = (delimiter: string, regex: boolean): string | undefined => {
    let out = "";
    let bracket = false;
    while (at < text.length) {
      const c = text[at] ?? "";
      if (c === "\\" && at + 1 < text.length) {
        const next = text[at + 1] ?? "";
        out +=
          next === delimiter && !bracket ? (regex && /[.*[\]^$+?(){}|]/.test(next) ? `\\${next}` : next) : c + next;
        at += 2;
        continue;
      }
      if (regex && c === "[" && !bracket) bracket = closesBracket(text, at);
      else if (regex && c === "]" && bracket) bracket = false;
      else if (c === delimiter && !bracket) {
        at++;
        return out;
      }
      out += c;
      at++;
    }
    return undefined;
  };

  const compile = (pattern: string, flags: string): Regex | undefined => {
    if (pattern === "") return undefined;
    try {
      return compileRegex(pattern, {
        extended,
        escapes: true,
        ignoreCase: flags.includes("I"),
        multiline: flags.includes("M"),
      });
    } catch (e) {
      if (!(e instanceof BadRegex)) throw e;
      throw bad(e.message, `bad regex '${pattern}': ${e.message}`);
    }
  };

  const substitution = (): Substitution => {
    const delimiter = text[at++] ?? "";
    const pattern = delimiter === "" ? undefined : delimited(delimiter, true);
    const replacement = pattern === undefined ? undefined : delimited(delimiter, false);
    if (pattern === undefined || replacement === undefined)
      throw bad("unterminated `s' command", `unmatched '${delimiter}'`, text.length);
    const flags = { global: false, nth: 1, print: false, evaluate: false, letters: "" };
    let file: string | undefined;
    for (;;) {
      const c = text[at] ?? "";
      if (c === "g") flags.global = true;
      else if (c === "p") flags.print = true;
      else if (c === "e") flags.evaluate = true;
      else if (/[iI]/.test(c)) flags.letters += "I";
      else if (/[mM]/.test(c)) flags.letters += "M";
      else if (/\d/.test(c)) {
        flags.nth = number_();
        if (flags.nth === 0)
          throw bad("number option to `s' command may not be zero", "bad option in substitution expression");
        continue;
      } else if (c === "w") {
        at++;
        file = word(/[^\n]/);
        break;
      } else break;
      at++;
    }
    skip(/[ \t]/);
    if (at < text.length && !/[\n;}#]/.test(text[at] ?? ""))
      throw bad("unknown option to `s'", "bad option in substitution expression", at + 1);
    const regex = compile(pattern, flags.letters);
    const parts = parseReplacement(replacement);
    for (const p of parts)
      if (p.kind === "group" && regex && p.group > regex.groups)
        throw bad(
          `invalid reference \\${p.group} on \`s' command's RHS`,
          `invalid reference \\${p.group} on s command's RHS`,
        );
    return {
      regex,
      replacement: parts,
      global: flags.global,
      nth: flags.nth,
      print: flags.print,
      evaluate: flags.evaluate,
      file,
    };
  };

  const transliteration = (): ReadonlyMap<string, string> => {
    const delimiter = text[at++] ?? "";
    const from = delimited(delimiter, false);
    const to = from === undefined ? undefined : delimited(delimiter, false);
    if (from === undefined || to === undefined)
      throw bad("unterminated `y' command", `unmatched '${delimiter}'`, text.length);
    const plain = (s: string) => [...s.replace(/\\(.)/gs, (_, c: string) => (c === "n" ? "\n" : c === "t" ? "\t" : c))];
    const [a, b] = [plain(from), plain(to)];
    if (a.length !== b.length)
      throw bad("strings for `y' command are different lengths", "y command strings have different lengths");
    ended();
    return new Map(a.map((c, i) => [c, b[i] ?? c]));
  };
  return { run };
}

/** Whether a `[` opens a bracket expression that is closed further on. */
function closesBracket(text: string, at: number): boolean {
  return /^\[\^?\]?(?:\[[:.=][^\]]*[:.=]\]|[^\]])*\]/.test(text.slice(at));
}
