import { BadRegex, compileRegex } from "../lib/regex.ts";
import { type Call, defineTool } from "../lib/tool.ts";

class ExprError extends Error {
  constructor(
    message: string,
    readonly busybox: string,
  ) {
    super(message);
  }
}

/** Evaluates its words: integers, strings, comparison, `:` matching. Status 1 for a null or 0 result, 2 for an error. */
export const expr = defineTool(
  { name: "expr", syntax: { short: "" }, badStatus: 2, usage: "EXPRESSION\nOPTION", raw: true },
  async (c) => {
    const words = c.operands[0] === "--" ? c.operands.slice(1) : c.operands;
    if (!words.length) await (c.flavour.busybox ? c.fail("too few arguments", 2) : c.badUsage("missing operand"));
    try {
      const value = evaluate(words);
      await c.out.write(`${value}\n`);
      return value === "" || /^-?0+$/.test(value) ? 1 : 0;
    } catch (e) {
      if (e instanceof ExprError) return await fail(c, e);
      if (e instanceof BadRegex) return await c.fail(e.message, 2);
      throw e;
    }
  },
);

async function fail(c: Call, e: ExprError): Promise<number> {
  await c.complain(c.flavour.pick(e.message, e.busybox), 2);
  return 2;
}

function evaluate(words: readonly string[]): string {
  let at = 0;
  const previous = () => words[at - 1] ?? "";
  const takes = (...operators: string[]) => {
    const word = words[at];
    if (word === undefined || !operators.includes(word)) return undefined;
    at++;
    return word;
  };
  const binary =
    (next: () => string, operators: readonly string[], apply: (a: string, operator: string, b: string) => string) =>
    () => {
      let left = next();
      for (let operator = takes(...operators); operator !== undefined; operator = takes(...operators))
        left = apply(left, operator, next());
      return left;
    };
  const primary = (): string => {
    const word = words[at++];
    if (word === undefined)
      throw new ExprError(`syntax error: missing argument after '${words[at - 2] ?? ""}'`, "syntax error");
    if (word === "(") {
      const value = or();
      if (takes(")") === undefined)
        throw new ExprError(
          at >= words.length
            ? `syntax error: expecting ')' after '${previous()}'`
            : `syntax error: expecting ')' instead of '${words[at]}'`,
          "syntax error",
        );
      return value;
    }
    if (word === ")") throw new ExprError("syntax error: unexpected ')'", "syntax error");
    if (word === "+" && at < words.length) return words[at++] ?? "";
    if (word === "length" && at < words.length) return String([...primary()].length);
    if (word === "match" && at < words.length) return match(primary(), primary());
    if (word === "index" && at < words.length) return indexOf(primary(), primary());
    if (word === "substr" && at < words.length) return substr(primary(), primary(), primary());
    return word;
  };
  const colon = binary(primary, [":"], (a, _o, b) => match(a, b));
  const product = binary(colon, ["*", "/", "%"], arithmetic);
  const sum = binary(product, ["+", "-"], arithmetic);
  const comparison = binary(sum, ["<", "<=", "=", "==", "!=", ">=", ">"], compare);
  const and = binary(comparison, ["&"], (a, _o, b) => (isNull(a) || isNull(b) ? "0" : a));
  const or = binary(and, ["|"], (a, _o, b) => (isNull(a) ? (isNull(b) ? "0" : b) : a));
  const value = or();
  if (at < words.length) throw new ExprError(`syntax error: unexpected argument '${words[at]}'`, "syntax error");
  return value;
}

function isNull(text: string): boolean {
  return text === "" || /^-?0+$/.test(text);
}

function integer(text: string): bigint {
  if (!/^-?\d+$/.test(text)) throw new ExprError("non-integer argument", "non-numeric argument");
  return BigInt(text);
}

function arithmetic(a: string, operator: string, b: string): string {
  const [x, y] = [integer(a), integer(b)];
  if ((operator === "/" || operator === "%") && y === 0n) throw new ExprError("division by zero", "division by zero");
  const result = { "+": () => x + y, "-": () => x - y, "*": () => x * y, "/": () => x / y, "%": () => x % y }[operator];
  return String(result?.() ?? 0n);
}

function compare(a: string, operator: string, b: string): string {
  const numbers = /^-?\d+$/.test(a) && /^-?\d+$/.test(b);
  const order = numbers ? (BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0) : a < b ? -1 : a > b ? 1 : 0;
  const holds = {
    "<": order < 0,
    "<=": order <= 0,
    "=": order === 0,
    "==": order === 0,
    "!=": order !== 0,
    ">=": order >= 0,
    ">": order > 0,
  };
  return holds[operator as keyof typeof holds] ? "1" : "0";
}

/** Matches from the start: the first group's text, or the number of characters matched. */
function match(text: string, pattern: string): string {
  const regex = compileRegex(`^${pattern.replace(/^\^/, "")}`);
  const m = regex.exec(text);
  if (regex.groups) return m?.groups[0] ?? "";
  return String(m ? [...m.text].length : 0);
}

function indexOf(text: string, chars: string): string {
  const at = [...text].findIndex((ch) => chars.includes(ch));
  return String(at + 1);
}

function substr(text: string, position: string, length: string): string {
  if (!/^-?\d+$/.test(position) || !/^-?\d+$/.test(length)) return "";
  const [from, count] = [Number(position), Number(length)];
  return from <= 0 || count <= 0 ? "" : [...text].slice(from - 1, from - 1 + count).join("");
}
