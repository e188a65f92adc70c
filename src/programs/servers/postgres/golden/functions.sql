CREATE FUNCTION add(a int, b int) RETURNS int AS $$ SELECT a + b; $$ LANGUAGE SQL;

SELECT add(2, 3);

CREATE OR REPLACE FUNCTION greet(name text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN 'Hello, ' || name || '!';
END;
$$;

SELECT greet('Ann');

SELECT greet(5);

CREATE FUNCTION fact(n int) RETURNS bigint AS $$
DECLARE
  r bigint := 1;
BEGIN
  IF n < 0 THEN
    RAISE EXCEPTION 'negative: %', n;
  END IF;
  FOR i IN 2..n LOOP
    r := r * i;
  END LOOP;
  RETURN r;
END;
$$ LANGUAGE plpgsql;

SELECT fact(5), fact(10);

SELECT fact(-1);

CREATE TABLE emp (id serial PRIMARY KEY, name text, salary numeric);

INSERT INTO emp (name, salary) VALUES ('A', 100), ('B', 200), ('C', 300);

CREATE FUNCTION rich(min numeric) RETURNS SETOF emp AS $$ SELECT * FROM emp WHERE salary >= min; $$ LANGUAGE SQL;

SELECT * FROM rich(200);

CREATE FUNCTION names() RETURNS TABLE(id int, label text) AS $$
BEGIN
  RETURN QUERY SELECT e.id, upper(e.name) FROM emp e ORDER BY e.id;
END;
$$ LANGUAGE plpgsql;

SELECT * FROM names();

\df

\df add

\sf add

DROP FUNCTION add;

SELECT add(1, 2);

DROP FUNCTION add(int, int);

CREATE PROCEDURE raise_all(pct numeric) LANGUAGE plpgsql AS $$
BEGIN
  UPDATE emp SET salary = salary * (1 + pct / 100);
END;
$$;

CALL raise_all(10);

SELECT * FROM emp ORDER BY id;

DO $$
DECLARE
  r record;
  total numeric := 0;
BEGIN
  FOR r IN SELECT * FROM emp ORDER BY id LOOP
    RAISE NOTICE '% earns %', r.name, r.salary;
    total := total + r.salary;
  END LOOP;
  RAISE NOTICE 'total: %', total;
END;
$$;

CREATE FUNCTION safe_div(a numeric, b numeric) RETURNS numeric AS $$
BEGIN
  RETURN a / b;
EXCEPTION
  WHEN division_by_zero THEN
    RAISE WARNING 'oops';
    RETURN NULL;
END;
$$ LANGUAGE plpgsql;

SELECT safe_div(10, 4), safe_div(1, 0);

CREATE FUNCTION size_of(n int) RETURNS text AS $$
BEGIN
  IF n > 100 THEN
    RETURN 'big';
  ELSIF n > 10 THEN
    RETURN 'middle';
  ELSE
    RETURN 'small';
  END IF;
END;
$$ LANGUAGE plpgsql IMMUTABLE;

SELECT n, size_of(n) FROM (VALUES (5), (50), (500)) AS v(n);

CREATE FUNCTION count_down(n int) RETURNS text AS $$
DECLARE
  s text := '';
BEGIN
  WHILE n > 0 LOOP
    s := s || n || ' ';
    n := n - 1;
    EXIT WHEN n = 2;
  END LOOP;
  RETURN s;
END;
$$ LANGUAGE plpgsql;

SELECT count_down(5);

CREATE FUNCTION find(n int) RETURNS text AS $$
DECLARE
  v text;
BEGIN
  SELECT name INTO v FROM emp WHERE id = n;
  IF NOT FOUND THEN
    RETURN 'nobody';
  END IF;
  RETURN v;
END;
$$ LANGUAGE plpgsql;

SELECT find(1), find(99);

CREATE FUNCTION bad() RETURNS int AS $$ SELECT nope FROM emp; $$ LANGUAGE SQL;

CREATE FUNCTION bad2() RETURNS int AS $$ BEGIN RETURN 'x'; END $$ LANGUAGE plpgsql;

SELECT bad2();

CREATE FUNCTION bad3() RETURNS int AS $$
BEGIN
  RETRUN 1;
END;
$$ LANGUAGE plpgsql;
