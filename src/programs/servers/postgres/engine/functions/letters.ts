import { PgError } from "../error.ts";

/** A text's characters, as the server counts them. */
export const letters = (t: string) => [...t];

export function pad(t: string, width: number, fill: string, left: boolean): string {
  const all = letters(t);
  if (width <= 0) return "";
  if (all.length >= width) return all.slice(0, width).join("");
  const gap =
    fill === ""
      ? ""
      : letters(fill.repeat(width))
          .slice(0, width - all.length)
          .join("");
  return left ? gap + t : t + gap;
}

export function trim(t: string, set: string, sides: "both" | "left" | "right"): string {
  const all = letters(t);
  let [from, to] = [0, all.length];
  if (sides !== "right") while (from < to && set.includes(all[from] ?? "")) from++;
  if (sides !== "left") while (to > from && set.includes(all[to - 1] ?? "")) to--;
  return all.slice(from, to).join("");
}

export function sub(t: string, from: number, count: number | undefined): string {
  const all = letters(t);
  if (count !== undefined && count < 0) throw new PgError("negative substring length not allowed", "22011");
  const end = count === undefined ? all.length : from - 1 + count;
  return all.slice(Math.max(0, from - 1), Math.max(0, end)).join("");
}
