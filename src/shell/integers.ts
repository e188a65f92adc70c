/** What is wrong with an expression. */
export class ArithmeticError extends Error {
  /** The expression, where it is a variable's text. */
  text: string | undefined;
  constructor(
    readonly what: string,
    /** The rest of the text from the token that is wrong. */
    readonly token: string,
    /** What dash calls it. */
    readonly dash = "expecting primary",
  ) {
    super(what);
  }
}

/** A number as 64 bits hold it. */
export const wrap = (n: bigint) => BigInt.asIntN(64, n);
export const truth = (b: boolean) => (b ? 1n : 0n);

/** The value of a numeral: decimal, 0octal, 0xhex, BASE#digits. */
export function constant(token: string, rest: string, dash: boolean): bigint {
  const hash = /^(\d+)#(.+)$/.exec(token);
  const plain = /^(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.test(token);
  if (plain) return wrap(BigInt(/^0\d/.test(token) ? `0o${token.slice(1)}` : token));
  if (dash) throw new ArithmeticError("", rest, "expecting EOF");
  if (/^0[xX]$/.test(token)) return 0n;
  if (!hash) throw new ArithmeticError("value too great for base", rest.split(/[^\w#]/, 1)[0] ?? rest);
  const base = Number(hash[1]);
  if (base < 2 || base > 64) throw new ArithmeticError("invalid arithmetic base", rest);
  let value = 0n;
  for (const c of hash[2] ?? "") {
    let digit = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_".indexOf(
      base <= 36 ? c.toLowerCase() : c,
    );
    if (digit < 0) digit = 64;
    if (digit >= base) throw new ArithmeticError("value too great for base", rest);
    value = value * BigInt(base) + BigInt(digit);
  }
  return wrap(value);
}

/** A binary operator on two values; `rest` is the text from the right operand on, for the error. */
export function apply(op: string, l: bigint, r: bigint, rest: string): bigint {
  switch (op) {
    case "+":
      return wrap(l + r);
    case "-":
      return wrap(l - r);
    case "*":
      return wrap(l * r);
    case "/":
    case "%":
      if (r === 0n) throw new ArithmeticError("division by 0", rest, "division by zero");
      return wrap(op === "/" ? l / r : l % r);
    case "**":
      if (r < 0n) throw new ArithmeticError("exponent less than 0", rest);
      return powerOf(l, r);
    case "<<":
      return wrap(l << (r & 63n));
    case ">>":
      return l >> (r & 63n);
    case "&":
      return l & r;
    case "|":
      return l | r;
    case "^":
      return l ^ r;
    case "==":
      return truth(l === r);
    case "!=":
      return truth(l !== r);
    case "<":
      return truth(l < r);
    case ">":
      return truth(l > r);
    case "<=":
      return truth(l <= r);
    default:
      return truth(l >= r);
  }
}

function powerOf(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let b = base, e = exponent; e > 0n; e >>= 1n, b = wrap(b * b)) if (e & 1n) result = wrap(result * b);
  return result;
}
