import { zoneOf } from "../../shell/zone.ts";
import { strftime } from "../../std/strftime.ts";
import type { Micros } from "../../std/time.ts";
import { stringWidth } from "../../std/width.ts";
import type { Call } from "../lib/tool.ts";
import type { Hunk } from "./lines.ts";

export interface Sides {
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  readonly oldKeys: readonly string[];
  readonly freshKeys: readonly string[];
  /** Whether the last line has its line feed. */
  readonly oldEnded: boolean;
  readonly freshEnded: boolean;
  readonly oldName: string;
  readonly freshName: string;
  readonly oldLabel: string | undefined;
  readonly freshLabel: string | undefined;
  readonly oldTime: Micros;
  readonly freshTime: Micros;
}

const NO_END = "\\ No newline at end of file\n";

interface Paint {
  head(text: string): string;
  hunk(text: string): string;
  old(text: string): string;
  fresh(text: string): string;
}

function paintOf(c: Call): Paint {
  const when = c.options.has("color") ? (c.options.value("color") ?? "auto") : "never";
  const on = when === "always" || (when === "auto" && c.p.terminal(1) !== undefined);
  const paint = (code: string) => (text: string) => (on ? `\x1b[${code}m${text}\x1b[0m` : text);
  return { head: paint("1"), hunk: paint("36"), old: paint("31"), fresh: paint("32") };
}

function oldLine(s: Sides, i: number, sign: string, paint: (text: string) => string): string {
  const missing = i === s.old.length - 1 && !s.oldEnded;
  return `${paint(sign + (s.old[i] ?? ""))}\n${missing ? NO_END : ""}`;
}

function freshLine(s: Sides, i: number, sign: string, paint: (text: string) => string): string {
  const missing = i === s.fresh.length - 1 && !s.freshEnded;
  return `${paint(sign + (s.fresh[i] ?? ""))}\n${missing ? NO_END : ""}`;
}

/** `2,3c2`: the classic form. */
export async function showNormal(c: Call, s: Sides, hunks: readonly Hunk[]): Promise<void> {
  const paint = paintOf(c);
  const range = (from: number, to: number) =>
    to - from <= 1 ? `${Math.max(to, from + (to > from ? 1 : 0))}` : `${from + 1},${to}`;
  for (const h of hunks) {
    const [removed, added] = [h.to - h.from, h.end - h.at];
    const letter = removed && added ? "c" : removed ? "d" : "a";
    const left = removed ? range(h.from, h.to) : String(h.from);
    const right = added ? range(h.at, h.end) : String(h.at);
    await c.out.write(`${paint.hunk(left + letter + right)}\n`);
    for (let i = h.from; i < h.to; i++) await c.out.write(oldLine(s, i, "< ", paint.old));
    if (letter === "c") await c.out.write("---\n");
    for (let i = h.at; i < h.end; i++) await c.out.write(freshLine(s, i, "> ", paint.fresh));
  }
}

/** Hunks that are near each other share one block, with lines around them. */
export async function showUnified(c: Call, s: Sides, hunks: readonly Hunk[], context: number): Promise<void> {
  const paint = paintOf(c);
  const zone = zoneOf(c.p.env.get("TZ"), c.p.files);
  const stamp = (time: Micros) => (c.flavour.busybox ? "" : `\t${strftime("%F %T.%N %z", time, zone)}`);
  await c.out.write(`${paint.head(`--- ${s.oldLabel ?? s.oldName + stamp(s.oldTime)}`)}\n`);
  await c.out.write(`${paint.head(`+++ ${s.freshLabel ?? s.freshName + stamp(s.freshTime)}`)}\n`);
  const range = (from: number, count: number) =>
    count === 1 ? `${from + 1}` : `${count === 0 ? from : from + 1},${count}`;
  for (let first = 0; first < hunks.length; ) {
    let last = first;
    while (last + 1 < hunks.length && (hunks[last + 1]?.from ?? 0) - (hunks[last]?.to ?? 0) <= 2 * context) last++;
    const group = hunks.slice(first, last + 1);
    const [head, tail] = [group[0], group.at(-1)];
    if (!head || !tail) break;
    const before = Math.min(context, head.from);
    const after = Math.min(context, s.old.length - tail.to);
    const [oldFrom, oldTo] = [head.from - before, tail.to + after];
    const [freshFrom, freshTo] = [head.at - before, tail.end + after];
    await c.out.write(
      `${paint.hunk(`@@ -${range(oldFrom, oldTo - oldFrom)} +${range(freshFrom, freshTo - freshFrom)} @@`)}\n`,
    );
    let i = oldFrom;
    const plain = (text: string) => text;
    for (const h of group) {
      for (; i < h.from; i++) await c.out.write(oldLine(s, i, " ", plain));
      for (; i < h.to; i++) await c.out.write(oldLine(s, i, "-", paint.old));
      for (let j = h.at; j < h.end; j++) await c.out.write(freshLine(s, j, "+", paint.fresh));
    }
    for (; i < oldTo; i++) await c.out.write(oldLine(s, i, " ", plain));
    first = last + 1;
  }
}

/** -y: two columns, with `|`, `<` or `>` between them, filled with tabs as GNU's are. */
export async function sideBySide(c: Call, s: Sides, hunks: readonly Hunk[], width: number): Promise<void> {
  const second = Math.floor((width + 8 + 3) / 16) * 8;
  const half = Math.max(0, Math.min(second - 3, width - second));
  const row = async (i: number | undefined, mark: string, j: number | undefined) => {
    const [left, right] = [
      i === undefined ? "" : cut(s.old[i] ?? "", half),
      j === undefined ? undefined : cut(s.fresh[j] ?? "", half),
    ];
    const cutLeft = i === s.old.length - 1 && !s.oldEnded;
    const cutRight = j === s.fresh.length - 1 && !s.freshEnded;
    const sign = mark === "|" && cutLeft !== cutRight ? (cutLeft ? "\\" : "/") : mark;
    let line = left;
    let column = stringWidth(left);
    const to = (target: number) => {
      line += tabsTo(column, target);
      column = target;
    };
    if (sign !== " ") {
      to(Math.floor((half + second - 1) / 2));
      line += sign;
      column++;
    }
    if (right !== undefined) {
      to(second);
      line += right;
    }
    await c.out.write(`${line}\n`);
  };
  let [i, j] = [0, 0];
  for (const h of [...hunks, { from: s.old.length, to: s.old.length, at: s.fresh.length, end: s.fresh.length }]) {
    for (; i < h.from; i++, j++) await row(i, " ", j);
    while (i < h.to || j < h.end) {
      const [l, r] = [i < h.to ? i++ : undefined, j < h.end ? j++ : undefined];
      await row(l, l === undefined ? ">" : r === undefined ? "<" : "|", r);
    }
  }
}

function tabsTo(from: number, to: number): string {
  let out = "";
  let at = from;
  for (let tab = at + 8 - (at % 8); tab <= to; tab += 8) {
    out += "\t";
    at = tab;
  }
  return out + " ".repeat(Math.max(0, to - at));
}

function cut(text: string, width: number): string {
  let out = "";
  for (const ch of text.replaceAll("\t", "        ")) {
    if (stringWidth(out + ch) > width) break;
    out += ch;
  }
  return out;
}
