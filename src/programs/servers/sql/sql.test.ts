import { expect, test } from "vitest";
import { execute } from "./execute.ts";
import { SqlError, splitStatements } from "./lexer.ts";
import type { Session } from "./session.ts";
import { createStore } from "./store.ts";
import type { Dialect } from "./values/value.ts";

function session(dialect: Dialect): Session {
  return {
    dialect,
    shared: createStore(["app"]),
    user: "ann",
    database: "app",
    version: "PostgreSQL 18.1",
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
  expect(String(play(PEOPLE + sql, dialect).at(-1)).split("\n")[0]).toBe(message);
});

const SHOP = `create table customer (id serial primary key, name varchar(20) not null, mail text unique);
create table sale (id int generated always as identity primary key, customer_id int references customer(id) on delete cascade, total numeric(8,2) check (total >= 0));
insert into customer (name, mail) values ('Ann', 'a@x'), ('Bo', 'b@x'), ('Cy', null);
insert into sale (customer_id, total) values (1, 10.5), (1, 20), (2, 5.25);`;

test.each<[string, string, unknown[]]>([
  [
    "a foreign key must be there",
    "insert into sale (customer_id, total) values (9, 1)",
    [
      'insert or update on table "sale" violates foreign key constraint "sale_customer_id_fkey"\nKey (customer_id)=(9) is not present in table "customer".',
    ],
  ],
  ["ON DELETE CASCADE takes rows along", "delete from customer where id = 1; select id from sale", ["DELETE 1", [[3]]]],
  [
    "without it the row is held",
    "create table note (sale_id int references sale(id)); insert into note values (3); delete from sale where id = 3; update sale set total = 1 where id = 3",
    [
      "CREATE TABLE",
      "INSERT 0 1",
      'update or delete on table "sale" violates foreign key constraint "note_sale_id_fkey" on table "note"\nKey (id)=(3) is still referenced from table "note".',
      "UPDATE 1",
    ],
  ],
  [
    "a check is held",
    "insert into sale (customer_id, total) values (1, -1); alter table sale add constraint small check (total < 6)",
    [
      'new row for relation "sale" violates check constraint "sale_total_check"\nFailing row contains (4, 1, -1.00).',
      'check constraint "small" of relation "sale" is violated by some row',
    ],
  ],
  [
    "a table that others refer to",
    "drop table customer; truncate customer; drop table customer cascade; insert into sale (customer_id) values (9)",
    [
      "cannot drop table customer because other objects depend on it\nconstraint sale_customer_id_fkey on table sale depends on table customer\nUse DROP ... CASCADE to drop the dependent objects too.",
      'cannot truncate a table referenced in a foreign key constraint\nTable "sale" references "customer".\nTruncate table "sale" at the same time, or use TRUNCATE ... CASCADE.',
      "DROP TABLE",
      "INSERT 0 1",
    ],
  ],
  [
    "ON CONFLICT",
    "insert into customer (name, mail) values ('X', 'a@x') on conflict (mail) do update set name = excluded.name returning id, name; insert into customer (name, mail) values ('Y', 'a@x') on conflict do nothing",
    [[[1, "X"]], "INSERT 0 0"],
  ],
  [
    "joins of all kinds",
    "select c.name, s.total from customer c left join sale s on s.customer_id = c.id order by 1, 2; select count(*) from customer c full join sale s on s.customer_id = c.id and s.total > 10; select count(*) from customer cross join sale",
    [
      [
        ["Ann", "10.50"],
        ["Ann", "20.00"],
        ["Bo", "5.25"],
        ["Cy", null],
      ],
      [[5]],
      [[9]],
    ],
  ],
  [
    "WITH, recursive too",
    "with big as (select * from sale where total > 6) select count(*) from big; with recursive t(n) as (values (1) union all select n + 1 from t where n < 5) select sum(n) from t",
    [[[2]], [[15]]],
  ],
  [
    "window functions",
    "select id, rank() over (partition by customer_id order by total desc), sum(total) over (order by id), lag(id) over (order by id) from sale order by id",
    [
      [
        [1, 2, "10.50", null],
        [2, 1, "30.50", 1],
        [3, 1, "35.75", 2],
      ],
    ],
  ],
  [
    "UNION, INTERSECT, EXCEPT",
    "select 1 union select 1 union all select 2; select customer_id from sale intersect select 1; select id from customer except select customer_id from sale",
    [[[1], [2]], [[1]], [[3]]],
  ],
  [
    "numbers are exact",
    "select 0.1 + 0.2, 7 / 2, 7.0 / 2, 10 / 3.0, 1.10 * 2, 5::float / 2, round(2.345, 2)",
    [[["0.3", 3, "3.5000000000000000", "3.3333333333333333", "2.20", 2.5, "2.35"]]],
  ],
  [
    "spread, exactly",
    "select stddev(n), variance(n) from (values (1), (2)) as v(n); select stddev(n) from generate_series(1, 4) as g(n)",
    [[["0.70710678118654752440", "0.50000000000000000000"]], [["1.2909944487358056"]]],
  ],
  [
    "what the server tells of itself only in part",
    "select relname from pg_class; select tablename from pg_tables order by 1",
    ["drydock: pg_class is not simulated", [["customer"], ["sale"]]],
  ],
  [
    "dates",
    "select current_date + 7, date '2024-01-31' + interval '1 month', extract(dow from date '2024-01-01'), date_trunc('month', date '2024-02-29'), to_char(timestamp '2024-02-03 04:05:06', 'DD Mon YYYY HH24:MI'), age(date '2024-03-01', date '2020-02-29')",
    [[["2026-12-01", "2024-02-29 00:00:00", 1, "2024-02-01 00:00:00+00", "03 Feb 2024 04:05", "4 years 1 day"]]],
  ],
  [
    "a savepoint; a failed transaction waits for its end",
    "begin; savepoint a; delete from sale; rollback to a; select count(*) from sale; select nope; select 1; commit; select count(*) from sale",
    [
      "BEGIN",
      "SAVEPOINT",
      "DELETE 3",
      "ROLLBACK",
      [[3]],
      'column "nope" does not exist',
      "current transaction is aborted, commands ignored until end of transaction block",
      "ROLLBACK",
      [[3]],
    ],
  ],
  [
    "a view, and what a grouped query may not give",
    "create view v as select name from customer where id < 3; select count(*) from v; select name, count(*) from customer group by mail; select name, count(*) from customer group by id order by id limit 1",
    [
      "CREATE VIEW",
      [[2]],
      'column "customer.name" must appear in the GROUP BY clause or be used in an aggregate function',
      [["Ann", 1]],
    ],
  ],
  [
    "ALTER TABLE",
    "alter table customer add column points int not null default 5; alter table customer rename column mail to email; alter table customer drop column name; select * from customer order by id limit 1; alter table customer add unique (points)",
    [
      "ALTER TABLE",
      "ALTER TABLE",
      "ALTER TABLE",
      [[1, "a@x", 5]],
      'could not create unique index "customer_points_key"\nKey (points)=(5) is duplicated.',
    ],
  ],
  [
    "UPDATE … FROM, RETURNING, parameters that are not there",
    "update sale s set total = 0 from customer c where c.id = s.customer_id and c.name = 'Bo' returning s.id, total; select $1",
    [[[3, "0.00"]], "there is no parameter $1"],
  ],
  [
    "json and arrays",
    `select '{"a": {"b": [1, 2]}}'::jsonb -> 'a' -> 'b' ->> 1, 'x' = any(array['x', 'y']), array_agg(id order by id desc) from sale`,
    [[["2", true, "{3,2,1}"]]],
  ],
])("PostgreSQL: %s", (_name, sql, expected) => {
  expect(play(SHOP + sql).slice(4)).toEqual(expected);
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
  expect(play(MYSHOP + sql, "mysql").slice(4)).toEqual(expected);
});

test("two transactions at once: each sees its own copy, and both are kept", () => {
  const one = session("postgres");
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
