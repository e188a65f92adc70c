CREATE TABLE posts (id serial PRIMARY KEY, title text, tags text[], scores int[] DEFAULT '{}');

INSERT INTO posts (title, tags, scores) VALUES ('One', ARRAY['sql','db'], '{1,2,3}'), ('Two', '{"new thing",x}', NULL), ('Three', '{}', DEFAULT);

SELECT * FROM posts;

SELECT title, tags[1], scores[2], scores[9] FROM posts;

SELECT title FROM posts WHERE 'sql' = ANY(tags);

SELECT title FROM posts WHERE tags @> ARRAY['db'];

SELECT title FROM posts WHERE tags && ARRAY['x','y'];

SELECT array_length(tags, 1), cardinality(tags), array_upper(scores, 1) FROM posts;

SELECT unnest(tags) FROM posts;

SELECT id, t FROM posts, unnest(tags) AS t ORDER BY id, t;

UPDATE posts SET tags = array_append(tags, 'more') WHERE id = 1 RETURNING tags;

UPDATE posts SET scores[1] = 100 WHERE id = 1 RETURNING scores;

SELECT array_to_string(ARRAY[1,2,3], '-'), string_to_array('a,b,c', ','), array_position(ARRAY['a','b'], 'b'), array_remove(ARRAY[1,2,1], 1), array_cat(ARRAY[1], ARRAY[2]);

SELECT (ARRAY[1,2,3,4])[2:3], ARRAY[1,2] = ARRAY[1,2], 3 = ALL(ARRAY[3,3]);

SELECT ARRAY(SELECT id FROM posts ORDER BY id);

SELECT unnest(ARRAY[1,2]) AS a, unnest(ARRAY['x','y']) AS b;

SELECT * FROM unnest(ARRAY['a','b']) WITH ORDINALITY AS t(v, n);

SELECT array_agg(x) FROM generate_series(1, 5) x;

SELECT '{1,a}'::int[];

SELECT ARRAY[1,'x'];

SELECT ARRAY[1,2.5], ARRAY[]::int[], ARRAY[NULL, 'a'];

SELECT ARRAY[];

\d posts

SELECT generate_series(1, 3), generate_series(10, 30, 10);

SELECT * FROM generate_series(5, 1, -2);

SELECT n, n * n AS square FROM generate_series(1, 4) AS n;

SELECT array_dims(ARRAY[[1,2],[3,4]]), array_ndims(ARRAY[1]), trim_array(ARRAY[1,2,3], 1), array_replace(ARRAY[1,2], 2, 9), array_prepend(0, ARRAY[1]);
