CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

CREATE TABLE person (name text, current_mood mood DEFAULT 'ok');

INSERT INTO person VALUES ('Moe', 'happy'), ('Larry', 'sad'), ('Curly', DEFAULT);

SELECT * FROM person ORDER BY current_mood;

SELECT * FROM person WHERE current_mood > 'sad';

INSERT INTO person VALUES ('X', 'angry');

SELECT enum_range(NULL::mood), 'sad'::mood < 'happy'::mood;

\dT

\dT+ mood

\d person

ALTER TYPE mood ADD VALUE 'ecstatic' AFTER 'happy';

INSERT INTO person VALUES ('Y', 'ecstatic');

SELECT max(current_mood), min(current_mood) FROM person;

SELECT current_mood, count(*) FROM person GROUP BY current_mood ORDER BY 1;

ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';

SELECT name FROM person WHERE current_mood = 'blue';

SELECT name FROM person WHERE current_mood = 'sad';

DROP TYPE mood;

DROP TYPE mood CASCADE;

SELECT * FROM person;

CREATE DOMAIN posint AS int CHECK (VALUE > 0);

CREATE TABLE d (n posint);

INSERT INTO d VALUES (5);

INSERT INTO d VALUES (-5);

CREATE TYPE addr AS (street text, city text);

CREATE TABLE homes (id int, a addr);

INSERT INTO homes VALUES (1, ROW('Main St', 'Rome'));

SELECT * FROM homes;

SELECT (a).city FROM homes;
