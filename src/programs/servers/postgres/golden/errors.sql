SELECT * FORM users;

SELECT 1 +;

CREATE TABLE (id int);

CREATE TABLE t (id int,);

INSERT INTO t VALUES (1;

CREATE TABLE t (id int PRIMARY KEY, name varchar(5), n numeric(4,1), d date, b boolean);

INSERT INTO t VALUES (1, 'toolong', 1, '2024-01-01', true);

INSERT INTO t VALUES (1, 'ok', 12345, '2024-01-01', true);

INSERT INTO t VALUES (1, 'ok', 1.25, 'not a date', true);

INSERT INTO t VALUES (1, 'ok', 1.25, '2024-01-01', 'perhaps');

INSERT INTO t VALUES ('one', 'ok');

INSERT INTO t (id, nme) VALUES (1, 'x');

INSERT INTO t (id, name) VALUES (1);

INSERT INTO t (id) VALUES (1, 2);

INSERT INTO t VALUES (1, 'ok', 1.25, '2024-01-01', true);

INSERT INTO t SELECT 1;

SELECT id FROM t WHERE name = 5;

SELECT id FROM t WHERE id = 'x';

SELECT id FROM t WHERE d > '2024-99-01';

SELECT id + name FROM t;

SELECT max(name, id) FROM t;

SELECT name FROM t GROUP BY id HAVING nme > 1;

SELECT t.id, u.id FROM t;

SELECT idd FROM t;

SELECT T.ID, NAME FROM T;

SELECT "ID" FROM t;

SELECT a.id FROM t a, t b WHERE id = 1;

SELECT id FROM t ORDER BY nope;

SELECT id FROM t LIMIT -1;

SELECT id FROM t LIMIT 'x';

SELECT id, count(*) FROM t;

SELECT (SELECT id, name FROM t);

SELECT (SELECT generate_series(1,2));

SELECT id FROM t WHERE (id, name) = (1, 'ok');

SELECT 1 WHERE 5;

SELECT NOT 5;

SELECT 'a' AND true;

UPDATE t SET id = NULL;

UPDATE t SET name = 'waytoolong';

UPDATE t SET n = 'x' WHERE id = 1;

UPDATE t SET id = id + 'x';

DELETE FROM t WHERE nope = 1;

DELETE t;

ALTER TABLE t ADD COLUMN id int;

ALTER TABLE t DROP COLUMN nope;

ALTER TABLE t RENAME COLUMN nope TO x;

ALTER TABLE nope ADD COLUMN x int;

ALTER TABLE t ALTER COLUMN name SET NOT NULL;

ALTER TABLE t ADD CHECK (id > 5);

ALTER TABLE t ADD PRIMARY KEY (name);

CREATE INDEX ON t (nope);

CREATE UNIQUE INDEX ON t (b);

DROP INDEX nope;

DROP VIEW nope;

DROP SEQUENCE nope;

DROP SCHEMA nope;

DROP TYPE nope;

DROP DATABASE nope;

CREATE DATABASE postgres;

DROP DATABASE course;

CREATE SCHEMA public;

GRANT SELECT ON t TO nobody;

SET nope TO 1;

SELECT current_setting('nope');

SELECT nextval('nope');

COPY t FROM '/nope.csv';

EXECUTE nope;

SELECT * FROM generate_series(1, 3, 0);

SELECT to_date('x', 'YYYY');

SELECT substring('abc' from 1 for -1);

SELECT sqrt(-1);

SELECT ln(0);

SELECT array[1,2][1], (array[1,2])[5];

SELECT 10 % 0, 5.0 / 0;

SELECT chr(0);

SELECT lpad('x', 5, 'ab'), 'x'::int4;

SELECT CAST('12abc' AS numeric);

SELECT 1::uuid;

SELECT now()::int;

SELECT true::date;

SELECT '1'::bool, 't' = true, 2::bool;

SELECT json '{"a":';

SELECT '{"a":1}'::json -> 'a' -> 'b', '{"a":1}'::jsonb ->> 'z';

SELECT ROW(1,2) = ROW(1,2,3);

SELECT * FROM (SELECT 1);

SELECT x FROM (SELECT 1) AS s(y);

SELECT foo.* FROM t;

SELECT count(DISTINCT) FROM t;

VALUES (1), (2, 3);

SELECT CASE WHEN true THEN 1 ELSE 'x' END;

SELECT COALESCE(1, 'x');

SELECT 1 UNION SELECT 'x';

SELECT ARRAY[1, 'x'];

SELECT GREATEST(1, 'b');

SELECT date '2024-01-01' + date '2024-01-02';

SELECT interval '1 day' + 1;

SELECT 5 || 6;

SELECT -'5', +'5', - 'x';
