CREATE TABLE big (id serial PRIMARY KEY, name text, n int);

INSERT INTO big (name, n) SELECT 'name ' || i, i % 100 FROM generate_series(1, 10000) i;

ANALYZE big;

EXPLAIN SELECT * FROM big;

EXPLAIN SELECT * FROM big WHERE id = 5;

EXPLAIN SELECT * FROM big WHERE n = 5;

EXPLAIN (COSTS OFF) SELECT * FROM big WHERE name = 'name 5';

CREATE INDEX idx_n ON big (n);

EXPLAIN (COSTS OFF) SELECT * FROM big WHERE n = 5;

EXPLAIN (COSTS OFF) SELECT * FROM big ORDER BY name LIMIT 10;

EXPLAIN (COSTS OFF) SELECT n, count(*) FROM big GROUP BY n;

EXPLAIN (COSTS OFF) SELECT count(*) FROM big;

EXPLAIN (COSTS OFF) SELECT * FROM big WHERE id BETWEEN 5 AND 10;

EXPLAIN (COSTS OFF) UPDATE big SET n = 1 WHERE id = 3;

EXPLAIN (COSTS OFF) DELETE FROM big WHERE id = 3;

EXPLAIN (COSTS OFF) INSERT INTO big (name) VALUES ('x');

EXPLAIN SELECT 1;

CREATE TABLE authors (id serial PRIMARY KEY, name text NOT NULL, born date);

CREATE TABLE books (id serial PRIMARY KEY, author_id int REFERENCES authors, title varchar(100) NOT NULL, price numeric(8,2), pages int);

EXPLAIN SELECT * FROM authors;

EXPLAIN SELECT * FROM books WHERE price > 10;

EXPLAIN SELECT title FROM books WHERE author_id = 3 AND pages > 100;

EXPLAIN SELECT * FROM books WHERE id = 3;

EXPLAIN SELECT * FROM books ORDER BY title;

EXPLAIN SELECT author_id, count(*) FROM books GROUP BY author_id;

INSERT INTO authors (name) SELECT 'author ' || i FROM generate_series(1, 200) i;

INSERT INTO books (author_id, title, price, pages) SELECT i % 200 + 1, 'title ' || i, i % 50 + 0.5, i % 700 FROM generate_series(1, 5000) i;

ANALYZE;

EXPLAIN SELECT * FROM authors;

EXPLAIN SELECT * FROM books WHERE price > 10;

EXPLAIN SELECT * FROM books WHERE id = 3;

EXPLAIN SELECT * FROM books WHERE author_id = 7;

CREATE INDEX books_author_idx ON books (author_id);

EXPLAIN SELECT * FROM books WHERE author_id = 7;

EXPLAIN SELECT * FROM books WHERE author_id = 7 AND pages > 300;

EXPLAIN (COSTS OFF) SELECT * FROM books WHERE lower(title) = 'title 7';

EXPLAIN (COSTS OFF) SELECT * FROM books WHERE lower(title) = 'title 7';

EXPLAIN (COSTS OFF) SELECT * FROM books WHERE pages IS NULL OR price < 3;

EXPLAIN (COSTS OFF) SELECT DISTINCT author_id FROM books;

EXPLAIN (COSTS OFF) SELECT * FROM books ORDER BY id LIMIT 3;

EXPLAIN (COSTS OFF) SELECT * FROM books ORDER BY id DESC LIMIT 3;

EXPLAIN (COSTS OFF) SELECT author_id, avg(price) FROM books GROUP BY author_id HAVING avg(price) > 10;

EXPLAIN (COSTS OFF) UPDATE books SET price = price + 1 WHERE author_id = 4;

EXPLAIN (COSTS OFF) DELETE FROM books;

EXPLAIN (COSTS OFF) SELECT id FROM books WHERE id = 4;

CREATE TABLE t (id serial PRIMARY KEY, name text, n int, at timestamp);

EXPLAIN SELECT lower(name), count(*) FROM t GROUP BY lower(name);

EXPLAIN SELECT * FROM t ORDER BY lower(name);

EXPLAIN SELECT n, sum(id) FROM t GROUP BY n ORDER BY n;

EXPLAIN SELECT DISTINCT n FROM t;

EXPLAIN SELECT name FROM t ORDER BY n LIMIT 3;

EXPLAIN SELECT * FROM t WHERE lower(name) = 'x';

EXPLAIN SELECT * FROM t WHERE n + 1 = 5;

EXPLAIN SELECT * FROM t WHERE n IS NULL;

EXPLAIN SELECT * FROM t WHERE name LIKE '%a%';

EXPLAIN SELECT * FROM t WHERE n IN (1,2,3);

EXPLAIN SELECT * FROM t WHERE n <> 3;

EXPLAIN SELECT * FROM t WHERE n = 1 OR n = 2;

EXPLAIN SELECT * FROM t WHERE id > 100;

EXPLAIN SELECT * FROM t WHERE id > 100 AND id < 200;

EXPLAIN SELECT count(*) FROM t;

EXPLAIN SELECT avg(n) FROM t;

EXPLAIN SELECT * FROM t LIMIT 10;

EXPLAIN SELECT * FROM t LIMIT 10 OFFSET 20;

EXPLAIN SELECT * FROM t WHERE at > '2024-01-01' ORDER BY at DESC;

EXPLAIN UPDATE t SET n = 1 WHERE id = 3;

EXPLAIN UPDATE t SET name = 'x';

EXPLAIN DELETE FROM t WHERE n = 3;

EXPLAIN INSERT INTO t (name) VALUES ('a');

EXPLAIN INSERT INTO t (name) VALUES ('a'), ('b');

EXPLAIN SELECT id FROM t WHERE id = 4;

EXPLAIN SELECT name FROM t WHERE n = 4 AND name > 'b';

CREATE INDEX ON t (n);

EXPLAIN SELECT * FROM t WHERE n = 4;

EXPLAIN SELECT * FROM t ORDER BY id;

EXPLAIN SELECT * FROM t ORDER BY id DESC LIMIT 5;
