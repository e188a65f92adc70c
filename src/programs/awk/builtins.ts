import { zoneOf } from "../../shell/zone.ts";
import { strftime } from "../../std/strftime.ts";
import type { Expression, Place } from "./ast.ts";
import { formatted } from "./formatted.ts";
import { type Awk, AwkError } from "./interpreter.ts";
import { awkRegex, splitByRegex, splitFields } from "./record.ts";
import { awkLength, awkSubstr, toByteText } from "./text.ts";
import { type AwkValue, fromOutside, toNumber } from "./values.ts";
import { arrayOf } from "./variables.ts";

/** A function of the language. */
export async function callBuiltin(awk: Awk, name: string, args: readonly Expression[]): Promise<AwkValue> {
  const [a, b, d] = args;
  const value = async (e: Expression | undefined) => (e ? await awk.evaluate(e) : undefined);
  const number = async (e: Expression | undefined) => toNumber(await value(e));
  const text = async (e: Expression | undefined) => awk.text(await value(e));
  switch (name) {
    case "length":
      if (!a) return awkLength(awk.record.text());
      if (a.kind === "variable" && awk.cell(a.name).array) return awk.cell(a.name).array?.size ?? 0;
      return awkLength(await text(a));
    case "substr":
      return awkSubstr(await text(a), await number(b), d ? await number(d) : undefined, awk.c.flavour.busybox);
    case "index":
      return await indexOf(awk, await text(a), await text(b));
    case "split":
      return await split(awk, args);
    case "sub":
    case "gsub":
      return await substitute(awk, name === "gsub", args);
    case "gensub":
      return await gensub(awk, args);
    case "match":
      return await match(awk, args);
    case "sprintf": {
      const values: AwkValue[] = [];
      for (const e of args) values.push(await awk.evaluate(e));
      return formatted(awk, "sprintf", awk.text(values[0]), values.slice(1));
    }
    case "tolower":
      return (await text(a)).replace(/[A-Z]+/g, (s) => s.toLowerCase());
    case "toupper":
      return (await text(a)).replace(/[a-z]+/g, (s) => s.toUpperCase());
    case "sin":
      return Math.sin(await number(a));
    case "cos":
      return Math.cos(await number(a));
    case "atan2":
      return Math.atan2(await number(a), await number(b));
    case "exp":
      return Math.exp(await number(a));
    case "log":
      return Math.log(await number(a));
    case "sqrt":
      return Math.sqrt(await number(a));
    case "int":
      return Math.trunc(await number(a));
    case "rand":
      return random(awk);
    case "srand": {
      const old = awk.random.seed;
      const seed = a ? await number(a) : Math.floor(awk.c.p.now() / 1_000_000);
      awk.random = { seed, state: (Math.trunc(seed) ^ 0x5deece6) >>> 0 || 1 };
      return old;
    }
    case "system":
      return await awk.streams.system(await text(a));
    case "close":
      return await awk.streams.close(await text(a));
    case "fflush":
      await awk.streams.flush();
      return 0;
    case "systime":
      return Math.floor(awk.c.p.now() / 1_000_000);
    case "strftime": {
      const at = b ? (await number(b)) * 1_000_000 : awk.c.p.now();
      return strftime(a ? await text(a) : "%a %b %e %H:%M:%S %Z %Y", at, zoneOf(awk.c.p.env.get("TZ"), awk.c.p.files));
    }
    case "and":
      return Number(BigInt(Math.trunc(await number(a))) & BigInt(Math.trunc(await number(b))));
    case "or":
      return Number(BigInt(Math.trunc(await number(a))) | BigInt(Math.trunc(await number(b))));
    case "xor":
      return Number(BigInt(Math.trunc(await number(a))) ^ BigInt(Math.trunc(await number(b))));
    case "lshift":
      return Math.trunc(await number(a)) * 2 ** (await number(b));
    case "rshift":
      return Math.floor(Math.trunc(await number(a)) / 2 ** (await number(b)));
    default:
      throw new AwkError(`function ${name} never defined`, "Call to undefined function");
  }
}

/** BusyBox does not find an empty text. */
async function indexOf(awk: Awk, text: string, part: string): Promise<AwkValue> {
  if (part === "" && awk.c.flavour.busybox) return 0;
  return toByteText(text).indexOf(toByteText(part)) + 1;
}

