import { expect, test } from "vitest";
import { execute } from "./execute.ts";
import { SqlError, splitStatements } from "./lexer.ts";
import type { Session } from "./session.ts";
import { createStore } from "./store.ts";

function session(): Session {
  return {
    shared: createStore(["app"]),
    user: "ann",
    database: "app",
    version: "9.7.0",
    lastInsertId: 0,
    rowCount: 0,
    foundRows: 0,
    foreignChecks: true,
    id: 8,
    host: "localhost",
    warnings: [],
    warningCount: 0,
    warned: new WeakSet(),
    writing: false,
    leniently: false,
    statements: new Map(),
    userVariables: new Map(),
    settings: new Map(),
    server: { started: 0, connections: new Map(), questions: 0, globals: new Map() },
    numbers: new Map(),
    transaction: undefined,
    parameters: [],
    prepared: false,
    now: () => Date.UTC(2026, 10, 24, 14) * 1000,
    random: () => 0.5,
    uuid: () => "u",
    variable: () => undefined,
  };
}

/** Rows, tags and errors of all statements of a script. */
function play(script: string): unknown[] {
  const s = session();
  const { statements, rest } = splitStatements(script);
  return [...statements, rest]
    .filter((q) => q.trim() !== "")
    .map((q) => {
      try {
        const r = execute(s, q);
        return r.columns ? r.rows : r.tag;
      } catch (e) {
        if (e instanceof SqlError) return [e.message, e.detail, e.hint].filter((x) => x !== undefined).join("\n");
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
        [1, 2, 30, "30"],
        [2, 1, 7, "7"],
      ],
    ],
  ],
  ["having", "select team from p group by team having count(*) > 1", [[[1]]]],
  ["average with four more places", "select avg(age) from p", [[["18.5000"]]]],
  [
    "expressions",
    "select 1+2*3, 7/2, concat('a', 'b'), upper('x'), coalesce(null, 5), case when 1>2 then 'y' else 'n' end",
    [[[7, "3.5000", "ab", "X", 5, "n"]]],
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
    "serial; RETURNING is MariaDB's",
    "create table q (id serial, n text); insert into q (n) values ('a'), ('b') returning id, n; insert into q (n) values ('a'); select id, n from q",
    [
      "CREATE TABLE",
      "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near 'returning id, n' at line 1",
      "INSERT 0 1",
      [[1, "a"]],
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

test.each<[string, string]>([
  ["select * from nope", "Table 'app.nope' doesn't exist"],
  ["select nope from p", "Unknown column 'nope' in 'field list'"],
  ["insert into p values (1, 'x', 1, 1)", "Duplicate entry '1' for key 'p.PRIMARY'"],
  ["insert into p (id) values (9)", "Field 'name' doesn't have a default value"],
  ["use nope", "Unknown database 'nope'"],
  ["select string_agg(name, ',') from p", "FUNCTION app.string_agg does not exist"],
  [
    "select 1::int",
    "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near '::int' at line 1",
  ],
  [
    "selec 1",
    "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near 'selec 1' at line 1",
  ],
])("refuses %s", (sql, message) => {
  expect(String(play(PEOPLE + sql).at(-1)).split("\n")[0]).toBe(message);
});

const MYSHOP = `create table customer (id int auto_increment primary key, name varchar(20) not null, mail varchar(50) unique, age int unsigned check (age < 150));
create table sale (id int auto_increment, customer_id int, total decimal(8,2) not null default 0, primary key (id), foreign key (customer_id) references customer(id));
insert into customer (name, mail, age) values ('Ann', 'a@x', 30), ('Bo', 'b@x', 20);
insert into sale (customer_id, total) values (1, 10.5), (1, 20), (2, 7);`;

test.each<[string, string, unknown[]]>([
  [
    "foreign keys",
    "insert into sale (customer_id) values (9); delete from customer where id = 1; drop table customer",
    [
      "Cannot add or update a child row: a foreign key constraint fails (`app`.`sale`, CONSTRAINT `sale_ibfk_1` FOREIGN KEY (`customer_id`) REFERENCES `customer` (`id`))",
      "Cannot delete or update a parent row: a foreign key constraint fails (`app`.`sale`, CONSTRAINT `sale_ibfk_1` FOREIGN KEY (`customer_id`) REFERENCES `customer` (`id`))",
      "Cannot drop table 'customer' referenced by a foreign key constraint 'sale_ibfk_1' on table 'sale'.",
    ],
  ],
  [
    "checks, and keys without regard to case",
    "insert into customer (name, age) values ('X', 200); insert into customer (name, mail) values ('X', 'A@X'); select id from customer where name = 'ann'",
    ["Check constraint 'customer_chk_1' is violated.", "Duplicate entry 'A@X' for key 'customer.mail'", [[1]]],
  ],
  [
    "ON DUPLICATE KEY UPDATE, INSERT IGNORE, REPLACE",
    "insert into customer (name, mail) values ('X', 'a@x') on duplicate key update name = values(name), age = age + 1; insert ignore into customer (name, mail) values ('Y', 'a@x'); replace into customer (id, name) values (9, 'Z'); select name, age from customer order by id",
    [
      "INSERT 0 1",
      "INSERT 0 0",
      "INSERT 0 1",
      [
        ["X", 31],
        ["Bo", 20],
        ["Z", null],
      ],
    ],
  ],
  [
    "numbers and dates of its own",
    "select 7/2, 7 div 2, '3 apples' + 2, 1 = 1, avg(total), group_concat(id order by id desc separator '-') from sale; select date_add('2024-01-31', interval 1 month), datediff('2024-03-01', '2024-02-01'), date_format('2024-02-03', '%d.%m.%y')",
    [[["3.5000", 3, 5, 1, "12.500000", "3-2-1"]], [["2024-02-29", 29, "03.02.24"]]],
  ],
  [
    "SHOW CREATE TABLE",
    "show create table sale",
    [
      [
        [
          "sale",
          "CREATE TABLE `sale` (\n  `id` int NOT NULL AUTO_INCREMENT,\n  `customer_id` int DEFAULT NULL,\n  `total` decimal(8,2) NOT NULL DEFAULT '0.00',\n  PRIMARY KEY (`id`),\n  KEY `customer_id` (`customer_id`),\n  CONSTRAINT `sale_ibfk_1` FOREIGN KEY (`customer_id`) REFERENCES `customer` (`id`)\n) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci",
        ],
      ],
    ],
  ],
  [
    "a column at its place",
    "alter table customer add column tel varchar(9) after id; select * from customer limit 1",
    ["ALTER TABLE", [[1, null, "Ann", "a@x", 30]]],
  ],
])("MySQL: %s", (_name, sql, expected) => {
  expect(play(MYSHOP + sql).slice(4)).toEqual(expected);
});

test("two transactions at once: each sees its own copy, and both are kept", () => {
  const one = session();
  const two: Session = { ...one, transaction: undefined, numbers: new Map() };
  const rows = (s: Session) => execute(s, "select id from t order by id").rows;
  execute(one, "create table t (id int primary key)");
  execute(one, "begin");
  execute(one, "insert into t values (1)");
  execute(two, "insert into t values (2)");
  expect([rows(one), rows(two)]).toEqual([[[1]], [[2]]]);
  execute(one, "commit");
  expect([rows(one), rows(two)]).toEqual([
    [[1], [2]],
    [[1], [2]],
  ]);
});
