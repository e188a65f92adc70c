CREATE TABLE books (id serial PRIMARY KEY, title text NOT NULL, pages int);

SELECT table_name FROM information_schema.tables WHERE table_schema = 'public';

SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_name = 'books' ORDER BY ordinal_position;

SELECT datname FROM pg_database ORDER BY datname;

SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'public';

SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'books';

SELECT relname, relkind FROM pg_class WHERE relname LIKE 'books%' ORDER BY 1;

SELECT usename, usesuper FROM pg_user;

SELECT pg_size_pretty(pg_relation_size('books')), pg_size_pretty(1234567::bigint);

SELECT conname, contype FROM pg_constraint WHERE conrelid = 'books'::regclass ORDER BY 1;

SELECT name, setting FROM pg_settings WHERE name IN ('max_connections', 'port', 'shared_buffers') ORDER BY 1;

SHOW max_connections;

SHOW nope;

SET nope = 1;

SET work_mem = '8MB';

SHOW work_mem;

RESET work_mem;

SHOW work_mem;

SELECT current_setting('work_mem');

SELECT schema_name FROM information_schema.schemata ORDER BY 1;

SELECT pid = pg_backend_pid() AS me, datname, usename, state FROM pg_stat_activity WHERE pid = pg_backend_pid();

SELECT constraint_name, constraint_type FROM information_schema.table_constraints WHERE table_name = 'books' ORDER BY 1;

SELECT extname FROM pg_extension;

COMMENT ON TABLE books IS 'All the books';

COMMENT ON COLUMN books.pages IS 'How many';

\d+ books

\dt+ books

SELECT obj_description('books'::regclass);

SELECT 'books'::regclass, 'int4'::regtype, 'nope'::regclass;

SELECT typname FROM pg_type WHERE typname = 'int4';

SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg_%' ORDER BY 1;

SELECT relname, n_live_tup FROM pg_stat_user_tables;

SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'books_pkey';

SELECT has_table_privilege('postgres', 'books', 'select');

CREATE EXTENSION IF NOT EXISTS pgcrypto;

CREATE EXTENSION nope;

\dx

VACUUM books;

VACUUM ANALYZE;

ANALYZE nowhere;

REINDEX TABLE books;

PREPARE q (int) AS SELECT $1 + 1;

EXECUTE q(5);

DEALLOCATE q;

EXECUTE q(5);

DISCARD ALL;

LISTEN ch;

UNLISTEN ch;

DECLARE c CURSOR FOR SELECT 1;

BEGIN;

DECLARE c CURSOR FOR SELECT * FROM generate_series(1, 5);

FETCH 2 FROM c;

FETCH NEXT FROM c;

CLOSE c;

COMMIT;
