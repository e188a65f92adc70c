import { type Bson, type Doc, encodeDoc, isArray, isDoc } from "../bson.ts";
import { typeName } from "../compare.ts";
import { RuntimeError } from "../errors.ts";
import { missing, type Named, type Run } from "./types.ts";

function pair(name: string, v: Bson): [string, Bson] {
  const [k, value] = isArray(v) ? v : isDoc(v) ? [v.get("k"), v.get("v")] : [];
  if (typeof k !== "string")
    throw new RuntimeError(
      40386,
      `${name} requires a consistent input format. Elements must all be arrays of two values or objects with 'k' and 'v', and the key a string`,
    );
  return [k, value ?? null];
}

export const OBJECTS: Readonly<Record<string, Run>> = {
  $mergeObjects: (args) => {
    const out: Doc = new Map();
    for (const a of args.length === 1 && isArray(args[0]) ? args[0] : args) {
      if (missing(a)) continue;
      if (!isDoc(a))
        throw new RuntimeError(
          40400,
          `$mergeObjects requires object inputs, but input ${String(a)} is of type ${typeName(a)}`,
        );
      for (const [k, v] of a) out.set(k, v);
    }
    return out;
  },
  $objectToArray: ([a]) => {
    if (missing(a)) return null;
    if (!isDoc(a)) throw new RuntimeError(40390, `$objectToArray requires a document input, found: ${typeName(a)}`);
    return [...a].map(
      ([k, v]) =>
        new Map<string, Bson>([
          ["k", k],
          ["v", v],
        ]),
    );
  },
  $arrayToObject: ([a], name) => {
    if (missing(a)) return null;
    if (!isArray(a)) throw new RuntimeError(40386, `$arrayToObject requires an array input, found: ${typeName(a)}`);
    return new Map(a.map((v) => pair(name, v)));
  },
  $bsonSize: ([a]) => (isDoc(a) ? encodeDoc(a).length : null),
};

/** The functions on documents whose arguments are named. */
export const NAMED_OBJECTS: Readonly<Record<string, Named>> = {
  $setField: (of) => {
    const input = of("input");
    const value = of("value");
    if (!isDoc(input)) return null;
    const out = new Map(input);
    if (value === undefined) out.delete(String(of("field")));
    else out.set(String(of("field")), value);
    return out;
  },
  $unsetField: (of) => {
    const input = of("input");
    if (!isDoc(input)) return null;
    return new Map([...input].filter(([k]) => k !== String(of("field"))));
  },
};
