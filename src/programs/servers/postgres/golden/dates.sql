SELECT DATE '2024-03-15', TIME '14:30', TIMESTAMP '2024-03-15 14:30:00', INTERVAL '1 day';

SELECT '2024-03-15'::date + 10, '2024-03-15'::date - '2024-01-01'::date, '2024-03-15'::date + INTERVAL '1 month';

SELECT EXTRACT(YEAR FROM DATE '2024-03-15'), EXTRACT(MONTH FROM DATE '2024-03-15'), EXTRACT(DOW FROM DATE '2024-03-15'), EXTRACT(EPOCH FROM TIMESTAMP '2024-03-15 14:30:00'), EXTRACT(SECOND FROM TIME '14:30:05.5');

SELECT date_part('year', DATE '2024-03-15'), date_part('hour', TIMESTAMP '2024-03-15 14:30:00');

SELECT date_trunc('month', TIMESTAMP '2024-03-15 14:30:00'), date_trunc('hour', TIMESTAMP '2024-03-15 14:30:00'), date_trunc('week', DATE '2024-03-15');

SELECT to_char(TIMESTAMP '2024-03-15 14:30:05', 'YYYY-MM-DD HH24:MI:SS'), to_char(DATE '2024-03-15', 'DD Mon YYYY'), to_char(DATE '2024-03-15', 'FMDay, DDth FMMonth YYYY'), to_char(TIMESTAMP '2024-03-15 14:30:05', 'HH12:MI AM');

SELECT to_date('15/03/2024', 'DD/MM/YYYY'), to_timestamp('2024-03-15 10:20', 'YYYY-MM-DD HH24:MI'), to_timestamp(0);

SELECT age(DATE '2024-03-15', DATE '1990-06-20'), age(TIMESTAMP '2024-03-15 12:00', TIMESTAMP '2024-03-14 10:30');

SELECT INTERVAL '1 year 2 months 3 days 04:05:06', INTERVAL '90 minutes', INTERVAL '1.5 hours', INTERVAL '-1 day', INTERVAL '2 weeks', INTERVAL '100 days' + INTERVAL '30 hours';

SELECT TIMESTAMP '2024-03-15 14:30' - TIMESTAMP '2024-03-10 10:00', TIMESTAMPTZ '2024-03-15 14:30:00+02', TIMESTAMP '2024-03-15 14:30' AT TIME ZONE 'UTC';

SELECT '2024-02-30'::date;

SELECT 'yesterday-ish'::date;

SELECT '2024-13-01'::date;

SELECT DATE '2024-01-31' + INTERVAL '1 month', DATE '2024-02-29' + INTERVAL '1 year';

SELECT now() > '2020-01-01', current_date > DATE '2020-01-01', now() - INTERVAL '1 day' < now();

SELECT make_date(2024, 3, 15), make_interval(days => 10), make_timestamp(2024, 3, 15, 10, 30, 0);

SELECT justify_days(INTERVAL '35 days'), justify_hours(INTERVAL '27 hours'), INTERVAL '1 day' * 3, INTERVAL '1 hour' / 2;

SELECT generate_series(DATE '2024-01-01', DATE '2024-01-03', INTERVAL '1 day');

SELECT d::date FROM generate_series(DATE '2024-01-01', DATE '2024-01-04', '1 day') AS d;

SELECT '10:30'::time + INTERVAL '45 minutes', '23:30'::time - '22:00'::time;

SELECT (DATE '2024-01-01', DATE '2024-02-01') OVERLAPS (DATE '2024-01-15', DATE '2024-03-01');

SELECT date_trunc('day', TIMESTAMPTZ '2024-03-15 14:30:00+00'), EXTRACT(DAY FROM INTERVAL '5 days 3 hours'), EXTRACT(EPOCH FROM INTERVAL '1 hour');

SELECT to_char(INTERVAL '3 hours 5 minutes', 'HH24:MI'), to_char(TIMESTAMP '2024-03-05 04:05:06.789', 'Dy DD Mon YY, MS, Q, DDD, WW, IW, J');

SHOW timezone;

SET timezone TO 'America/New_York';

SELECT TIMESTAMPTZ '2024-03-15 14:30:00+00', TIMESTAMPTZ '2024-01-15 14:30:00+00';

SHOW datestyle;

SELECT isfinite(DATE '2024-01-01'), 'infinity'::timestamp, 'epoch'::timestamp;

CREATE TABLE events (id int, at timestamptz, day date, t time, span interval);

INSERT INTO events VALUES (1, '2024-03-15 10:00:00+00', '2024-03-15', '10:00', '1 hour'), (2, NULL, 'March 3, 2024', '10:00:30.25', '2 days');

SELECT * FROM events;

\d events

SELECT day, count(*) FROM events GROUP BY day ORDER BY day;

SELECT * FROM events WHERE day BETWEEN '2024-03-01' AND '2024-03-10';

SELECT day + 1 AS next, at + span, t + span FROM events;

SELECT day - at FROM events;

SELECT day + at FROM events;

SELECT max(day), min(at), avg(span), sum(span) FROM events;