/** A generator of its own, so that srand(N) gives the same numbers each time. */
function random(awk: Awk): number {
  let x = awk.random.state;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  awk.random.state = x >>> 0;
  return (x >>> 0) / 2 ** 32;
}

async function split(awk: Awk, args: readonly Expression[]): Promise<AwkValue> {
  const [source, target, separator] = args;
  const text = source ? awk.text(await awk.evaluate(source)) : "";
  if (target?.kind !== "variable") throw new AwkError("type error in arg(2) in call to split", "Not an array");
  let parts: string[];
  if (separator?.kind === "regex") parts = text === "" ? [] : splitByRegex(text, awkRegex(separator.pattern));
  else parts = splitFields(text, separator ? awk.text(await awk.evaluate(separator)) : awk.text(awk.variable("FS")));
  const array = arrayOf(awk.cell(target.name), target.name);
  array.clear();
  parts.forEach((part, i) => {
    array.set(String(i + 1), fromOutside(part));
  });
  return parts.length;
}

async function match(awk: Awk, args: readonly Expression[]): Promise<AwkValue> {
  const [source, pattern] = args;
  if (!source || !pattern) throw new AwkError("wrong number of arguments in call to match", "Too few arguments");
  const text = awk.text(await awk.evaluate(source));
  const m = awkRegex(await awk.patternOf(pattern)).exec(text);
  const start = m ? awkLength(text.slice(0, m.index)) + 1 : 0;
  awk.setVariable("RSTART", start);
  awk.setVariable("RLENGTH", m ? awkLength(m.text) : -1);
  return start;
}

/** `&` is the match, `\&` an ampersand. */
function expand(replacement: string, matched: string): string {
  return replacement.replace(/\\\\&|\\&|&/g, (s) => (s === "&" ? matched : s === "\\&" ? "&" : `\\${matched}`));
}

async function substitute(awk: Awk, global: boolean, args: readonly Expression[]): Promise<AwkValue> {
  const [pattern, replacement, target] = args;
  if (!pattern || !replacement) throw new AwkError("wrong number of arguments in call to sub", "Too few arguments");
  const regex = awkRegex(await awk.patternOf(pattern));
  const to = awk.text(await awk.evaluate(replacement));
  const place: Place = target && isPlace(target) ? target : { kind: "field", index: { kind: "number", value: 0 } };
  const text = awk.text(target && !isPlace(target) ? await awk.evaluate(target) : await awk.evaluate(place));
  let out = "";
  let from = 0;
  let count = 0;
  let lastEnd = -1;
  for (let m = regex.exec(text, 0); m; m = from <= text.length ? regex.exec(text, from) : null) {
    const empty = m.end === m.index;
    if (empty && m.index === lastEnd) out += text.slice(from, m.index);
    else {
      out += text.slice(from, m.index) + expand(to, m.text);
      count++;
    }
    lastEnd = m.end;
    from = m.end;
    if (empty) {
      out += text.slice(from, from + 1);
      from++;
    }
    if (!global) break;
  }
  if (count === 0) return 0;
  if (!target || isPlace(target)) await awk.assign(place, out + text.slice(from));
  return count;
}

async function gensub(awk: Awk, args: readonly Expression[]): Promise<AwkValue> {
  const [pattern, replacement, how, target] = args;
  if (!pattern || !replacement || !how) throw new AwkError("function gensub never defined", "Too few arguments");
  const regex = awkRegex(await awk.patternOf(pattern));
  const to = awk.text(await awk.evaluate(replacement));
  const which = awk.text(await awk.evaluate(how));
  const text = target ? awk.text(await awk.evaluate(target)) : awk.record.text();
  let [out, from, seen] = ["", 0, 0];
  for (let m = regex.exec(text, 0); m && m.end > m.index; m = regex.exec(text, from)) {
    seen++;
    const wanted = /^[gG]/.test(which) || seen === Math.max(1, Math.trunc(Number(which)));
    const groups = [m.text, ...m.groups];
    out +=
      text.slice(from, m.index) +
      (wanted
        ? to.replace(/\\(\d)|\\(.)|&/g, (s, n?: string, e?: string) =>
            n !== undefined ? (groups[Number(n)] ?? "") : e !== undefined ? e : (groups[0] ?? s),
          )
        : m.text);
    from = m.end;
    if (wanted && !/^[gG]/.test(which)) break;
  }
  return out + text.slice(from);
}

function isPlace(e: Expression): e is Place {
  return e.kind === "variable" || e.kind === "element" || e.kind === "field";
}
