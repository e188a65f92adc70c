CREATE TABLE secret (id int, word text);

INSERT INTO secret VALUES (1, 'xyzzy');

CREATE ROLE reader LOGIN PASSWORD 'r';

CREATE USER writer WITH PASSWORD 'w' CREATEDB;

CREATE ROLE team NOLOGIN;

\du

SET ROLE reader;

SELECT * FROM secret;

SELECT current_user, session_user;

CREATE TABLE mine (id int);

RESET ROLE;

GRANT SELECT ON secret TO reader;

\dp secret

SET ROLE reader;

SELECT * FROM secret;

INSERT INTO secret VALUES (2, 'no');

DELETE FROM secret;

UPDATE secret SET id = 1;

DROP TABLE secret;

CREATE ROLE other;

RESET ROLE;

REVOKE SELECT ON secret FROM reader;

GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA public TO writer;

GRANT team TO writer;

GRANT USAGE ON SCHEMA public TO reader;

\dp

\du writer

CREATE ROLE reader;

DROP ROLE nobody;

DROP ROLE IF EXISTS nobody;

GRANT SELECT ON secret TO nobody;

GRANT SELECT ON nowhere TO reader;

DROP ROLE writer;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM writer;

DROP ROLE writer;

ALTER ROLE reader WITH SUPERUSER;

ALTER USER reader RENAME TO reader2;

\du

ALTER TABLE secret OWNER TO reader2;

\dt

DROP ROLE reader2;

REASSIGN OWNED BY reader2 TO postgres;

DROP OWNED BY reader2;

DROP ROLE reader2, team;

SELECT rolname, rolsuper, rolcanlogin FROM pg_roles WHERE rolname NOT LIKE 'pg_%' ORDER BY 1;
