CREATE TABLE people (name text, born date, checked_in timestamp, tz timestamptz DEFAULT '2024-05-01 12:00:00+00');

INSERT INTO people (name, born, checked_in) VALUES ('Ann', '1990-05-17', '2024-05-01 08:30'), ('Bob', '2001-12-31', '2024-05-01 17:05:30'), ('Cid', NULL, NULL);

SELECT name, born, extract(year from born) AS y, to_char(born, 'Month') AS m, to_char(born, 'DD.MM.YYYY') FROM people;

SELECT name, age(timestamp '2024-05-01', born), date_part('year', age('2024-05-01'::date, born)) FROM people;

SELECT name, checked_in::date, checked_in::time, checked_in + interval '90 minutes', date_trunc('hour', checked_in) FROM people;

SELECT name, tz, tz AT TIME ZONE 'Europe/Berlin', tz::date, extract(epoch from tz) FROM people;

SELECT name FROM people WHERE born < '2000-01-01' OR born IS NULL ORDER BY born NULLS LAST;

SELECT checked_in - timestamp '2024-05-01 08:00', (checked_in - timestamp '2024-05-01 08:00') * 2, extract(epoch from checked_in - timestamp '2024-05-01 08:00') / 60 AS minutes FROM people;

SELECT date '2024-12-25' - date '2024-05-01' AS days, date '2024-05-01' + 7, date '2024-05-01' - interval '1 week';

SELECT to_char(timestamp '2024-07-04 15:06:07', 'Day, DD Month YYYY HH12:MI:SS am'), to_char(timestamp '2024-07-04', 'FMDay FMDD FMMonth'), to_char(timestamp '2024-07-04', 'IYYY-IW, Q, DDD, J');

SELECT extract(dow from date '2024-05-05'), extract(isodow from date '2024-05-05'), extract(week from date '2024-12-30'), extract(doy from date '2024-12-31'), extract(quarter from date '2024-05-05'), extract(century from date '2024-05-05');

SELECT d::date, to_char(d, 'Dy') FROM generate_series('2024-02-27'::date, '2024-03-02'::date, '1 day'::interval) d;

SELECT interval '1 month' + interval '10 days', interval '3 days' - interval '5 hours', -interval '2 hours', interval '1 year' / 4, interval '1 day 25 hours', justify_interval(interval '1 mon -1 hour');

SELECT interval '1-2', interval '3 4:05:06', interval 'P1Y2M3DT4H5M6S', interval '1' day, '2 hours'::interval, make_interval(mins => 90);

SELECT '2024-05-01'::timestamp, '2024-05-01 10:00'::timestamptz, '20240501'::date, 'May 1, 2024'::date, '1 May 2024'::date, '05/01/2024'::date, 'Jan 8 99'::date;

SELECT '10:30 PM'::time, '22:30:15.123456'::time, '10:00'::time < '11:00'::time, time '10:00' + interval '3 hours';

SELECT to_timestamp('01 Feb 2024 13:45', 'DD Mon YYYY HH24:MI'), to_date('2024 061', 'YYYY DDD'), to_timestamp(1714564800);

SELECT timestamp '2024-05-01 10:00' < timestamptz '2024-05-01 12:00+00', date '2024-05-01' = timestamp '2024-05-01 00:00';

SELECT timestamp '2024-01-31' + interval '1 month', timestamp '2024-03-31' - interval '1 month', date '2023-02-28' + interval '1 year';

SELECT count(*) FILTER (WHERE born IS NOT NULL), min(born), max(checked_in), avg(extract(year from born))::int FROM people;

SELECT date_trunc('quarter', date '2024-05-17'), date_trunc('year', timestamp '2024-05-17 10:00'), date_trunc('week', timestamp '2024-05-17 10:00'), date_trunc('minute', time '10:15:45');

SELECT date_bin('15 minutes', timestamp '2024-05-01 10:37', timestamp '2024-01-01');

SELECT now() = current_timestamp, current_date = now()::date, localtimestamp <= clock_timestamp()::timestamp;

SELECT timestamptz '2024-05-01 10:00:00 America/New_York', timestamp '2024-05-01 10:00' AT TIME ZONE 'Asia/Tokyo';

SET TIME ZONE 'Europe/Paris';

SELECT tz FROM people LIMIT 1;

SHOW TIME ZONE;

RESET TIME ZONE;

SELECT 'infinity'::timestamp > now(), '-infinity'::date, 'today'::date = current_date, 'tomorrow'::date - 'yesterday'::date;

SELECT extract(foo from now());

SELECT date_trunc('foo', now());

SELECT '25:00'::time;

SELECT '2024-02-29'::date + interval '1 year', '2023-02-29'::date;

SELECT make_date(2024, 2, 30);
