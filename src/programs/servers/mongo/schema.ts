import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import { compare, equal, isOfType, numberOf, typeName } from "./compare.ts";
import { MongoError } from "./errors.ts";
import { regularExpression } from "./pattern.ts";

/*
 * $jsonSchema: JSON Schema's draft 4 as MongoDB knows it, with `bsonType` besides `type`. A breach is told as the server tells
 * of it in `errInfo` when a validator refuses a document.
 */

const doc = (...fields: [string, Bson][]): Doc => new Map(fields);

/** What of a schema a value does not keep to. */
export function breaches(value: Bson, schema: Doc): Doc[] {
  const out: Doc[] = [];
  for (const name of ORDER) {
    const wanted = schema.get(name);
    if (wanted === undefined) continue;
    const found = check(value, name, wanted, schema);
    if (found) out.push(found);
  }
  for (const name of schema.keys())
    if (!ORDER.includes(name) && !/^(title|description|exclusiveMinimum|exclusiveMaximum|\$comment)$/.test(name))
      throw new MongoError(9, `Unknown $jsonSchema keyword: ${name}`);
  return out;
}

/** The keywords, in the order in which the server checks them. */
const ORDER: readonly string[] = [
  "bsonType",
  "type",
  "allOf",
  "anyOf",
  "oneOf",
  "not",
  "enum",
  "maximum",
  "minimum",
  "maxLength",
  "minLength",
  "pattern",
  "multipleOf",
  "maxItems",
  "minItems",
  "uniqueItems",
  "items",
  "properties",
  "additionalProperties",
  "required",
  "minProperties",
  "maxProperties",
];

function check(value: Bson, name: string, wanted: Bson, schema: Doc): Doc | undefined {
  const breach = (ok: boolean, reason: string, ...more: [string, Bson][]): Doc | undefined =>
    ok
      ? undefined
      : doc(
          ["operatorName", name],
          ["specifiedAs", doc([name, wanted])],
          ["reason", reason],
          ["consideredValue", value],
          ...more,
        );
  const limit = numberOf(wanted) ?? 0;
  const number = numberOf(value);
  const list = isArray(wanted) ? wanted : [wanted];
  switch (name) {
    case "bsonType":
    case "type":
      return breach(
        list.some((t) => isOfType(value, name === "type" ? (JSON_TYPES[String(t)] ?? t) : t)),
        "type did not match",
        ["consideredType", typeName(value)],
      );
    case "enum":
      return breach(
        list.some((v) => equal(v, value)),
        "value was not found in enum",
      );
    case "minimum":
    case "maximum": {
      const strict = schema.get(name === "minimum" ? "exclusiveMinimum" : "exclusiveMaximum") === true;
      if (number === undefined) return undefined;
      const c = compare(value, wanted) * (name === "minimum" ? 1 : -1);
      return breach(strict ? c > 0 : c >= 0, "comparison failed");
    }
    case "multipleOf":
      return number === undefined
        ? undefined
        : breach(number % limit === 0, "considered value is not a multiple of the specified value");
    case "minLength":
    case "maxLength": {
      if (typeof value !== "string") return undefined;
      const length = [...value].length;
      return breach(
        name === "minLength" ? length >= limit : length <= limit,
        "specified string length was not satisfied",
      );
    }
    case "pattern":
      if (typeof value !== "string") return undefined;
      return breach(regularExpression(String(wanted), "").test(value), "regular expression did not match");
    case "minItems":
    case "maxItems":
      if (!isArray(value)) return undefined;
      return breach(
        name === "minItems" ? value.length >= limit : value.length <= limit,
        "array did not match specified length",
      );
    case "uniqueItems": {
      if (!isArray(value) || wanted !== true) return undefined;
      const twice = value.filter((v, i) => value.findIndex((x) => equal(x, v)) !== i);
      return breach(twice.length === 0, "found a duplicate item", ["duplicatedValue", twice[0] ?? null]);
    }
    case "items":
      return isArray(value) && isDoc(wanted) ? items(value, wanted) : undefined;
    case "allOf":
    case "anyOf":
    case "oneOf":
    case "not":
      return logical(value, name, list.filter(isDoc));
    default:
      return isDoc(value) ? ofObject(value, name, wanted, schema) : undefined;
  }
}

const JSON_TYPES: Readonly<Record<string, string>> = { boolean: "bool" };

function items(value: readonly Bson[], schema: Doc): Doc | undefined {
  for (const [index, item] of value.entries()) {
    const details = breaches(item, schema);
    if (details.length)
      return doc(
        ["operatorName", "items"],
        ["reason", "At least one item did not match the sub-schema"],
        ["itemIndex", index],
        ["details", details],
      );
  }
  return undefined;
}

function logical(value: Bson, name: string, schemas: readonly Doc[]): Doc | undefined {
  const all = schemas.map((s) => breaches(value, s));
  const good = all.filter((b) => b.length === 0).length;
  if (name === "not") return good ? doc(["operatorName", "not"], ["reason", "child expression matched"]) : undefined;
  if (name === "allOf" ? good === all.length : name === "anyOf" ? good > 0 : good === 1) return undefined;
  if (name === "oneOf" && good > 1)
    return doc(
      ["operatorName", name],
      ["reason", "more than one subschema matched"],
      ["matchingSchemaIndexes", all.flatMap((b, i) => (b.length ? [] : [i]))],
    );
  return doc(
    ["operatorName", name],
    [
      "schemasNotSatisfied",
      all.flatMap((details, index) => (details.length ? [doc(["index", index], ["details", details])] : [])),
    ],
  );
}

function ofObject(value: Doc, name: string, wanted: Bson, schema: Doc): Doc | undefined {
  const limit = numberOf(wanted) ?? 0;
  const properties = schema.get("properties");
  switch (name) {
    case "properties": {
      if (!isDoc(wanted)) return undefined;
      const bad = [...wanted].flatMap(([key, inner]) => {
        const given = value.get(key);
        if (given === undefined || !isDoc(inner)) return [];
        const details = breaches(given, inner);
        if (details.length === 0) return [];
        const words = ["title", "description"].flatMap((k): [string, Bson][] => {
          const text = inner.get(k);
          return text === undefined ? [] : [[k, text]];
        });
        return [doc(["propertyName", key], ...words, ["details", details])];
      });
      return bad.length ? doc(["operatorName", name], ["propertiesNotSatisfied", bad]) : undefined;
    }
    case "additionalProperties": {
      const more = [...value.keys()].filter((k) => !isDoc(properties) || !properties.has(k));
      const bad = isDoc(wanted) ? more.filter((k) => breaches(value.get(k) ?? null, wanted).length) : more;
      if (wanted === true || bad.length === 0) return undefined;
      return doc(["operatorName", name], ["specifiedAs", doc([name, wanted])], ["additionalProperties", bad]);
    }
    case "required": {
      const gone = (isArray(wanted) ? wanted : []).filter((k) => !value.has(String(k)));
      if (gone.length === 0) return undefined;
      return doc(["operatorName", name], ["specifiedAs", doc([name, wanted])], ["missingProperties", gone]);
    }
    default: {
      const ok = name === "minProperties" ? value.size >= limit : value.size <= limit;
      if (ok) return undefined;
      return doc(
        ["operatorName", name],
        ["specifiedAs", doc([name, wanted])],
        ["reason", "specified number of properties was not satisfied"],
        ["numberOfProperties", value.size],
      );
    }
  }
}
