CREATE TABLE customers (id SERIAL PRIMARY KEY, name VARCHAR(100) NOT NULL, city TEXT, joined DATE DEFAULT '2024-01-01');
CREATE TABLE products (id SERIAL PRIMARY KEY, name TEXT UNIQUE NOT NULL, price NUMERIC(10,2) NOT NULL CHECK (price >= 0), category TEXT);
CREATE TABLE orders (id SERIAL PRIMARY KEY, customer_id INTEGER REFERENCES customers(id), ordered_at TIMESTAMP NOT NULL);
CREATE TABLE order_items (order_id INT REFERENCES orders(id) ON DELETE CASCADE, product_id INT REFERENCES products(id), quantity INT NOT NULL DEFAULT 1, PRIMARY KEY (order_id, product_id));

INSERT INTO customers (name, city) VALUES ('Anna', 'Berlin'), ('Bert', 'Paris'), ('Carla', 'Berlin'), ('Dirk', NULL);
INSERT INTO products (name, price, category) VALUES ('Laptop', 999.99, 'tech'), ('Mouse', 19.5, 'tech'), ('Desk', 250, 'office'), ('Chair', 120.25, 'office'), ('Pen', 1.2, 'office');
INSERT INTO orders (customer_id, ordered_at) VALUES (1, '2024-01-10 10:00'), (1, '2024-02-15 12:30'), (2, '2024-02-20 09:15'), (3, '2024-03-01 18:45');
INSERT INTO order_items VALUES (1, 1, 1), (1, 2, 2), (2, 5, 10), (3, 3, 1), (3, 4, 4), (4, 1, 2);

SELECT c.name, o.id AS order_id, SUM(oi.quantity * p.price) AS total FROM customers c JOIN orders o ON o.customer_id = c.id JOIN order_items oi ON oi.order_id = o.id JOIN products p ON p.id = oi.product_id GROUP BY c.name, o.id ORDER BY total DESC;

SELECT category, COUNT(*), MIN(price), MAX(price), ROUND(AVG(price), 2) AS avg FROM products GROUP BY category ORDER BY category;

SELECT c.name, COALESCE(SUM(oi.quantity), 0) AS items FROM customers c LEFT JOIN orders o ON o.customer_id = c.id LEFT JOIN order_items oi ON oi.order_id = o.id GROUP BY c.id ORDER BY items DESC, c.name;

SELECT date_trunc('month', ordered_at) AS month, count(*) FROM orders GROUP BY month ORDER BY month;

SELECT name, price, price > (SELECT avg(price) FROM products) AS expensive FROM products ORDER BY price DESC;

SELECT * FROM products WHERE price BETWEEN 10 AND 300 ORDER BY price;

SELECT * FROM customers WHERE city IS NULL;

SELECT DISTINCT city FROM customers WHERE city IS NOT NULL ORDER BY city DESC;

SELECT category, string_agg(name, ', ' ORDER BY price DESC) FROM products GROUP BY category ORDER BY 1;

SELECT p.name, RANK() OVER (PARTITION BY category ORDER BY price DESC) AS rank_in_category FROM products p ORDER BY category, rank_in_category;

UPDATE products SET price = price * 0.9 WHERE category = 'office';

SELECT name, price FROM products ORDER BY id;

SELECT name, price::int, price::text || ' EUR' AS label, to_char(price, 'FM9999.00') FROM products ORDER BY id;

DELETE FROM orders WHERE id = 1;

SELECT count(*) FROM order_items;

DELETE FROM products WHERE name = 'Laptop';

INSERT INTO products (name, price) VALUES ('Mouse', 5);

INSERT INTO orders (customer_id, ordered_at) VALUES (77, now());

INSERT INTO order_items (order_id, product_id) VALUES (2, 5);

SELECT c.name, count(*) FROM customers c JOIN orders o USING (id) GROUP BY c.name ORDER BY 1;

CREATE VIEW order_totals AS SELECT o.id, c.name AS customer, sum(oi.quantity * p.price) AS total FROM orders o JOIN customers c ON c.id = o.customer_id JOIN order_items oi ON oi.order_id = o.id JOIN products p ON p.id = oi.product_id GROUP BY o.id, c.name;

SELECT * FROM order_totals ORDER BY id;

\d+ order_totals

\d order_items

SELECT name, lag(price) OVER (ORDER BY id), price - lag(price) OVER (ORDER BY id) AS diff FROM products;

SELECT customer_id, count(*) AS n FROM orders GROUP BY customer_id HAVING count(*) >= 1 ORDER BY n DESC, customer_id LIMIT 2;
