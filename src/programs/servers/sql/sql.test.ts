import { expect, test } from "vitest";
import { execute } from "./execute.ts";
import { type Dialect, SqlError, splitStatements } from "./lexer.ts";
import type { Session } from "./session.ts";
import { createStore } from "./store.ts";

function session(dialect: Dialect): Session {
  return {
    dialect,
    store: createStore(["app"]),
    user: "ann",
    database: "app",
    version: "1",
    lastInsertId: 0,
    before: undefined,
    now: () => Date.UTC(2026, 10, 24, 14) * 1000,
    random: () => 0.5,
    uuid: () => "u",
    variable: () => undefined,
  };
}

/** Rows, tags and errors of all statements of a script. */
function play(script: string, dialect: Dialect = "postgres"): unknown[] {
  const s = session(dialect);
  const { statements, rest } = splitStatements(script);
  return [...statements, rest]
    .filter((q) => q.trim() !== "")
    .map((q) => {
      try {
        const r = execute(s, q);
        return r.columns ? r.rows : r.tag;
      } catch (e) {
        if (e instanceof SqlError) return e.message;
        throw e;
      }
    });
}

const PEOPLE =
  "create table p (id int primary key, name text not null, age int, team int); insert into p values (1, 'Ann', 30, 1), (2, 'Bo', 7, 2), (3, 'Cy', null, 1);";

test.each<[string, string, unknown[]]>([
  ["where, order, limit", "select name from p where age > 5 order by age desc limit 1", [[["Ann"]]]],
  [
    "null is neither equal nor unequal",
    "select count(*) from p where age <> 7; select count(*) from p where age is null",
    [[[1]], [[1]]],
  ],
  [
    "aggregates over groups",
    "select team, count(*), max(age), sum(age) from p group by team order by team",
    [
      [
        [1, 2, 30, 30],
        [2, 1, 7, 7],
      ],
    ],
  ],
  ["having", "select team from p group by team having count(*) > 1", [[[1]]]],
  ["average as PostgreSQL writes it", "select avg(age) from p", [[["18.5000000000000000"]]]],
  [
    "expressions",
    "select 1+2*3, 7/2, 'a'||'b', upper('x'), coalesce(null, 5), case when 1>2 then 'y' else 'n' end",
    [[[7, 3, "ab", "X", 5, "n"]]],
  ],
  [
    "like, in, between, not",
    "select name from p where name like '%n%' and team in (1, 3) and age between 1 and 40 and not team = 2",
    [[["Ann"]]],
  ],
  [
    "update and delete",
    "update p set age = age + 1 where team = 1; delete from p where name = 'Bo'; select name, age from p order by id",
    [
      "UPDATE 2",
      "DELETE 1",
      [
        ["Ann", 31],
        ["Cy", null],
      ],
    ],
  ],
  [
    "serial and returning",
    "create table q (id serial, n text); insert into q (n) values ('a'), ('b') returning id, n",
    [
      "CREATE TABLE",
      [
        [1, "a"],
        [2, "b"],
      ],
    ],
  ],
  [
    "a transaction taken back",
    "begin; delete from p; rollback; select count(*) from p",
    ["BEGIN", "DELETE 3", "ROLLBACK", [[3]]],
  ],
  [
    "subquery",
    "select name from p where age = (select max(age) from p); select name from p where team in (select team from p where name = 'Bo')",
    [[["Ann"]], [["Bo"]]],
  ],
])("select and change: %s", (_name, sql, expected) => {
  expect(play(PEOPLE + sql).slice(2)).toEqual(expected);
});

test("joins: inner and left", () => {
  const teams = "create table t (id int primary key, title text); insert into t values (1, 'red'), (3, 'blue');";
  expect(
    play(
      `${PEOPLE}${teams}select p.name, t.title from p join t on p.team = t.id order by name; select t.title, p.name from t left join p on p.team = t.id order by 1, 2`,
    ).slice(4),
  ).toEqual([
    [
      ["Ann", "red"],
      ["Cy", "red"],
    ],
    [
      ["blue", null],
      ["red", "Ann"],
      ["red", "Cy"],
    ],
  ]);
});

test.each<[Dialect, string, string]>([
  ["postgres", "select * from nope", 'relation "nope" does not exist'],
  ["postgres", "select nope from p", 'column "nope" does not exist'],
  ["postgres", "insert into p values (1, 'x')", 'duplicate key value violates unique constraint "p_pkey"'],
  [
    "postgres",
    "insert into p (id) values (9)",
    'null value in column "name" of relation "p" violates not-null constraint',
  ],
  ["postgres", "insert into p (id, name, age) values (9, 'x', 'y')", 'invalid input syntax for type integer: "y"'],
  ["postgres", "create table p (a int)", 'relation "p" already exists'],
  ["postgres", "selec 1", 'syntax error at or near "selec"'],
  ["postgres", "select 1 from", "syntax error at end of input"],
  ["postgres", "select 1/0", "division by zero"],
  ["postgres", "explain select 1", "drydock: EXPLAIN is not simulated"],
  ["mysql", "select * from nope", "Table 'app.nope' doesn't exist"],
  ["mysql", "select nope from p", "Unknown column 'nope' in 'field list'"],
  ["mysql", "insert into p values (1, 'x', 1, 1)", "Duplicate entry '1' for key 'p.PRIMARY'"],
  ["mysql", "insert into p (id) values (9)", "Field 'name' doesn't have a default value"],
  ["mysql", "use nope", "Unknown database 'nope'"],
  [
    "mysql",
    "selec 1",
    "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near 'selec 1' at line 1",
  ],
])("%s refuses %s", (dialect, sql, message) => {
  expect(play(PEOPLE + sql, dialect).at(-1)).toBe(message);
});
