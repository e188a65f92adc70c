import { humanDuration } from "../std/duration.ts";
import { type Micros, SECOND } from "../std/time.ts";

/** The twelve digits that stand for an id, without its algorithm. */
export function shortID(id: string): string {
  return id.replace(/^[^:]*:/, "").slice(0, 12);
}

/** At most `length` characters, the last of them `…` where something was cut off. */
export function ellipsis(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  return `${characters.slice(0, Math.max(0, length - 1)).join("")}…`;
}

/** `2 minutes ago` for a time in seconds since 1970. */
export function ago(now: Micros, seconds: number): string {
  return `${humanDuration(now / SECOND - seconds)} ago`;
}

/** A time as Go's time.Time prints it: `2026-11-24 13:40:26 +0000 UTC`. */
export function goTimeOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;
}

/** Labels as lists print them: `a=1,b=2`, sorted. */
export function labelText(labels: Readonly<Record<string, string>> | null | undefined): string {
  return Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(",");
}
