CREATE SCHEMA hr; CREATE TABLE hr.staff (id serial PRIMARY KEY, name text, pay int);

INSERT INTO hr.staff (name, pay) VALUES ('A', 1), ('B', 2);

CREATE ROLE app_user LOGIN PASSWORD 'x' CONNECTION LIMIT 5;

\du app_user

SET ROLE app_user;

SELECT * FROM hr.staff;

RESET ROLE;

GRANT USAGE ON SCHEMA hr TO app_user;

SET ROLE app_user;

SELECT * FROM hr.staff;

RESET ROLE;

GRANT SELECT, INSERT ON hr.staff TO app_user;

SET ROLE app_user;

SELECT * FROM hr.staff ORDER BY id;

INSERT INTO hr.staff (name) VALUES ('C');

RESET ROLE;

GRANT USAGE ON ALL SEQUENCES IN SCHEMA hr TO app_user;

SET ROLE app_user;

INSERT INTO hr.staff (name) VALUES ('C') RETURNING id;

UPDATE hr.staff SET pay = 5;

CREATE TABLE hr.mine (id int);

ALTER TABLE hr.staff ADD COLUMN x int;

TRUNCATE hr.staff;

CREATE SCHEMA other;

CREATE DATABASE other;

ALTER ROLE app_user SUPERUSER;

DROP SCHEMA hr CASCADE;

RESET ROLE;

\dp hr.*

\dn+ hr

CREATE ROLE team;

GRANT team TO app_user;

GRANT UPDATE ON hr.staff TO team;

SET ROLE app_user;

UPDATE hr.staff SET pay = 5 WHERE id = 1;

RESET ROLE;

REVOKE ALL ON hr.staff FROM app_user, team;

CREATE VIEW pay_view AS SELECT name FROM hr.staff;

GRANT SELECT ON pay_view TO app_user;

SET SESSION AUTHORIZATION app_user;

SELECT count(*) FROM pay_view;

SELECT session_user, current_user;

RESET SESSION AUTHORIZATION;

ALTER ROLE app_user WITH NOLOGIN PASSWORD NULL;

ALTER ROLE app_user RENAME TO team;

DROP OWNED BY app_user;

DROP ROLE app_user, team;

\du
