SELECT 1, 1.5, 'text', true, NULL;

SELECT 1 AS one, 2.50 AS two, 'x'::text AS t, false AS f, NULL AS n;

SELECT 7 / 2, 7 % 2, 7.0 / 2, 2 ^ 10, -7 / 2, 10 / 3.0;

SELECT 1 / 0;

SELECT round(3.14159, 2), ceil(4.2), floor(4.8), abs(-5), sqrt(16), power(2, 3), mod(10, 3);

SELECT 1::numeric / 3, 2::float8 / 3, 1e10, 1.0e-5;

SELECT '10'::int + 5, '3.7'::numeric, 3.7::int, 2.5::int, 3.5::int, '2024-01-15'::date;

SELECT 'abc'::int;

SELECT CAST('yes' AS boolean), 't'::bool, 'off'::boolean, 1::boolean, 0::bool;

SELECT 'maybe'::boolean;

SELECT 2147483647 + 1;

SELECT 2147483648;

SELECT 99999999999999999999;

SELECT 9223372036854775807 + 1;

SELECT 'a' || 'b', 'n: ' || 5, 'x' || NULL;

SELECT upper('abc'), lower('ABC'), initcap('hello world'), length('hello'), reverse('abc');

SELECT substring('hello world' from 1 for 5), substr('hello', 2, 3), left('hello', 2), right('hello', 2), position('lo' in 'hello');

SELECT trim('  x  '), ltrim('  x'), rtrim('x  '), lpad('7', 3, '0'), rpad('ab', 5, '*'), repeat('ab', 3);

SELECT replace('hello', 'l', 'L'), split_part('a,b,c', ',', 2), concat('a', 1, NULL, true), concat_ws('-', 'a', 'b', NULL, 'c');

SELECT format('Hello %s, you are %s', 'Bob', 42), format('%I = %L', 'my col', 'it''s'), format('%5s|%-5s|', 'a', 'b');

SELECT strpos('hello', 'l'), ascii('A'), chr(66), md5('hello'), translate('abc', 'ab', 'xy');

SELECT 'hello' LIKE 'h%', 'hello' ILIKE 'H%', 'hello' ~ '^h.*o$', 'hello' !~ 'x', 'hello' SIMILAR TO 'h%';

SELECT coalesce(NULL, NULL, 'x'), nullif(1, 1), nullif(1, 2), greatest(1, 5, 3), least(4, 2, 8);

SELECT regexp_replace('a1b2', '[0-9]', '#', 'g'), regexp_matches('abc123', '([a-z]+)([0-9]+)');

SELECT pg_typeof(1), pg_typeof(1.5), pg_typeof('x'), pg_typeof('x'::text), pg_typeof(true), pg_typeof(now()), pg_typeof(ARRAY[1,2]), pg_typeof(NULL), pg_typeof(2::bigint), pg_typeof(current_date);

SELECT to_char(1234567.891, '9,999,999.99'), to_char(5, '000'), to_char(0.5, '0.99'), to_char(-3, '99'), to_char(12, 'FM999');

SELECT 'it''s', E'tab\there', $$dollar 'quoted'$$;

SELECT 5 BETWEEN 1 AND 10, 3 IN (1,2,3), 3 NOT IN (1,2), NULL = NULL, NULL IS NULL, 1 <> 2, 1 != 1;

SELECT true AND false, true OR NULL, NOT true, NULL AND false;

SELECT 1 = '1', 1 = 'a';

SELECT 'a' = 1;

SELECT 1 + 'a';

SELECT true + 1;

SELECT foo(1);

SELECT upper(1);

SELECT length(5);

SELECT '{1,2,3}'::int[], ARRAY['a','b'], ARRAY[1,2] || 3, ARRAY[[1,2],[3,4]];

SELECT gen_random_uuid() IS NOT NULL, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, 'not-uuid'::uuid;

SELECT '\xDEADBEEF'::bytea, encode('hello', 'hex'), encode('hello', 'base64'), decode('68656c6c6f', 'hex');

SELECT random() < 1, trunc(5.79), trunc(5.79, 1), sign(-3), pi(), exp(1), ln(10), log(100), degrees(pi()), cbrt(27);

SELECT 5::char(3) || '|', 'abcdef'::varchar(3), 'ab'::char(5) || '|';

SELECT 17 & 5, 17 | 5, 17 # 5, ~1, 1 << 4, 256 >> 2, @ -5, |/ 25, 5 !;

SELECT |/ 25, ||/ 27, @ -5, 2 ^ 0.5;
