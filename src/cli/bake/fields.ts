import { Diagnostic, type Range } from "./hcl/diagnostic.ts";
import type { Attribute, Expression } from "./hcl/syntax.ts";
import { asText, asTruth, isList, isObject, typeName, type Value } from "./hcl/value.ts";
import type { BakeTarget } from "./target.ts";

type Kind = "text" | "truth" | "texts" | "map";
type Field = Exclude<keyof BakeTarget, "name">;

/** A target's arguments as a file writes them, and what they become. */
const FIELDS: Readonly<Record<string, readonly [Field, Kind]>> = {
  description: ["description", "text"],
  inherits: ["inherits", "texts"],
  annotations: ["annotations", "texts"],
  attest: ["attest", "texts"],
  context: ["context", "text"],
  contexts: ["contexts", "map"],
  dockerfile: ["dockerfile", "text"],
  "dockerfile-inline": ["dockerfileInline", "text"],
  args: ["args", "map"],
  labels: ["labels", "map"],
  tags: ["tags", "texts"],
  "cache-from": ["cacheFrom", "texts"],
  "cache-to": ["cacheTo", "texts"],
  target: ["target", "text"],
  secret: ["secret", "texts"],
  ssh: ["ssh", "texts"],
  platforms: ["platforms", "texts"],
  output: ["output", "texts"],
  pull: ["pull", "truth"],
  "no-cache": ["noCache", "truth"],
  network: ["network", "text"],
  "no-cache-filter": ["noCacheFilter", "texts"],
  "shm-size": ["shmSize", "text"],
  ulimits: ["ulimits", "texts"],
  call: ["call", "text"],
  entitlements: ["entitlements", "texts"],
  "extra-hosts": ["extraHosts", "map"],
};

/** A target of its arguments' values; unknown arguments are passed over, as bake does. */
export function targetOf(name: string, values: Iterable<readonly [Attribute, Value]>): BakeTarget {
  const target: BakeTarget = { name };
  for (const [attribute, value] of values) {
    const field = Object.hasOwn(FIELDS, attribute.name) ? FIELDS[attribute.name] : undefined;
    if (!field || value === null) continue;
    Object.assign(target, { [field[0]]: convert(field[1], value, attribute) });
  }
  return target;
}

function convert(kind: Kind, value: Value, attribute: Attribute): unknown {
  const unsuitable = (what: string): never => {
    throw new Diagnostic(withoutQuotes(attribute.value), "Unsuitable value type", `Unsuitable value: ${what} required`);
  };
  switch (kind) {
    case "text":
      return asText(value) ?? unsuitable("string");
    case "truth":
      return asTruth(value) ?? unsuitable("bool");
    case "texts":
      return isList(value) ? value.flatMap((v) => item(v, unsuitable)) : unsuitable("list of string");
    case "map":
      if (!isObject(value)) return unsuitable("map of string");
      return Object.fromEntries(
        [...value].flatMap(([k, v]) => (v === null ? [] : [[k, asText(v) ?? unsuitable("string")]])),
      );
  }
}

/** A quoted text's own place is between its quotes. */
function withoutQuotes(e: Expression): Range {
  if (e.kind !== "literal" || typeof e.value !== "string") return e.range;
  const { file, start, end } = e.range;
  return { file, start: { ...start, column: start.column + 1 }, end: { ...end, column: end.column - 1 } };
}

/** One of several texts; empty ones are dropped, an object is what `key=value,…` says. */
function item(value: Value, unsuitable: (what: string) => never): string[] {
  if (value === null || value === "") return [];
  if (isObject(value)) return [[...value].map(([k, v]) => `${k}=${asText(v) ?? typeName(v)}`).join(",")];
  return [asText(value) ?? unsuitable("string")];
}
