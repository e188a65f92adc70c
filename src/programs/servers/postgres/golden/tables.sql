CREATE TABLE users (
  id SERIAL PRIMARY KEY,
  name VARCHAR(50) NOT NULL,
  email TEXT UNIQUE,
  age INT CHECK (age >= 18),
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

\d users

\dt

INSERT INTO users (name, email, age) VALUES ('Alice', 'alice@example.com', 30), ('Bob', 'bob@example.com', 25);

SELECT id, name, email, age FROM users;

INSERT INTO users (name, email, age) VALUES ('Carol', 'alice@example.com', 40);

INSERT INTO users (name, nope) VALUES ('x', 1);

INSERT INTO users VALUES (1, 'Eve', 'eve@example.com', 33);

INSERT INTO users (name, age) VALUES ('a very long name that is certainly longer than fifty characters', 20);

INSERT INTO users (name, age) VALUES ('Zed', 'abc');

SELECT * FROM nowhere;

SELEC 1;

SELECT nope FROM users;

CREATE TABLE users (id int);

CREATE TABLE IF NOT EXISTS users (id int);

DROP TABLE nowhere;

DROP TABLE IF EXISTS nowhere;

ALTER TABLE users ADD COLUMN phone VARCHAR(20);

ALTER TABLE users ADD COLUMN active BOOLEAN NOT NULL DEFAULT true;

ALTER TABLE users RENAME COLUMN phone TO telephone;

ALTER TABLE users ALTER COLUMN age SET DEFAULT 18;

ALTER TABLE users ADD CONSTRAINT name_len CHECK (length(name) > 1);

\d users

ALTER TABLE users DROP COLUMN telephone;

ALTER TABLE users DROP COLUMN telephone;

ALTER TABLE users RENAME TO people;

\d

\d people

DROP TABLE people;

\dt
