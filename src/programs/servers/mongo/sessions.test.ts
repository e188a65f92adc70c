import { expect, test } from "vitest";
import { createNet } from "../testing.ts";
import golden from "./golden/sessions.json" with { type: "json" };

const anonymous = (text: string) =>
  text
    .replace(/(?!507f)[0-9a-f]{24}/g, "OID")
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "UUID");

test.each(golden.sessions)("mongosh as the real one: $name", async ({ input, output }) => {
  const net = createNet();
  const db = net.box("db", { "/data/db/x": "" }, { mongod: "8.0.4" });
  db.start("mongod --bind_ip_all");
  await net.pass(3);
  expect(anonymous(await db.run("mongosh --quiet --norc", input))).toBe(output);
});

test("mongosh without a server, and with results as JSON", async () => {
  const net = createNet();
  const db = net.box("db", { "/data/db/x": "" }, { mongod: "8.0.4" });
  expect(await db.run("mongosh --nodb --quiet --eval '1 + 1'")).toBe("2\n");
  expect(await db.run("mongosh --nodb --quiet --eval 'db.x.find()'")).toBe(
    "MongoshInvalidInputError: [SHAPI-10004] No connected database\n=> 1\n",
  );
  expect(await db.run("mongosh --nodb --quiet <<< structuredClone({a:1})\nshow dbs\n")).toBe(
    "> { a: 1 }\n> Uncaught \rMongoshInvalidInputError: [SHAPI-10004] No connected database\n> ",
  );
  db.start("mongod --bind_ip_all");
  await net.pass(3);
  await db.run(
    `mongosh --quiet --eval 'db.j.insertOne({_id: 1, a: NumberLong("5"), x: 1.5, p: NumberDecimal("9.90")})'`,
  );
  expect(await db.run("mongosh --quiet --json --eval 'db.j.findOne()'")).toBe(
    `${JSON.stringify({ _id: { $numberInt: "1" }, a: { $numberLong: "5" }, x: { $numberDouble: "1.5" }, p: { $numberDecimal: "9.90" } }, null, 2)}\n`,
  );
  expect(await db.run("mongosh --quiet --json=relaxed --eval 'db.j.find().toArray()'")).toBe(
    `${JSON.stringify([{ _id: 1, a: 5, x: 1.5, p: { $numberDecimal: "9.90" } }], null, 2)}\n`,
  );
  expect(
    await db.run(
      'mongosh --quiet --eval \'db.j.aggregate([{$project: {t: {$multiply: ["$p", 3]}, u: {$add: ["$p", NumberDecimal("0.105")]}}}])\''.replaceAll(
        '\\"',
        '"',
      ),
    ),
  ).toBe("[ { _id: 1, t: Decimal128('29.70'), u: Decimal128('10.005') } ]\n");
});
