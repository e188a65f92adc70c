CREATE TABLE departments (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE employees (id int PRIMARY KEY, name text NOT NULL, salary numeric(10,2), dept_id int REFERENCES departments(id), manager_id int REFERENCES employees(id));

INSERT INTO departments VALUES (1,'Engineering'),(2,'Sales'),(3,'HR');

INSERT INTO employees VALUES (1,'Ann',9000.50,1,NULL),(2,'Ben',5000,1,1),(3,'Cid',4000,2,1),(4,'Dee',4500.75,2,3),(5,'Eve',3000,NULL,1);

SELECT e.name, d.name AS department FROM employees e JOIN departments d ON e.dept_id = d.id ORDER BY e.name;

SELECT e.name, d.name FROM employees e LEFT JOIN departments d ON e.dept_id = d.id ORDER BY e.id;

SELECT d.name, e.name FROM employees e RIGHT JOIN departments d ON e.dept_id = d.id ORDER BY d.id, e.id;

SELECT e.name, d.name FROM employees e FULL OUTER JOIN departments d ON e.dept_id = d.id ORDER BY 1, 2;

SELECT e.name AS employee, m.name AS manager FROM employees e LEFT JOIN employees m ON m.id = e.manager_id ORDER BY 1;

SELECT d.name, COUNT(e.id) AS n, SUM(e.salary) AS total, AVG(e.salary) AS average, MIN(e.salary), MAX(e.salary) FROM departments d LEFT JOIN employees e ON e.dept_id = d.id GROUP BY d.name ORDER BY d.name;

SELECT d.name, ROUND(AVG(e.salary), 2) AS avg_salary FROM departments d JOIN employees e ON e.dept_id = d.id GROUP BY d.id HAVING AVG(e.salary) > 4500 ORDER BY avg_salary DESC;

SELECT name, salary FROM employees WHERE salary > (SELECT AVG(salary) FROM employees);

SELECT name FROM employees WHERE dept_id IN (SELECT id FROM departments WHERE name LIKE 'S%');

SELECT name FROM departments d WHERE NOT EXISTS (SELECT 1 FROM employees e WHERE e.dept_id = d.id);

SELECT name, salary, CASE WHEN salary >= 5000 THEN 'high' WHEN salary >= 4000 THEN 'middle' ELSE 'low' END AS level FROM employees ORDER BY salary DESC;

SELECT name, dept_id FROM employees GROUP BY dept_id;

SELECT id FROM employees e JOIN departments d ON e.dept_id = d.id;

SELECT e.name FROM employees e CROSS JOIN departments WHERE x = 1;

SELECT employees.name FROM employees e;

SELECT COUNT(*) FROM employees, departments;

SELECT * FROM employees NATURAL JOIN departments;

SELECT name, rank() OVER (ORDER BY salary DESC), row_number() OVER (PARTITION BY dept_id ORDER BY salary) FROM employees ORDER BY id;

SELECT name, salary, SUM(salary) OVER (ORDER BY id) AS running, LAG(salary) OVER (ORDER BY id) AS before, LEAD(name, 1, 'none') OVER (ORDER BY id) FROM employees ORDER BY id;

SELECT dept_id, name, salary, AVG(salary) OVER (PARTITION BY dept_id) FROM employees ORDER BY id;

SELECT string_agg(name, ', ' ORDER BY name) FROM employees;

SELECT dept_id, array_agg(name ORDER BY name) FROM employees GROUP BY dept_id ORDER BY dept_id;

SELECT count(*) FILTER (WHERE salary > 4000) AS well_paid, count(DISTINCT dept_id) FROM employees;

WITH RECURSIVE chain AS (SELECT id, name, manager_id, 1 AS level FROM employees WHERE manager_id IS NULL UNION ALL SELECT e.id, e.name, e.manager_id, c.level + 1 FROM employees e JOIN chain c ON e.manager_id = c.id) SELECT * FROM chain ORDER BY id;

SELECT name FROM employees UNION SELECT name FROM departments ORDER BY name;

SELECT dept_id FROM employees INTERSECT SELECT id FROM departments ORDER BY 1;

SELECT id FROM departments EXCEPT SELECT dept_id FROM employees;

SELECT id, name FROM employees UNION SELECT id FROM departments;

SELECT name FROM employees UNION SELECT id FROM departments;

DELETE FROM departments WHERE id = 1;

UPDATE employees SET salary = salary * 1.1 WHERE dept_id = 1 RETURNING id, name, salary;

DELETE FROM employees WHERE id = 1;

DELETE FROM employees WHERE dept_id IS NULL RETURNING *;

INSERT INTO employees VALUES (9,'Zoe',1,99,NULL);

DROP TABLE departments;

DROP TABLE departments CASCADE;

\d employees

SELECT name, NTILE(2) OVER (ORDER BY id), first_value(name) OVER (ORDER BY id), dense_rank() OVER (ORDER BY dept_id) FROM employees ORDER BY id;

SELECT DISTINCT dept_id FROM employees ORDER BY dept_id NULLS FIRST;

SELECT * FROM employees ORDER BY salary LIMIT 2 OFFSET 1;

SELECT * FROM employees ORDER BY salary FETCH FIRST 1 ROW ONLY;
