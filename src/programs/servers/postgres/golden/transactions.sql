CREATE TABLE accounts (id int PRIMARY KEY, owner text, balance numeric CHECK (balance >= 0));

INSERT INTO accounts VALUES (1,'Ann',100),(2,'Bob',50);

BEGIN;

UPDATE accounts SET balance = balance - 30 WHERE id = 1;

UPDATE accounts SET balance = balance + 30 WHERE id = 2;

COMMIT;

SELECT * FROM accounts ORDER BY id;

BEGIN;

UPDATE accounts SET balance = balance - 1000 WHERE id = 1;

SELECT * FROM accounts;

COMMIT;

SELECT * FROM accounts ORDER BY id;

START TRANSACTION;

DELETE FROM accounts;

SAVEPOINT a;

INSERT INTO accounts VALUES (3,'Cy',1);

ROLLBACK TO SAVEPOINT a;

SELECT count(*) FROM accounts;

ROLLBACK;

SELECT count(*) FROM accounts;

BEGIN;

BEGIN;

SAVEPOINT s1;

INSERT INTO accounts VALUES (1,'dup',0);

ROLLBACK TO s1;

INSERT INTO accounts VALUES (5,'ok',0);

RELEASE SAVEPOINT s1;

COMMIT;

COMMIT;

ROLLBACK;

SAVEPOINT x;

BEGIN;

ROLLBACK TO nope;

END;

BEGIN ISOLATION LEVEL SERIALIZABLE;

SHOW transaction_isolation;

COMMIT AND CHAIN;

ABORT;

BEGIN READ ONLY;

INSERT INTO accounts VALUES (7,'ro',0);

ROLLBACK;

SELECT txid_current() IS NOT NULL;

LOCK TABLE accounts;

BEGIN;

LOCK TABLE accounts IN EXCLUSIVE MODE;

SELECT * FROM accounts WHERE id = 1 FOR UPDATE;

COMMIT;

SET LOCAL statement_timeout = '5s';

CREATE TABLE t AS SELECT * FROM accounts;

SELECT * FROM t ORDER BY id;

TRUNCATE t;

SELECT * FROM t;
