CREATE TABLE items (id serial PRIMARY KEY, name text, price numeric(6,2), sold boolean DEFAULT false);

INSERT INTO items (name, price, sold) VALUES ('pen', 1.5, true), ('book', 12, false), ('bag', 30, true);

CREATE VIEW sold_items AS SELECT id, name, price FROM items WHERE sold;

SELECT * FROM sold_items;

\d sold_items

\d+ sold_items

\dv

CREATE OR REPLACE VIEW sold_items AS SELECT id, name, price, price * 1.2 AS gross FROM items WHERE sold;

SELECT * FROM sold_items;

CREATE OR REPLACE VIEW sold_items AS SELECT name FROM items;

CREATE VIEW sold_items AS SELECT 1;

DROP TABLE items;

DROP VIEW items;

DROP TABLE sold_items;

CREATE MATERIALIZED VIEW totals AS SELECT sold, count(*) AS n, sum(price) AS total FROM items GROUP BY sold;

SELECT * FROM totals ORDER BY sold;

INSERT INTO items (name, price) VALUES ('cup', 5);

SELECT * FROM totals ORDER BY sold;

REFRESH MATERIALIZED VIEW totals;

SELECT * FROM totals ORDER BY sold;

\dm

\d totals

CREATE INDEX idx_items_name ON items (name);

CREATE UNIQUE INDEX ON items (lower(name));

CREATE INDEX idx_items_sold ON items (price) WHERE sold;

CREATE INDEX idx_items_two ON items (sold, price DESC);

\d items

\di

DROP INDEX idx_items_name;

DROP INDEX idx_items_name;

CREATE INDEX idx_items_two ON items (name);

CREATE SEQUENCE ticket START 100 INCREMENT 5;

SELECT nextval('ticket'), nextval('ticket');

SELECT currval('ticket'), lastval();

SELECT setval('ticket', 500);

SELECT nextval('ticket');

\ds

\d ticket

SELECT * FROM ticket;

ALTER SEQUENCE ticket RESTART WITH 1;

SELECT nextval('ticket');

SELECT currval('items_id_seq');

DROP SEQUENCE ticket;

SELECT nextval('ticket');

CREATE TEMP TABLE scratch (a int);

INSERT INTO scratch SELECT generate_series(1, 3);

SELECT * FROM scratch;

CREATE TABLE copy_of (LIKE items INCLUDING ALL);

\d copy_of

DROP VIEW sold_items;

DROP MATERIALIZED VIEW totals;

DROP TABLE items, copy_of;

CREATE SCHEMA app;

CREATE TABLE app.things (id int);

INSERT INTO app.things VALUES (1);

SELECT * FROM app.things;

SELECT * FROM things;

\dn

\dt app.*

SET search_path TO app, public;

SELECT * FROM things;

SHOW search_path;

DROP SCHEMA app;

DROP SCHEMA app CASCADE;
