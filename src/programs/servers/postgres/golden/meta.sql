\echo hello world

\set name 'Ann'

SELECT :'name' AS who;

\x

SELECT 1 AS a, 'two' AS b;

SELECT 1 AS a, NULL AS bee UNION ALL SELECT 2, 'long text';

\x off

\t

SELECT 1;

\t

\a

SELECT 1 AS a, 'x' AS b;

\a

\pset null '[null]'

SELECT NULL AS n;

\pset border 2

SELECT 1 AS a, 'x' AS b;

\pset border 0

SELECT 1 AS a, 'x' AS b;

\pset border 1

\pset format csv

SELECT 1 AS a, 'x,y' AS b;

\pset format html

SELECT 1 AS a, '<x>' AS b;

\pset format aligned

\pset title 'A title'

SELECT 1 AS a;

\pset title

\pset tuples_only

SELECT 5;

\pset tuples_only off

\pset footer off

SELECT 1 AS a;

\pset footer on

\pset nope

\nope

\d nope

\dt nope

\i /tmp/nowhere.sql

\timing off

\encoding

SELECT 1 \g

SELECT 2 AS two \gx

SELECT 'CREATE TABLE gen' || i || ' (id int)' FROM generate_series(1, 2) i \gexec

\dt

SELECT 5 AS five \gset

\echo :five

\if true
\echo yes
\else
\echo no
\endif

\set ON_ERROR_STOP off

\echo :ON_ERROR_STOP

\unset name

SELECT :name;

\o /tmp/pg-out.txt

SELECT 'to file';

\o

\qecho done

\p

\r

\l template*

SELECT current_database(), current_schema, current_user;

SELECT 'a' AS "Mixed Case", 1 AS "select";

SELECT 'line1
line2' AS multi;

SELECT 'ünïcödé' AS word, '日本' AS wide;

SELECT 1; SELECT 2;

SELECT 1 \; SELECT 2;

\c postgres

\dt
