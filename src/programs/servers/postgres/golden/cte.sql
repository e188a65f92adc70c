CREATE TABLE sales (id int, region text, product text, amount numeric, sold_on date);

INSERT INTO sales VALUES (1,'north','a',10.5,'2024-01-05'),(2,'north','b',20,'2024-01-20'),(3,'south','a',5.25,'2024-02-03'),(4,'south','b',7,'2024-02-10'),(5,'east','a',100,'2024-03-01');

WITH totals AS (SELECT region, sum(amount) AS total FROM sales GROUP BY region) SELECT * FROM totals WHERE total > 15 ORDER BY total DESC;

WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT sum(n) FROM t;

WITH RECURSIVE fib(a, b) AS (SELECT 0, 1 UNION ALL SELECT b, a + b FROM fib WHERE b < 50) SELECT a FROM fib;

WITH moved AS (DELETE FROM sales WHERE region = 'east' RETURNING *) SELECT id, amount FROM moved;

WITH ins AS (INSERT INTO sales VALUES (6,'west','c',1,'2024-03-03') RETURNING id) SELECT * FROM ins;

SELECT to_char(sold_on, 'YYYY-MM') AS month, sum(amount) FROM sales GROUP BY 1 ORDER BY 1;

SELECT region, product, sum(amount) FROM sales GROUP BY ROLLUP (region, product) ORDER BY region, product;

SELECT region, product, sum(amount) FROM sales GROUP BY GROUPING SETS ((region), (product), ()) ORDER BY 1, 2;

SELECT DISTINCT ON (region) region, id, amount FROM sales ORDER BY region, amount DESC;

SELECT region, amount, sum(amount) OVER w, avg(amount) OVER w FROM sales WINDOW w AS (PARTITION BY region ORDER BY id) ORDER BY id;

SELECT id, amount, sum(amount) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM sales ORDER BY id;

SELECT id, percent_rank() OVER (ORDER BY amount), cume_dist() OVER (ORDER BY amount) FROM sales ORDER BY id;

SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount), mode() WITHIN GROUP (ORDER BY region) FROM sales;

SELECT stddev(amount), variance(amount), bool_and(amount > 1), bool_or(amount > 100), every(id > 0) FROM sales;

SELECT s.region, x.best FROM (SELECT DISTINCT region FROM sales) s, LATERAL (SELECT max(amount) AS best FROM sales WHERE region = s.region) x ORDER BY 1;

SELECT * FROM (VALUES (1,'one'),(2,'two')) AS v(n, word);

VALUES (1, 'a'), (2, 'b');

SELECT region FROM sales GROUP BY region HAVING count(*) > 1 ORDER BY region;

SELECT region, count(*) FROM sales WHERE count(*) > 1 GROUP BY region;

SELECT sum(region) FROM sales;

SELECT avg(id), sum(id), avg(amount), max(region), count(region) FROM sales;

SELECT sum(id) FROM sales WHERE false;

SELECT max(sum(id)) FROM sales;

SELECT region, amount FROM sales ORDER BY 3;

SELECT TABLE sales;

TABLE sales;

UPDATE sales SET amount = s.total FROM (SELECT region, sum(amount) AS total FROM sales GROUP BY region) s WHERE s.region = sales.region RETURNING sales.id, sales.amount;

DELETE FROM sales USING (SELECT 2 AS id) d WHERE sales.id = d.id RETURNING sales.*;

MERGE INTO sales s USING (VALUES (1, 99.0), (50, 50.0)) AS v(id, amount) ON s.id = v.id WHEN MATCHED THEN UPDATE SET amount = v.amount WHEN NOT MATCHED THEN INSERT (id, region, amount) VALUES (v.id, 'new', v.amount);

SELECT id, region, amount FROM sales ORDER BY id;

INSERT INTO sales (id, region) SELECT 100 + id, upper(region) FROM sales WHERE id < 4;

SELECT count(*), count(product) FROM sales;

UPDATE sales SET (region, product) = ('r', 'p') WHERE id = 1;

UPDATE sales SET nope = 1;

UPDATE nowhere SET a = 1;

DELETE FROM sales;

SELECT * FROM sales LIMIT 0;
