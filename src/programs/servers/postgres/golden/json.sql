CREATE TABLE docs (id serial PRIMARY KEY, data jsonb NOT NULL, raw json);

INSERT INTO docs (data, raw) VALUES ('{"name": "Ann", "age": 30, "tags": ["a","b"], "address": {"city": "Rome"}}', '{"z": 1,   "a": 2}'), ('{"name": "Bob", "age": 25, "tags": []}', '[1, 2,3]');

SELECT * FROM docs;

SELECT data->'name', data->>'name', data->'address'->>'city', data#>'{tags,0}', data#>>'{tags,1}' FROM docs;

SELECT data->>'age' AS age, (data->>'age')::int + 1 AS next FROM docs;

SELECT id FROM docs WHERE data @> '{"name": "Ann"}';

SELECT id FROM docs WHERE data ? 'address';

SELECT id FROM docs WHERE data->'tags' ? 'a';

SELECT jsonb_array_elements_text(data->'tags') FROM docs;

SELECT key, value FROM docs, jsonb_each(data) WHERE id = 2;

SELECT jsonb_object_keys(data) FROM docs WHERE id = 1;

UPDATE docs SET data = jsonb_set(data, '{age}', '31') WHERE id = 1 RETURNING data->'age';

UPDATE docs SET data = data || '{"active": true}' WHERE id = 2 RETURNING data;

UPDATE docs SET data = data - 'tags' RETURNING data;

SELECT jsonb_pretty(data) FROM docs WHERE id = 1;

SELECT json_build_object('a', 1, 'b', 'two', 'c', NULL, 'd', true), jsonb_build_array(1, 'x', 2.5), to_json('x'::text), to_jsonb(5);

SELECT row_to_json(d) FROM (SELECT id, data->>'name' AS name FROM docs) d;

SELECT json_agg(id), jsonb_agg(data->'name'), json_object_agg(id, data->>'name') FROM docs;

SELECT '{"a":1}'::jsonb = '{"a": 1}'::jsonb, jsonb_typeof('[1]'), jsonb_array_length('[1,2,3]'), '{bad}'::json;

SELECT 'nope'::jsonb;

SELECT '{"a": {"b": [1, {"c": 2}]}}'::jsonb #> '{a,b,1,c}', '[1,2,3]'::jsonb -> -1, '{"a":1}'::jsonb -> 'x';

SELECT * FROM jsonb_to_recordset('[{"a":1,"b":"x"},{"a":2,"b":"y"}]') AS t(a int, b text);

SELECT jsonb_strip_nulls('{"a":null,"b":1}'), '{"a":1,"b":2}'::jsonb - 'a', '[1,2]'::jsonb || '3', '{"b":1,"a":[1, 2]}'::json;

SELECT data['name'] FROM docs;

SELECT jsonb_path_query('{"a":[1,2,3]}', '$.a[*]'), jsonb_path_exists('{"a":1}', '$.a');

CREATE INDEX idx_docs_data ON docs USING GIN (data);

\d docs

SELECT count(*) FROM docs WHERE data->>'age' > '26';

SELECT data->'age' + 1 FROM docs;

SELECT to_jsonb(docs) FROM docs WHERE id = 2;
