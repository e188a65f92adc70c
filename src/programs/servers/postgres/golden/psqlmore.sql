\pset format unaligned

SELECT 1 AS a, 2 AS b;

\pset fieldsep ','

SELECT 1 AS a, 2 AS b UNION ALL SELECT 3, 4;

\t on

SELECT 'x', 'y';

\t off

\pset format aligned

\pset border 2

SELECT * FROM (VALUES (1,'a'),(22,NULL)) v(id, word);

\x on

SELECT * FROM (VALUES (1,'a'),(22,NULL)) v(id, word);

\x off

\pset border 1

\pset linestyle unicode

SELECT * FROM (VALUES (1,'a'),(22,NULL)) v(id, word);

\pset linestyle ascii

\pset null '∅'

SELECT NULL, 1;

\pset null ''

\C 'Numbers'

SELECT 1 AS n;

\C

\echo :DBNAME :USER :PORT

\set x 10
\set y 'hello world'

SELECT :x + 5, :'y', :"x";

\set z :x :y

\echo :z

\echo one   two 'three  four'

SELECT 1 AS one, 2 AS two \gset pre_

\echo :pre_one :pre_two

SELECT 'SELECT 42' \gexec

SELECT 1, 'a'::text, now() \gdesc

SELECT 1 AS a
\g

SELECT 1; SELECT 2 AS two; SELECT 'three';

SELECT
  1
  AS a,
  2
;

-- a comment
SELECT 1 -- trailing
;

/* block
comment */ SELECT 2;

\if :{?x}
\echo x is set
\else
\echo x is not set
\endif

\if false
SELECT 'never';
\elif true
SELECT 'elif';
\endif

\d

CREATE TABLE wide (a_rather_long_column_name int, another_long_one text, b boolean DEFAULT false);

\d wide

\d+ wide

\dt+

\dt w*

\dt public.*

\dn+

\du+

\dT

\df

\dv

\di

\ds

\dx

\dp wide

\z

\l postgres

\sv nope

\sf nope

\dfoo

SELECT 1;

\c course postgres

\encoding

\timing

\timing

\pset pager off

\pset

\unset x

\echo :x

\prompt

\getenv h HOME

SELECT 5 \gx

\x auto

SELECT 1 AS a;

\a

\f ';'

SELECT 1 AS a, 2 AS b;

\H

SELECT 1 AS a;

\H

\warn oops

SELECT 'quote''d', '\n', E'\\n';

SELECT E'a\tb' AS t, E'multi\nline' AS m, 2 AS n;
