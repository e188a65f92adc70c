SELECT concat_ws(', ', 'a', NULL, 'b'), concat('x', 1, true, 2.5), 'a' || 1 || 'b';

SELECT length('héllo'), octet_length('héllo'), char_length('日本'), bit_length('a');

SELECT upper(left('bob', 1)) || substr('bob', 2), initcap('the quick-brown fox_jumps');

SELECT position('b' IN 'abc'), strpos('abc', 'z'), overlay('Txxxxas' placing 'hom' from 2 for 4);

SELECT trim(both 'x' from 'xxhixx'), trim(leading '0' from '007'), trim(trailing from 'hi   ') || '|', btrim('--a--', '-');

SELECT split_part('2024-03-15', '-', 2), split_part('a,b', ',', 5), split_part('a.b.c', '.', -1);

SELECT regexp_replace('John Smith', '(\w+) (\w+)', '\2, \1'), regexp_replace('aaa', 'a', 'b'), regexp_replace('Hello', 'L', 'x', 'gi');

SELECT regexp_match('foobarbequebaz', '(bar)(beque)'), regexp_matches('a1b22', '\d+', 'g');

SELECT regexp_split_to_array('one  two three', '\s+'), regexp_split_to_table('a,b,c', ',');

SELECT 'abc' LIKE 'a_c', 'abc' LIKE 'A%', 'abc' ILIKE 'A%', 'a%c' LIKE 'a\%c', 'abc' NOT LIKE '%z%', '50%' LIKE '50!%' ESCAPE '!';

SELECT 'test@example.com' ~ '^[\w.]+@[\w.]+\.\w+$', 'bad' ~ '@', 'ABC' ~* 'b', 'abc' !~* 'B', 'abc' SIMILAR TO '(a|b)%';

SELECT reverse('abc'), repeat('-', 10), lpad('42', 5, '0'), rpad('x', 4, 'ab'), lpad('abcdef', 3);

SELECT translate('12345', '143', 'ax'), replace('banana', 'an', 'AN'), ascii('€'), chr(8364), to_hex(255);

SELECT md5('abc'), encode(sha256('abc'), 'hex'), encode('abc'::bytea, 'base64'), convert_from(decode('aGk=', 'base64'), 'UTF8');

SELECT quote_literal('O''Reilly'), quote_ident('My Table'), quote_nullable(NULL), format('%s %I %L %%', 'a', 'B c', NULL);

SELECT string_to_array('a,b,,d', ','), array_to_string(ARRAY['a', NULL, 'c'], '-', '?'), string_to_array('1 2 3', ' ')::int[];

SELECT starts_with('hello', 'he'), left('hello', -2), right('hello', -2), substring('hello' from 2), substring('foobar' from 'o(.)b');

SELECT 'a' < 'b', 'a' < 'B', 'Z' < 'a', 'abc' > 'abd', 'a' = 'a  '::char(3), 'x'::char(3) = 'x';

SELECT word FROM (VALUES ('banana'), ('Apple'), ('cherry'), ('apple'), ('_x'), ('10'), ('9'), (''), (NULL)) v(word) ORDER BY word;

SELECT word FROM (VALUES ('Äpfel'), ('Zebra'), ('apfel'), ('éclair'), ('Eclair')) v(word) ORDER BY word DESC;

SELECT E'line1\nline2', 'tab' || chr(9) || 'x', U&'\0041';

SELECT 'It''s', "left"('abc', 2), $q$it's$q$, 'concat' 'enated';

SELECT 'con'
'cat' AS c;

SELECT to_char(1234.5, '9G999D99'), to_char(0.1, '9.9'), to_char(-5, 'S99'), to_char(42, 'RN'), to_char(1e6, '9.99EEEE'), to_char(12, '0000'), to_char(1234567, '999,999,999');

SELECT to_number('1,234.5', '9,999.9'), '  12 '::int, '1e3'::float8, '1_000'::int;

SELECT lower('ÀÉ'), upper('straße'), length(''), '' IS NULL, coalesce('', 'x');

SELECT string_agg(c, '' ORDER BY c DESC) FROM unnest(string_to_array('hello', NULL)) AS c;

SELECT count(*), count(DISTINCT w), min(w), max(w) FROM unnest(ARRAY['b','a','b']) w;
