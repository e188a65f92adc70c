CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(255) UNIQUE, age int, city text, created timestamptz DEFAULT now(), active boolean);

EXPLAIN SELECT * FROM users WHERE email = 'a@b.c';

EXPLAIN SELECT * FROM users WHERE active;

EXPLAIN SELECT city, avg(age) FROM users WHERE active = true GROUP BY city HAVING count(*) > 3;

INSERT INTO users (email, age, city, active) SELECT 'user' || i || '@example.com', 18 + i % 60, 'City ' || i % 40, i % 3 = 0 FROM generate_series(1, 20000) i;

ANALYZE users;

EXPLAIN SELECT * FROM users WHERE email = 'user77@example.com';

EXPLAIN SELECT * FROM users WHERE age = 30;

CREATE INDEX users_age ON users (age);

EXPLAIN SELECT * FROM users WHERE age = 30;

EXPLAIN SELECT * FROM users WHERE age > 20;

EXPLAIN SELECT * FROM users WHERE age BETWEEN 30 AND 31;

EXPLAIN SELECT city, count(*) FROM users GROUP BY city ORDER BY count(*) DESC;

EXPLAIN SELECT * FROM users WHERE id < 100;

EXPLAIN SELECT * FROM users ORDER BY created DESC LIMIT 10;

EXPLAIN SELECT count(*) FROM users WHERE city = 'City 7';

EXPLAIN SELECT * FROM users WHERE city = 'City 7' AND age > 40 ORDER BY age;

EXPLAIN (COSTS OFF) SELECT DISTINCT city FROM users;

EXPLAIN (COSTS OFF) SELECT * FROM users u WHERE u.age = 20 ORDER BY u.id LIMIT 5;

EXPLAIN (COSTS OFF) DELETE FROM users WHERE age < 19;

EXPLAIN SELECT * FROM nowhere;

DROP INDEX users_age;

EXPLAIN (COSTS OFF) SELECT * FROM users WHERE age = 30;
