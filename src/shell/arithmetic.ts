import { ArithmeticError, apply, constant, truth, wrap } from "./integers.ts";
import { fatal, option, type Shell, ShellError } from "./shell.ts";
import { elementOf, setElement, setText, textOf, valueOf } from "./variables.ts";

/*
 * Arithmetic on 64-bit integers, over a text whose `$` expansions were done before. The text is compiled once to
 * closures and kept: a loop's `i + 1` costs a look-up.
 */

type Eval = (sh: Shell) => bigint;

const BINARY: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];
const TOKEN =
  /\s*(?:(0[xX][0-9a-fA-F]+|\d+#[\w@]+|\d\w*)|([A-Za-z_]\w*)|(\*\*|<<=|>>=|[-+*/%&|^]=(?!=)|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%<>=!~?:,&|^()[\]]))/y;

interface Target {
  readonly name: string;
  readonly subscript: string | undefined;
}

/** Compiles a text by recursive descent; one function a precedence. */
function compile(text: string, dash: boolean): Eval {
  let at = 0;
  let token = "";
  let kind: "number" | "name" | "operator" | "end" = "end";
  let start = 0;

  const next = () => {
    TOKEN.lastIndex = at;
    const m = TOKEN.exec(text);
    if (!m) {
      const rest = /\s*/y;
      rest.lastIndex = at;
      rest.exec(text);
      start = rest.lastIndex;
      token = text.slice(start);
      kind = token === "" ? "end" : "operator";
      if (kind === "operator")
        throw new ArithmeticError("syntax error: invalid arithmetic operator", token, "expecting EOF");
      return;
    }
    token = m[1] ?? m[2] ?? m[3] ?? "";
    kind = m[1] !== undefined ? "number" : m[2] !== undefined ? "name" : "operator";
    if (dash && (token === "++" || token === "--" || token === "**")) token = token[0] ?? "";
    start = TOKEN.lastIndex - (m[1] ?? m[2] ?? m[3] ?? "").length;
    at = start + token.length;
  };
  const is = (...ops: string[]) => kind === "operator" && ops.includes(token);
  const operand = () => {
    // bash names the operator before the missing operand.
    const rest = text.slice(start).trim() === "" ? text.slice(lastOperator) : text.slice(start);
    return new ArithmeticError("syntax error: operand expected", rest);
  };
  let lastOperator = 0;

  const comma = (): Eval => {
    let left = assignment();
    while (is(",") && !dash) {
      lastOperator = start;
      next();
      const l = left;
      const right = assignment();
      left = (sh) => {
        l(sh);
        return right(sh);
      };
    }
    return left;
  };
  const assignment = (): Eval => {
    if (kind === "name") {
      const mark = { at, token, kind, start };
      const target = readTarget();
      if (is("=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=")) {
        const op = token.slice(0, -1);
        lastOperator = start;
        next();
        const rest = text.slice(start);
        const value = assignment();
        return (sh) => write(sh, target, op ? apply(op, read(sh, target), value(sh), rest) : value(sh));
      }
      ({ at, token, kind, start } = mark);
    }
    return conditional();
  };
  const conditional = (): Eval => {
    const test = binary(0);
    if (!is("?")) return test;
    lastOperator = start;
    next();
    const yes = comma();
    if (!is(":"))
      throw new ArithmeticError("`:' expected for conditional expression", text.slice(lastOperator), "expecting ':'");
    lastOperator = start;
    next();
    const no = conditional();
    return (sh) => (test(sh) ? yes(sh) : no(sh));
  };
  const binary = (level: number): Eval => {
    const ops = BINARY[level];
    if (!ops) return power();
    let left = binary(level + 1);
    while (is(...ops)) {
      const op = token;
      lastOperator = start;
      next();
      const rest = text.slice(start);
      const l = left;
      const right = binary(level + 1);
      if (op === "||") left = (sh) => truth(l(sh) !== 0n || right(sh) !== 0n);
      else if (op === "&&") left = (sh) => truth(l(sh) !== 0n && right(sh) !== 0n);
      else left = (sh) => apply(op, l(sh), right(sh), rest);
    }
    return left;
  };
  const power = (): Eval => {
    const base = unary();
    if (dash || !is("**")) return base;
    lastOperator = start;
    next();
    const rest = text.slice(start);
    const exponent = power();
    return (sh) => apply("**", base(sh), exponent(sh), rest);
  };
  const unary = (): Eval => {
    if (is("++", "--")) {
      const step = token === "++" ? 1n : -1n;
      const sign = token[0];
      lastOperator = start;
      next();
      if (kind === "name" && !dash) {
        const target = readTarget();
        return (sh) => write(sh, target, read(sh, target) + step);
      }
      const value = unary();
      return sign === "-" ? (sh) => wrap(-wrap(-value(sh))) : value;
    }
    if (is("+", "-", "!", "~")) {
      const op = token;
      lastOperator = start;
      next();
      const value = unary();
      if (op === "-") return (sh) => wrap(-value(sh));
      if (op === "!") return (sh) => truth(value(sh) === 0n);
      if (op === "~") return (sh) => ~value(sh);
      return value;
    }
    return primary();
  };
  const primary = (): Eval => {
    if (is("(")) {
      lastOperator = start;
      next();
      const inner = comma();
      if (!is(")")) throw new ArithmeticError("missing `)'", text.slice(lastOperator), "expecting ')'");
      next();
      return inner;
    }
    if (kind === "number") {
      const value = constant(token, text.slice(start), dash);
      next();
      return () => value;
    }
    if (kind === "name") {
      const target = readTarget();
      if (!dash && is("++", "--")) {
        const step = token === "++" ? 1n : -1n;
        next();
        return (sh) => {
          const old = read(sh, target);
          write(sh, target, old + step);
          return old;
        };
      }
      return (sh) => read(sh, target);
    }
    throw operand();
  };
  const readTarget = (): Target => {
    const name = token;
    next();
    if (!is("[")) return { name, subscript: undefined };
    let depth = 1;
    const from = at;
    while (at < text.length && depth > 0) {
      if (text[at] === "[") depth++;
      else if (text[at] === "]") depth--;
      at++;
    }
    if (depth > 0) throw new ArithmeticError("bad array subscript", text.slice(from));
    const subscript = text.slice(from, at - 1);
    next();
    return { name, subscript };
  };

  next();
  if ((kind as string) === "end") return () => 0n;
  const result = comma();
  if ((kind as string) !== "end")
    throw new ArithmeticError("syntax error in expression", text.slice(start), "expecting EOF");
  return result;
}

let depth = 0;

/** A variable's number: its text may itself be an expression. */
function read(sh: Shell, t: Target): bigint {
  const text =
    t.subscript === undefined
      ? textOf(sh, t.name)
      : elementOf(valueOf(sh, t.name), subscriptOf(sh, t.name, t.subscript));
  if (text === undefined && option(sh, "nounset")) {
    throw new ShellError(
      sh.dialect === "bash" ? `${t.name}: unbound variable` : `${t.name}: parameter not set`,
      "exit",
      sh.dialect === "bash" ? 127 : 2,
    );
  }
  if (text === undefined || text === "") return 0n;
  if (/^-?(?:0|[1-9]\d{0,17})$/.test(text)) return BigInt(text);
  if (depth > 1000) throw new ArithmeticError("expression recursion level exceeded", text);
  if (sh.dialect === "dash") {
    if (/^[-+]?(?:0[0-7]*|[1-9]\d*|0[xX][\da-fA-F]+)$/.test(text)) return evaluate(sh, text);
    throw fatal(sh, `Illegal number: ${text}`);
  }
  depth++;
  try {
    return compiled(text, false)(sh);
  } catch (e) {
    if (e instanceof ArithmeticError) e.text ??= text;
    throw e;
  } finally {
    depth--;
  }
}

function write(sh: Shell, t: Target, value: bigint): bigint {
  const n = wrap(value);
  if (t.subscript === undefined) setText(sh, t.name, String(n));
  else setElement(sh, t.name, subscriptOf(sh, t.name, t.subscript), String(n));
  return n;
}

/** A subscript's text as a key: evaluated unless the array is associative. */
export function subscriptOf(sh: Shell, name: string, subscript: string): string {
  return valueOf(sh, name) instanceof Map ? subscript : String(evaluate(sh, subscript));
}

const cache = new Map<string, Eval>();

function compiled(text: string, dash: boolean): Eval {
  const key = dash ? `-${text}` : `+${text}`;
  let result = cache.get(key);
  if (!result) {
    try {
      result = compile(text, dash);
    } catch (e) {
      throw e instanceof RangeError ? new ArithmeticError("expression recursion level exceeded", text) : e;
    }
    if (cache.size > 1000) cache.clear();
    cache.set(key, result);
  }
  return result;
}

/** Evaluates an expression. Its errors are worded as the dialect does, and end what it ends. */
export function evaluate(sh: Shell, text: string): bigint {
  if (/^\s*\d{1,15}\s*$/.test(text) && !/^\s*0\d/.test(text)) return BigInt(text.trim());
  try {
    return compiled(text, sh.dialect === "dash")(sh);
  } catch (e) {
    if (!(e instanceof ArithmeticError)) throw e;
    throw fatal(sh, wording(sh, text, e));
  }
}

function wording(sh: Shell, text: string, e: ArithmeticError): string {
  if (sh.dialect === "dash") return `arithmetic expression: ${e.dash}: "${text}"`;
  if (sh.dialect === "ash") return e.what === "division by 0" ? "divide by zero" : "arithmetic syntax error";
  return `${(e.text ?? text).trimStart()}: ${e.what} (error token is "${e.token}")`;
}
