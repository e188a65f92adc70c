CREATE TABLE products (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sku varchar(10) UNIQUE NOT NULL, price numeric(8,2) CHECK (price > 0), stock int DEFAULT 0 NOT NULL);

\d products

INSERT INTO products (sku, price) VALUES ('A1', 9.99), ('B2', 19.5) RETURNING id;

INSERT INTO products (id, sku, price) VALUES (10, 'C3', 1);

INSERT INTO products (id, sku, price) OVERRIDING SYSTEM VALUE VALUES (10, 'C3', 1);

INSERT INTO products (sku, price) VALUES ('A1', 5);

INSERT INTO products (sku, price) VALUES ('D4', -5);

INSERT INTO products (sku, price) VALUES (NULL, 5);

INSERT INTO products (sku, price) VALUES ('E5', 12345678.9);

INSERT INTO products (sku, price) VALUES ('A1', 5) ON CONFLICT DO NOTHING;

INSERT INTO products (sku, price) VALUES ('A1', 5) ON CONFLICT (sku) DO UPDATE SET price = EXCLUDED.price, stock = products.stock + 1 RETURNING *;

INSERT INTO products (sku, price) VALUES ('A1', 5) ON CONFLICT (price) DO NOTHING;

CREATE TABLE orders (id serial PRIMARY KEY, product_id int NOT NULL REFERENCES products(id) ON DELETE CASCADE, qty int NOT NULL CHECK (qty > 0), UNIQUE (product_id, qty));

CREATE TABLE notes (id int PRIMARY KEY, order_id int REFERENCES orders ON DELETE SET NULL ON UPDATE CASCADE);

\d orders

\d notes

INSERT INTO orders (product_id, qty) VALUES (1, 5), (2, 3);

INSERT INTO orders (product_id, qty) VALUES (99, 5);

INSERT INTO orders (product_id, qty) VALUES (1, 5);

INSERT INTO notes VALUES (1, 1), (2, 2);

DELETE FROM products WHERE id = 1;

SELECT * FROM orders;

SELECT * FROM notes;

UPDATE orders SET id = 20 WHERE id = 2;

SELECT * FROM notes;

UPDATE products SET price = 0 WHERE id = 2;

UPDATE products SET sku = 'B2';

ALTER TABLE products ADD CONSTRAINT max_price CHECK (price < 15);

ALTER TABLE products ADD CONSTRAINT max_price CHECK (price < 1500);

ALTER TABLE products DROP CONSTRAINT max_price;

ALTER TABLE products DROP CONSTRAINT max_price;

ALTER TABLE orders ALTER COLUMN qty DROP NOT NULL;

ALTER TABLE orders ALTER COLUMN qty TYPE bigint;

ALTER TABLE products ALTER COLUMN sku TYPE int;

ALTER TABLE products ALTER COLUMN sku TYPE int USING sku::int;

\d orders

TRUNCATE products;

TRUNCATE products CASCADE;

CREATE TABLE bad (id int PRIMARY KEY, id text);

CREATE TABLE bad (id int PRIMARY KEY, b int PRIMARY KEY);

CREATE TABLE bad (id integr);

CREATE TABLE bad (id int REFERENCES nowhere(id));

CREATE TABLE bad (id int REFERENCES orders(qty));

CREATE TABLE pairs (a int, b int, c text, PRIMARY KEY (a, b), CONSTRAINT c_ok CHECK (c <> ''), FOREIGN KEY (a) REFERENCES orders (id) ON DELETE RESTRICT);

\d pairs

INSERT INTO pairs VALUES (20, 1, '');

INSERT INTO pairs VALUES (20, NULL, 'x');

\d nowhere
