import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import { typeName } from "./compare.ts";
import { MongoError } from "./errors.ts";
import { isOperators, matches } from "./match.ts";
import { valueAt } from "./path.ts";
import { breaches } from "./schema.ts";
import type { Collection } from "./store.ts";

const doc = (...fields: [string, Bson][]): Doc => new Map(fields);

/** Refuses a document that a collection's validator does not let in. `before`: what it takes the place of. */
export function checkValid(c: Collection, made: Doc, before?: Doc): void {
  const validator = c.options.get("validator");
  if (!isDoc(validator) || c.options.get("validationAction") === "warn") return;
  const level = c.options.get("validationLevel");
  if (level === "off" || matches(made, validator)) return;
  // Moderate: a document that never fitted may stay as bad as it was.
  if (level === "moderate" && before && !matches(before, validator)) return;
  throw new MongoError(
    121,
    "Document failed validation",
    undefined,
    doc(["failingDocumentId", made.get("_id") ?? null], ["details", detailsOf(made, validator)]),
  );
}

/** Why a filter does not let a document through, as the server tells it. */
function detailsOf(made: Doc, filter: Doc): Doc {
  const bad = [...filter].filter(([name, wanted]) => !matches(made, doc([name, wanted])));
  const [first] = bad;
  if (!first) return new Map();
  if (filter.size > 1)
    return doc(
      ["operatorName", "$and"],
      [
        "clausesNotSatisfied",
        [...filter].flatMap(([name, wanted], index) =>
          matches(made, doc([name, wanted])) ? [] : [doc(["index", index], ["details", clause(made, name, wanted)])],
        ),
      ],
    );
  return clause(made, first[0], first[1]);
}

function clause(made: Doc, name: string, wanted: Bson): Doc {
  if (name === "$jsonSchema" && isDoc(wanted)) {
    const words = ["title", "description"].flatMap((k): [string, Bson][] => {
      const text = wanted.get(k);
      return text === undefined ? [] : [[k, text]];
    });
    return doc(["operatorName", name], ...words, ["schemaRulesNotSatisfied", breaches(made, wanted)]);
  }
  if (isArray(wanted) && (name === "$and" || name === "$or"))
    return doc(
      ["operatorName", name],
      [
        "clausesNotSatisfied",
        wanted
          .filter(isDoc)
          .flatMap((f, index) => (matches(made, f) ? [] : [doc(["index", index], ["details", detailsOf(made, f)])])),
      ],
    );
  if (name.startsWith("$"))
    return doc(["operatorName", name], ["specifiedAs", doc([name, wanted])], ["reason", "expression did not match"]);
  if (isOperators(wanted) && wanted.size > 1)
    return doc(
      ["operatorName", "$and"],
      [
        "clausesNotSatisfied",
        [...wanted].flatMap(([k, v], index) =>
          matches(made, doc([name, doc([k, v])]))
            ? []
            : [doc(["index", index], ["details", clause(made, name, doc([k, v]))])],
        ),
      ],
    );
  const operator = isOperators(wanted) ? ([...wanted.keys()][0] ?? "$eq") : "$eq";
  const value = valueAt(made, name.split("."));
  return doc(
    ["operatorName", operator],
    ["specifiedAs", doc([name, wanted])],
    ...(value === undefined
      ? ([["reason", operator === "$exists" ? "path does not exist" : "field was missing"]] as [string, Bson][])
      : ([
          ["reason", REASONS[operator] ?? "comparison failed"],
          ["consideredValue", value],
          ...(operator === "$type" ? ([["consideredType", typeName(value)]] as [string, Bson][]) : []),
        ] as [string, Bson][])),
  );
}

const REASONS: Readonly<Record<string, string>> = {
  $in: "no matching value found in array",
  $nin: "matching value found in array",
  $type: "type did not match",
  $regex: "regular expression did not match",
  $exists: "path does exist",
  $size: "array length was not equal to given size",
};
