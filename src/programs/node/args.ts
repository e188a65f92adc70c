// The guest is not trusted: what it hands to the host is looked at before it is used.

export type Args = readonly unknown[];

export function text(args: Args, at: number): string {
  const v = args[at];
  return typeof v === "string" ? v : "";
}

export function number(args: Args, at: number): number {
  const v = args[at];
  return typeof v === "number" && Number.isFinite(v) ? v : 0;
}

export function flag(args: Args, at: number): boolean {
  return args[at] === true;
}

export function texts(args: Args, at: number): readonly string[] {
  const v = args[at];
  return Array.isArray(v) ? v.filter((x): x is string => typeof x === "string") : [];
}

/** A record of texts, from pairs. */
export function pairs(args: Args, at: number): readonly (readonly [string, string])[] {
  const v = args[at];
  if (!Array.isArray(v)) return [];
  return v.filter(
    (x): x is [string, string] => Array.isArray(x) && typeof x[0] === "string" && typeof x[1] === "string",
  );
}
