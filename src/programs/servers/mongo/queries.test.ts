import { expect, test } from "vitest";
import { fromBase64 } from "../../../std/base64.ts";
import { encode } from "../../../std/text.ts";
import { aggregate, type Sources } from "./aggregate.ts";
import { type Bson, type Doc, isArray, isDoc, Pattern } from "./bson.ts";
import { type Conversation, verify } from "./commands/scram.ts";
import { equal, shown } from "./compare.ts";
import { NO_VARIABLES } from "./expression.ts";
import golden from "./golden/mingo.json" with { type: "json" };
import { matches } from "./match.ts";
import { sortDocs } from "./order.ts";
import { project } from "./project.ts";
import { breaches } from "./schema.ts";
import { applyUpdate, namedFilters } from "./update.ts";

/** A value of a golden file: what JSON does not have is written as EJSON has it. */
function bson(v: unknown): Bson {
  if (Array.isArray(v)) return v.map(bson);
  if (v === null || typeof v !== "object") return v as Bson;
  const fields = v as Readonly<Record<string, unknown>>;
  if (typeof fields["$date"] === "string") return new Date(fields["$date"]);
  if (typeof fields["$regex"] === "string" && "$options" in fields && !("i" in fields))
    return new Pattern(fields["$regex"], String(fields["$options"]));
  return new Map(Object.entries(fields).map(([k, x]) => [k, bson(x)]));
}

function doc(v: unknown): Doc {
  const made = bson(v);
  if (!isDoc(made)) throw new Error("not a document");
  return made;
}

const people = golden.people.map(doc);
const orders = golden.orders.map(doc);
const sources: Sources = {
  documents: (name) => (name === "orders" ? orders : people),
  replace() {},
  put() {},
  statistics: () => [],
  random: () => 0,
  variables: NO_VARIABLES,
};

/** Documents without regard to the order of their fields: an engine of another language need not keep it. */
function text(v: Bson | undefined): string {
  if (isArray(v)) return `[${v.map(text).join(",")}]`;
  if (isDoc(v))
    return `{${[...v]
      .map(([k, x]) => `${k}:${text(x)}`)
      .sort()
      .join(",")}}`;
  return typeof v === "bigint" ? String(v) : shown(v);
}

const ids = (docs: readonly Doc[]) => docs.map((d) => d.get("_id"));

test("filters find what another engine of the language finds", () => {
  expect(golden.find.length).toBeGreaterThan(80);
  for (const [filter, found] of golden.find)
    expect([filter, ids(people.filter((d) => matches(d, doc(filter))))]).toEqual([filter, found]);
});

test("sorts, projections and pipelines give what another engine gives", () => {
  for (const [sort, found] of golden.sort) expect([sort, ids(sortDocs(people, doc(sort)))]).toEqual([sort, found]);
  for (const [projection, found] of golden.project)
    expect([projection, text(people.map((d) => project(d, doc(projection))))]).toEqual([projection, text(bson(found))]);
  for (const [pipeline, found] of golden.aggregate) {
    const stages = bson(pipeline);
    expect([pipeline, text([...aggregate(people, isArray(stages) ? stages : [], sources)])]).toEqual([
      pipeline,
      text(bson(found)),
    ]);
  }
});

test("updates leave what another engine leaves", () => {
  for (const [filter, change, filters, left] of golden.update) {
    const context = {
      filter: doc(filter),
      inserting: false,
      arrayFilters: namedFilters(bson(filters)),
      now: () => new Date(0),
    };
    const before = people.find((d) => matches(d, doc(filter))) ?? new Map();
    expect([change, text(applyUpdate(before, doc(change), context))]).toEqual([change, text(bson(left))]);
  }
});

test("a schema tells what a document breaks, in the server's order", () => {
  const schema = doc({
    bsonType: "object",
    required: ["name", "age"],
    properties: { name: { bsonType: "string", description: "a text" }, age: { bsonType: "int", minimum: 0 } },
    additionalProperties: true,
  });
  expect(breaches(doc({ name: "Ann", age: 3 }), schema)).toEqual([]);
  const broken = breaches(doc({ name: 5 }), schema);
  expect(
    equal(
      broken,
      bson([
        {
          operatorName: "properties",
          propertiesNotSatisfied: [
            {
              propertyName: "name",
              description: "a text",
              details: [
                {
                  operatorName: "bsonType",
                  specifiedAs: { bsonType: "string" },
                  reason: "type did not match",
                  consideredValue: 5,
                  consideredType: "int",
                },
              ],
            },
          ],
        },
        { operatorName: "required", specifiedAs: { required: ["name", "age"] }, missingProperties: ["age"] },
      ]),
    ),
  ).toBe(true);
});

test("SCRAM: what MongoDB's own driver said to log in is accepted, and the signature it took", () => {
  const account = { user: "app", database: "shop", password: "p", roles: [], uuid: "" };
  // Recorded from the npm package mongodb 7.9.0.
  const said = [
    {
      mechanism: "SCRAM-SHA-1",
      first: "n=app,r=+nHX1QQmpixCw7Bejo1vAKClyMxJaYBP",
      challenge:
        "r=+nHX1QQmpixCw7Bejo1vAKClyMxJaYBP695e41362d3ed6b2c285d19356ca34d5,s=OThhYTg2NTk0NzE2YjU5ZQ==,i=10000",
      final: "c=biws,r=+nHX1QQmpixCw7Bejo1vAKClyMxJaYBP695e41362d3ed6b2c285d19356ca34d5,p=lbDvF3OxYHm+WyftuBwUhUwFiVE=",
      signature: "v=LGvJB1wvLlJ3igUCK9CYQSPnGZw=",
    },
    {
      mechanism: "SCRAM-SHA-256",
      first: "n=app,r=KTDKlAG8zC7Cqx7vheD68fzvoTM7oR1e",
      challenge:
        "r=KTDKlAG8zC7Cqx7vheD68fzvoTM7oR1e3fa0e716187b5e003f680ff640750739,s=M2RhODhlN2VjZWYwZTU5N2EwMTEwMzI4MjQwYw==,i=15000",
      final:
        "c=biws,r=KTDKlAG8zC7Cqx7vheD68fzvoTM7oR1e3fa0e716187b5e003f680ff640750739,p=pgEBYngVnyHOY1uiijdffXTXA+Q5Hc/b/YxaB+Mw6OM=",
      signature: "v=uY6Iz/BzCnLX9DfdmGHrVGRFSaRQKO2Jx/2BbZQGj2k=",
    },
  ] as const;
  for (const { mechanism, first, challenge, final, signature } of said) {
    const parts = /^r=([^,]+),s=([^,]+)/.exec(challenge);
    const conversation: Conversation = {
      mechanism,
      user: "app",
      account,
      first,
      challenge,
      nonce: parts?.[1] ?? "",
      salt: fromBase64(parts?.[2] ?? "") ?? new Uint8Array(0),
      short: true,
      proved: false,
    };
    expect(verify(conversation, encode(final))).toBe(signature);
    expect(verify({ ...conversation, account: { ...account, password: "q" } }, encode(final))).toBeUndefined();
  }
});
