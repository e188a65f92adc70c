CREATE TABLE people (id int, name text, born date);

COPY people FROM stdin;
1	Ann	1990-01-02
2	Bob	\N
\.

COPY people (id, name) FROM stdin WITH (FORMAT csv);
3,"Smith, John"
4,plain
\.

COPY people TO stdout;

COPY people TO stdout WITH (FORMAT csv, HEADER);

COPY (SELECT name FROM people WHERE id < 3) TO stdout WITH CSV;

\copy people TO '/tmp/pg-people.csv' WITH CSV HEADER

TRUNCATE people;

\copy people FROM '/tmp/pg-people.csv' WITH CSV HEADER

SELECT * FROM people;

COPY people FROM '/tmp/pg-nowhere.csv';

\copy people from /tmp/pg-nowhere.csv

COPY people FROM stdin;
x	bad	2020-01-01
\.

COPY people FROM stdin;
1
\.

COPY nowhere FROM stdin;
1
\.

COPY people FROM stdin WITH (FORMAT csv);
9,a,2020-01-01,extra
\.

SELECT count(*) FROM people;
