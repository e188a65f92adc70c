import { goQuote } from "../../grammar/parse.ts";
import { goFloat, goString } from "./print.ts";
import { dynamic, elements, fieldValue, type GoValue, indirect, typeName } from "./value.ts";

/**
 * fmt.Sprintf: flags `+-# 0`, width and precision (also `*`), and the verbs v s q d i b o x X c U t e f g T p. A verb that
 * does not fit its value, a missing or a left-over value come out as Go writes them.
 */
export function goSprintf(format: string, values: readonly (GoValue | undefined)[]): string {
  let next = 0;
  let out = "";
  const star = (): number | undefined => {
    const v = values[next++];
    const n = v && dynamic(v);
    return n?.type.kind === "int" ? Number(n.value) : undefined;
  };
  const directive = /%([+\-# 0]*)(\*|\d+)?(?:\.(\*|\d*))?([\s\S])?/g;
  let end = 0;
  for (let m = directive.exec(format); m; m = directive.exec(format)) {
    out += format.slice(end, m.index);
    end = directive.lastIndex;
    const [, flags = "", widthText, precisionText, verb] = m;
    let left = flags.includes("-");
    let width = widthText === "*" ? (star() ?? 0) : Number(widthText ?? 0);
    if (width < 0) {
      left = true;
      width = -width;
    }
    const precision =
      precisionText === undefined ? undefined : precisionText === "*" ? star() : Number(precisionText || 0);
    if (verb === undefined) out += "%!(NOVERB)";
    else if (verb === "%") out += "%";
    else if (next >= values.length) out += `%!${verb}(MISSING)`;
    else {
      const spec = { flags, precision, verb };
      out += pad(one(spec, values[next++]), width, left, flags.includes("0") && /[dboxXeEfFgGv]/.test(verb));
    }
  }
  out += format.slice(end);
  if (next < values.length) {
    const extra = values.slice(next).map((v) => (v ? `${typeOf(v)}=${goString(v)}` : "<nil>"));
    out += `%!(EXTRA ${extra.join(", ")})`;
  }
  return out;
}

interface Spec {
  readonly flags: string;
  readonly precision: number | undefined;
  readonly verb: string;
}

function typeOf(v: GoValue): string {
  return typeName((dynamic(v) ?? v).type);
}

function pad(text: string, width: number, left: boolean, zeros: boolean): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (left) return text + " ".repeat(missing);
  if (zeros) return text.replace(/^[+-]?/, (sign) => sign + "0".repeat(missing));
  return " ".repeat(missing) + text;
}

function one(spec: Spec, value: GoValue | undefined): string {
  const { verb, flags, precision } = spec;
  const v = value && dynamic(value);
  if (verb === "T") return v ? typeName(v.type) : "<nil>";
  if (!v) return verb === "v" ? "<nil>" : `%!${verb}(<nil>)`;
  if (verb === "v") {
    if (v.type.kind === "float" && precision !== undefined) return float(v, spec);
    if (v.type.kind === "string") return cut(flags.includes("#") ? goQuote(String(v.value)) : goString(v), precision);
    return flags.includes("+") ? withNames(v) : goString(v);
  }
  if (v.type.kind === "slice")
    return `[${elements(v)
      .map((e) => one(spec, e))
      .join(" ")}]`;
  if (v.type.kind === "struct") {
    return `{${v.type.fields.map((f) => one(spec, fieldValue(v, f))).join(" ")}}`;
  }
  const bad = `%!${verb}(${typeName(v.type)}=${goString(v)})`;
  switch (v.type.kind) {
    case "string":
    case "time":
      return text(goString(v), spec) ?? bad;
    case "bool":
      return verb === "t" ? goString(v) : bad;
    case "int":
      return integer(v, spec) ?? bad;
    case "float":
      return "eEfFgG".includes(verb) ? float(v, spec) : bad;
    default:
      return verb === "s" ? goString(v) : bad;
  }
}

function text(s: string, { verb, precision }: Spec): string | undefined {
  switch (verb) {
    case "s":
      return cut(s, precision);
    case "q":
      return goQuote(cut(s, precision));
    case "x":
    case "X": {
      const hex = [...unescapeBytes(s)].map((b) => b.toString(16).padStart(2, "0")).join("");
      return verb === "X" ? hex.toUpperCase() : hex;
    }
    default:
      return undefined;
  }
}

function unescapeBytes(s: string): number[] {
  const bytes: number[] = [];
  const encoded = encodeURIComponent(s);
  for (let i = 0; i < encoded.length; i++) {
    if (encoded[i] === "%") {
      bytes.push(Number.parseInt(encoded.slice(i + 1, i + 3), 16));
      i += 2;
    } else bytes.push(encoded.charCodeAt(i));
  }
  return bytes;
}

function cut(s: string, precision: number | undefined): string {
  return precision === undefined ? s : [...s].slice(0, precision).join("");
}

function integer(v: GoValue, { verb, flags, precision }: Spec): string | undefined {
  const n = BigInt(Math.trunc(Number(v.value ?? 0)));
  const sign = n < 0n ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const digits = (radix: number, prefix = "") =>
    sign + (flags.includes("#") ? prefix : "") + (n < 0n ? -n : n).toString(radix).padStart(precision ?? 0, "0");
  switch (verb) {
    case "d":
      return digits(10);
    case "b":
      return digits(2, "0b");
    case "o":
      return digits(8, "0");
    case "x":
      return digits(16, "0x");
    case "X":
      return digits(16, "0x").toUpperCase();
    case "c":
      return String.fromCodePoint(Number(n));
    case "q":
      return `'${String.fromCodePoint(Number(n))}'`;
    case "U":
      return `U+${n.toString(16).toUpperCase().padStart(4, "0")}`;
    default:
      return undefined;
  }
}

function float(v: GoValue, { verb, flags, precision }: Spec): string {
  const n = Number(v.value ?? 0);
  const sign = n >= 0 && flags.includes("+") ? "+" : "";
  switch (verb) {
    case "f":
    case "F":
      return sign + n.toFixed(precision ?? 6);
    case "e":
    case "E": {
      const s = n.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, "e$10$2");
      return sign + (verb === "E" ? s.toUpperCase() : s);
    }
    default: {
      if (precision === undefined) return sign + goFloat(n);
      return sign + goFloat(Number(n.toPrecision(Math.max(1, precision))));
    }
  }
}

/** %+v: a struct's fields with their names. */
function withNames(v: GoValue): string {
  const { value, nil } = indirect(v);
  if (nil || value.type.kind !== "struct") return goString(v);
  const fields = value.type.fields.map((f) => `${f.go}:${goString(fieldValue(value, f), 1)}`);
  return `${v.type.kind === "pointer" ? "&" : ""}{${fields.join(" ")}}`;
}
