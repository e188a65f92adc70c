import { type Micros, SECOND } from "../std/time.ts";
import { unescape } from "./escapes.ts";
import { backslashQuote } from "./quote.ts";
import type { Dialect } from "./shell.ts";

export interface Formatted {
  readonly text: string;
  /** Messages, without a prefix. */
  readonly errors: readonly string[];
  readonly status: number;
}

const DIRECTIVE = /%([-+ #0]*)(\*|\d+)?(?:\.(\*|-?\d+)?)?([hlLjzt]*)(\([^)]*\)T|.)?/s;
/** dash knows no lengths. */
const DASH_DIRECTIVE = /%([-+ #0]*)(\*|\d+)?(?:\.(\*|-?\d+)?)?()(.)?/s;

/**
 * printf(1): the format is used again while arguments are left. `dialect` decides the words of errors and whether
 * `%q` and `%(...)T` exist. `tellTime` is for `%(...)T`, now where no time is given.
 */
export function formatPrintf(
  format: string,
  args: readonly string[],
  dialect: Dialect,
  tellTime: (format: string, at?: Micros) => string,
): Formatted {
  const errors: string[] = [];
  let status = 0;
  let out = "";
  let at = 0;
  const next = () => args[at++];
  const fail = (message: string, code = 1) => {
    errors.push(message);
    status = code;
  };

  do {
    const before = at;
    let rest = format;
    while (rest !== "") {
      const percent = rest.indexOf("%");
      const plain = percent < 0 ? rest : rest.slice(0, percent);
      out += unescape(plain, "printf", dialect).text;
      if (percent < 0) break;
      const m = (dialect === "dash" ? DASH_DIRECTIVE : DIRECTIVE).exec(rest);
      if (!m) break;
      rest = rest.slice(percent + m[0].length);
      const [, flags = "", w, p, , conversion] = m;
      if (conversion === "%") {
        out += "%";
        continue;
      }
      const width = w === "*" ? Number(next() ?? 0) : Number(w ?? 0);
      const hasPrecision = m[0].includes(".") && !m[0].startsWith("%(");
      const precision = hasPrecision ? (p === "*" ? Number(next() ?? 0) : Number(p ?? 0)) : undefined;
      const pad = (text: string) => {
        const size = Math.abs(width);
        return flags.includes("-") || width < 0 ? text.padEnd(size) : text.padStart(size);
      };
      const kind = conversion?.startsWith("(") ? "T" : conversion;
      const known = "sbcdiouxXeEfFgGaA".includes(kind ?? "?") || (dialect === "bash" && "qQT".includes(kind ?? "?"));
      if (kind === undefined || !known) {
        const shown = kind === "T" ? "%(" : m[0];
        if (dialect === "bash")
          fail(kind === undefined ? `\`${m[0]}': missing format character` : `\`${kind}': invalid format character`);
        else if (dialect === "dash") fail(`${shown}: invalid directive`, 2);
        // BusyBox has dropped the length.
        else fail(`${m[0].replace(/[hlLjzt]+(?=.$)/s, "")}${rest}: invalid format`);
        return { text: out, errors, status };
      }
      if (kind === "s" || kind === "q" || kind === "Q") {
        const arg = next() ?? "";
        const value = kind === "s" ? arg : backslashQuote(arg);
        out += pad(precision !== undefined && precision >= 0 ? [...value].slice(0, precision).join("") : value);
      } else if (kind === "b") {
        const value = unescape(next() ?? "", "percent-b", dialect);
        out += pad(value.text);
        if (value.stopped) return { text: out, errors, status };
      } else if (kind === "c") out += pad([...(next() ?? "")][0] ?? "");
      else if (kind === "T") {
        const arg = next();
        const at = arg === undefined || arg === "-1" || arg === "-2" ? undefined : Number(arg) * SECOND;
        out += pad(tellTime(conversion?.slice(1, -2) || "%X", at));
      } else if ("diouxX".includes(kind))
        out += integer(kind, flags, width, precision, wholeNumber(next(), dialect, fail));
      else out += pad(zeroPad(float(kind, flags, precision ?? 6, realNumber(next(), dialect, fail)), flags, width));
    }
    if (at === before) break;
  } while (at < args.length);
  return { text: out, errors, status };
}

type Fail = (message: string, code?: number) => void;

function invalid(text: string, dialect: Dialect, partly: boolean): string {
  if (dialect === "bash") return `${text}: invalid number`;
  if (dialect === "dash" && partly) return `${text}: not completely converted`;
  return dialect === "dash" ? `${text}: expected numeric value` : `invalid number '${text}'`;
}

function wholeNumber(arg: string | undefined, dialect: Dialect, fail: Fail): bigint {
  if (arg === undefined || arg === "") {
    if (dialect === "ash") fail(invalid("", dialect, false));
    return 0n;
  }
  if (arg[0] === "'" || arg[0] === '"') return BigInt(arg.codePointAt(1) ?? 0);
  const m = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(arg);
  if (!m || m[0].length !== arg.length) fail(invalid(arg, dialect, m !== null));
  if (!m || (dialect === "ash" && m[0].length !== arg.length)) return 0n;
  const digits = m[2] ?? "0";
  const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return m[1] === "-" ? -value : value;
}

function realNumber(arg: string | undefined, dialect: Dialect, fail: Fail): number {
  if (arg === undefined || arg === "") return 0;
  if (arg[0] === "'" || arg[0] === '"') return arg.codePointAt(1) ?? 0;
  const m = /^\s*[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|0[xX][0-9a-fA-F]+|inf(?:inity)?|nan)/i.exec(
    arg,
  );
  if (!m || m[0].length !== arg.length) fail(invalid(arg, dialect, m !== null));
  const text = m?.[0].trim() ?? "0";
  if (/inf/i.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}

function integer(kind: string, flags: string, width: number, precision: number | undefined, value: bigint): string {
  const signed = kind === "d" || kind === "i";
  const magnitude = signed ? (value < 0n ? -value : value) : BigInt.asUintN(64, value);
  let digits = magnitude.toString(kind === "o" ? 8 : kind === "x" || kind === "X" ? 16 : 10);
  if (kind === "X") digits = digits.toUpperCase();
  if (precision !== undefined) digits = precision === 0 && magnitude === 0n ? "" : digits.padStart(precision, "0");
  const sign = signed ? (value < 0n ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "") : "";
  const prefix =
    flags.includes("#") && magnitude !== 0n
      ? kind === "o"
        ? "0"
        : kind === "x"
          ? "0x"
          : kind === "X"
            ? "0X"
            : ""
      : "";
  const size = Math.abs(width);
  if (flags.includes("-") || width < 0) return (sign + prefix + digits).padEnd(size);
  if (flags.includes("0") && precision === undefined) digits = digits.padStart(size - sign.length - prefix.length, "0");
  return (sign + prefix + digits).padStart(size);
}

/** A real number as C's printf writes it. */
function float(kind: string, flags: string, precision: number, value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const x = Math.abs(value);
  const upper = kind === kind.toUpperCase();
  const finish = (text: string) => sign + (upper ? text.toUpperCase() : text);
  if (!Number.isFinite(x)) return finish(Number.isNaN(x) ? "nan" : "inf");
  const exponential = (digits: number) => x.toExponential(Math.min(digits, 100)).replace(/e([+-])(\d)$/, "e$10$2");
  switch (kind.toLowerCase()) {
    case "f":
      return finish(x.toFixed(Math.min(precision, 100)));
    case "e":
      return finish(exponential(precision));
    case "a":
      return finish(hexFloat(x));
    default: {
      const digits = precision === 0 ? 1 : precision;
      const exponent = x === 0 ? 0 : Number(x.toExponential(digits - 1).split("e")[1]);
      const text = exponent < -4 || exponent >= digits ? exponential(digits - 1) : x.toFixed(digits - 1 - exponent);
      return finish(flags.includes("#") || !text.includes(".") ? text : text.replace(/\.?0+(?=e|$)/, ""));
    }
  }
}

function hexFloat(x: number): string {
  if (x === 0) return "0x0p+0";
  const exponent = Math.floor(Math.log2(x));
  const hex = (x / 2 ** exponent).toString(16);
  return `0x${hex}p${exponent < 0 ? "" : "+"}${exponent}`;
}

function zeroPad(text: string, flags: string, width: number): string {
  if (!flags.includes("0") || flags.includes("-")) return text;
  const sign = /^[-+ ]/.exec(text)?.[0] ?? "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}
