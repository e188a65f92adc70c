CREATE TABLE emp (id serial PRIMARY KEY, name text, salary int, updated_at timestamp);
CREATE TABLE audit (id serial, emp_id int, op text, old_salary int, new_salary int);

CREATE FUNCTION log_change() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO audit (emp_id, op, new_salary) VALUES (NEW.id, TG_OP, NEW.salary);
    RETURN NEW;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO audit (emp_id, op, old_salary, new_salary) VALUES (NEW.id, TG_OP, OLD.salary, NEW.salary);
    RETURN NEW;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO audit (emp_id, op, old_salary) VALUES (OLD.id, TG_OP, OLD.salary);
    RETURN OLD;
  END IF;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER emp_audit AFTER INSERT OR UPDATE OR DELETE ON emp FOR EACH ROW EXECUTE FUNCTION log_change();

INSERT INTO emp (name, salary) VALUES ('A', 100), ('B', 200);

UPDATE emp SET salary = 150 WHERE name = 'A';

DELETE FROM emp WHERE name = 'B';

SELECT * FROM audit ORDER BY id;

CREATE FUNCTION check_salary() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.salary < 0 THEN
    RAISE EXCEPTION 'salary cannot be negative' USING HINT = 'Give a positive one.';
  END IF;
  NEW.name := upper(NEW.name);
  RETURN NEW;
END;
$$;

CREATE TRIGGER emp_check BEFORE INSERT OR UPDATE ON emp FOR EACH ROW EXECUTE FUNCTION check_salary();

INSERT INTO emp (name, salary) VALUES ('carl', 10) RETURNING id, name, salary;

INSERT INTO emp (name, salary) VALUES ('dora', -10);

\d emp

CREATE FUNCTION say() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE NOTICE 'table % was changed by %', TG_TABLE_NAME, TG_OP;
  RETURN NULL;
END;
$$;

CREATE TRIGGER emp_say AFTER UPDATE ON emp FOR EACH STATEMENT EXECUTE FUNCTION say();

UPDATE emp SET salary = salary + 1;

ALTER TABLE emp DISABLE TRIGGER emp_say;

UPDATE emp SET salary = salary + 1;

DROP TRIGGER emp_say ON emp;

DROP TRIGGER emp_say ON emp;

DROP FUNCTION check_salary();

CREATE TRIGGER t2 BEFORE INSERT ON emp FOR EACH ROW EXECUTE FUNCTION nope();

CREATE TRIGGER upd BEFORE UPDATE ON emp FOR EACH ROW WHEN (OLD.salary IS DISTINCT FROM NEW.salary) EXECUTE FUNCTION check_salary();

SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1;
