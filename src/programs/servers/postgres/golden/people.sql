CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

CREATE TABLE person (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(20) NOT NULL, m mood DEFAULT 'ok', tags text[] DEFAULT '{}', data jsonb, created timestamptz);

INSERT INTO person (name, m, tags, data) VALUES ('A', 'happy', '{x,y}', '{"age": 3, "pets": ["cat"]}'), ('B', 'sad', ARRAY['z'], NULL);

INSERT INTO person (id, name) VALUES (9, 'C');

INSERT INTO person (name, m) VALUES ('D', 'angry');

INSERT INTO person (name) VALUES ('a name that is much too long');

SELECT name, m, tags[1], array_length(tags, 1), data->>'age', data @> '{"age": 3}', jsonb_array_elements_text(data->'pets') FROM person;

SELECT * FROM person WHERE 'x' = ANY(tags);

SELECT name FROM person WHERE m > 'sad' ORDER BY m DESC;

UPDATE person SET data = jsonb_set(data, '{age}', '4'), tags = tags || 'w'::text WHERE name = 'A';

SELECT data, tags FROM person ORDER BY id;

SELECT jsonb_pretty(data) FROM person WHERE data IS NOT NULL;

CREATE VIEW happy AS SELECT name FROM person WHERE m = 'happy';

SELECT * FROM happy;

\d+ happy

\dt

\dT

\dn

\du

\l nope

\df

CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b';

SELECT add(2, 3);

CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.created := '2024-01-01'; RETURN NEW; END $$;

CREATE TRIGGER t BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION touch();

UPDATE person SET name = 'AA' WHERE name = 'A' RETURNING created;

DO $$ BEGIN FOR i IN 1..2 LOOP RAISE NOTICE 'i = %', i; END LOOP; END $$;

CREATE TABLE pet (id serial PRIMARY KEY, owner int REFERENCES person(id) ON DELETE CASCADE, name text);

INSERT INTO pet (owner, name) VALUES (1, 'Rex'), (99, 'Tom');

INSERT INTO pet (owner, name) VALUES (1, 'Rex'), (2, 'Tom');

SELECT p.name, pet.name FROM person p LEFT JOIN pet ON pet.owner = p.id ORDER BY 1;

SELECT p.name, x.n FROM person p, LATERAL (SELECT count(*) AS n FROM pet WHERE owner = p.id) x ORDER BY 1;

DELETE FROM person WHERE id = 1;

SELECT * FROM pet;

WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT sum(n) FROM t;

SELECT grp, count(*) FROM (VALUES ('a', 1), ('b', 2), ('a', 3)) v(grp, n) GROUP BY ROLLUP (grp) ORDER BY grp;

SELECT * FROM crosstab('x');

CREATE MATERIALIZED VIEW mv AS SELECT count(*) FROM pet;

REFRESH MATERIALIZED VIEW mv;

SELECT * FROM mv;

CREATE SEQUENCE s START 10;

SELECT nextval('s'), currval('s');

BEGIN;
INSERT INTO pet (name) VALUES ('Z');
SAVEPOINT a;
INSERT INTO pet (id, name) VALUES (1, 'dup'), (2, 'dup');
ROLLBACK TO a;
COMMIT;

SELECT count(*) FROM pet;

COPY pet (owner, name) TO STDOUT WITH CSV HEADER;

\copy pet to '/tmp/x.csv' csv

CREATE ROLE bob LOGIN PASSWORD 'x';

GRANT SELECT ON pet TO bob;

\dp pet

REVOKE ALL ON pet FROM bob;

DROP ROLE bob;

COMMENT ON TABLE pet IS 'animals';

\dt+ pet

VACUUM ANALYZE pet;

SHOW server_version_num;

SET search_path TO public;

SHOW search_path;

SELECT pg_typeof(1.5), pg_typeof('a'::text), pg_typeof(now());

TRUNCATE pet RESTART IDENTITY;

DROP TYPE mood;

DROP TYPE mood CASCADE;

MERGE INTO pet USING (VALUES (1, 'M')) v(id, name) ON pet.id = v.id WHEN NOT MATCHED THEN INSERT (name) VALUES (v.name);

SELECT name FROM pet;
