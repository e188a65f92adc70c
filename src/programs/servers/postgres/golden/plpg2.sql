CREATE TABLE accounts (id int PRIMARY KEY, balance numeric(10,2) NOT NULL);

INSERT INTO accounts VALUES (1, 100), (2, 50);

CREATE OR REPLACE FUNCTION transfer(a int, b int, amount numeric) RETURNS void AS $$
DECLARE
  available numeric;
BEGIN
  SELECT balance INTO available FROM accounts WHERE id = a FOR UPDATE;
  IF available IS NULL THEN
    RAISE EXCEPTION 'account % not found', a USING ERRCODE = 'no_data_found';
  END IF;
  IF available < amount THEN
    RAISE EXCEPTION 'insufficient funds: % < %', available, amount;
  END IF;
  UPDATE accounts SET balance = balance - amount WHERE id = a;
  UPDATE accounts SET balance = balance + amount WHERE id = b;
END;
$$ LANGUAGE plpgsql;

SELECT transfer(1, 2, 30);

SELECT * FROM accounts ORDER BY id;

SELECT transfer(1, 2, 3000);

SELECT transfer(9, 2, 1);

CREATE FUNCTION stats(OUT total numeric, OUT n bigint) AS $$
BEGIN
  SELECT sum(balance), count(*) INTO total, n FROM accounts;
END $$ LANGUAGE plpgsql;

SELECT stats();

SELECT * FROM stats();

CREATE FUNCTION fib(n int) RETURNS int AS $$
BEGIN
  IF n < 2 THEN RETURN n; END IF;
  RETURN fib(n-1) + fib(n-2);
END $$ LANGUAGE plpgsql;

SELECT fib(10);

CREATE FUNCTION evens(max int) RETURNS SETOF int AS $$
BEGIN
  FOR i IN 1..max LOOP
    CONTINUE WHEN i % 2 = 1;
    RETURN NEXT i;
  END LOOP;
END $$ LANGUAGE plpgsql;

SELECT * FROM evens(7);

SELECT sum(evens) FROM evens(10);

CREATE FUNCTION count_rows(t text) RETURNS bigint AS $$
DECLARE
  c bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %I', t) INTO c;
  RETURN c;
END $$ LANGUAGE plpgsql;

SELECT count_rows('accounts');

SELECT count_rows('missing');

DO $$
BEGIN
  INSERT INTO accounts VALUES (1, 0);
EXCEPTION WHEN unique_violation THEN
  RAISE NOTICE 'caught: %', SQLERRM;
END $$;

DO $$
DECLARE
  x int := 10;
  s text;
BEGIN
  s := 'x is ' || x;
  RAISE NOTICE '%', s;
  RAISE INFO 'info %', x / 3;
  RAISE WARNING 'careful';
  x := x / 0;
END $$;

CREATE FUNCTION grade(score int) RETURNS text AS $$
BEGIN
  CASE
    WHEN score >= 90 THEN RETURN 'A';
    WHEN score >= 80 THEN RETURN 'B';
    ELSE RETURN 'F';
  END CASE;
END $$ LANGUAGE plpgsql IMMUTABLE STRICT;

SELECT grade(95), grade(85), grade(10), grade(NULL);

CREATE FUNCTION defaults(a int, b int DEFAULT 5, c text DEFAULT 'x') RETURNS text LANGUAGE sql AS $$ SELECT a || '-' || b || '-' || c $$;

SELECT defaults(1), defaults(1, 2), defaults(1, c => 'z'), defaults(a => 7, b => 8);

SELECT defaults();

\df defaults

CREATE FUNCTION top(n int) RETURNS TABLE (id int, balance numeric) LANGUAGE sql STABLE AS $$ SELECT id, balance FROM accounts ORDER BY balance DESC LIMIT n $$;

SELECT * FROM top(1);

CREATE FUNCTION loopy() RETURNS text AS $$
DECLARE
  i int := 0;
  r record;
  out text := '';
  arr int[] := ARRAY[3,1,2];
  v int;
BEGIN
  LOOP
    i := i + 1;
    EXIT WHEN i > 3;
    out := out || i || ',';
  END LOOP;
  FOREACH v IN ARRAY arr LOOP
    out := out || '[' || v || ']';
  END LOOP;
  FOR r IN SELECT a.id, a.balance FROM accounts a ORDER BY a.id LOOP
    out := out || format(' %s:%s', r.id, r.balance);
  END LOOP;
  FOR i IN REVERSE 3..1 LOOP
    out := out || '<' || i;
  END LOOP;
  RETURN out;
END $$ LANGUAGE plpgsql;

SELECT loopy();

CREATE FUNCTION rowvar(p int) RETURNS numeric AS $$
DECLARE
  acc accounts%ROWTYPE;
  b accounts.balance%TYPE;
BEGIN
  SELECT * INTO STRICT acc FROM accounts WHERE id = p;
  b := acc.balance * 2;
  RETURN b;
EXCEPTION
  WHEN no_data_found THEN
    RETURN -1;
END $$ LANGUAGE plpgsql;

SELECT rowvar(1), rowvar(99);

CREATE FUNCTION noreturn() RETURNS int AS $$ BEGIN PERFORM 1; END $$ LANGUAGE plpgsql;

SELECT noreturn();

CREATE FUNCTION ambiguous(id int) RETURNS numeric AS $$ BEGIN RETURN (SELECT balance FROM accounts WHERE id = id); END $$ LANGUAGE plpgsql;

SELECT ambiguous(1);

CREATE PROCEDURE reset_all(v numeric) AS $$ BEGIN UPDATE accounts SET balance = v; END $$ LANGUAGE plpgsql;

CALL reset_all(10);

SELECT * FROM accounts ORDER BY id;

CALL fib(3);

DROP FUNCTION fib;

DROP FUNCTION nothing;

\df
