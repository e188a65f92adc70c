CREATE TABLE posts (id serial PRIMARY KEY, title text NOT NULL, slug text, updated_at timestamptz, version int DEFAULT 1);

CREATE FUNCTION set_slug() RETURNS trigger AS $$
BEGIN
  NEW.slug := regexp_replace(lower(NEW.title), '[^a-z0-9]+', '-', 'g');
  RETURN NEW;
END $$ LANGUAGE plpgsql;

CREATE TRIGGER posts_slug BEFORE INSERT OR UPDATE OF title ON posts FOR EACH ROW EXECUTE FUNCTION set_slug();

INSERT INTO posts (title) VALUES ('Hello World!'), ('Second  Post') RETURNING id, slug;

CREATE FUNCTION bump() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW IS DISTINCT FROM OLD THEN
    NEW.version = OLD.version + 1;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER posts_bump BEFORE UPDATE ON posts FOR EACH ROW EXECUTE PROCEDURE bump();

UPDATE posts SET title = 'Third' WHERE id = 1 RETURNING id, title, slug, version;

UPDATE posts SET title = title RETURNING id, version;

CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.id = 1 THEN
    RAISE EXCEPTION 'post % is protected', OLD.id USING DETAIL = 'It is the first one.', HINT = 'Choose another.';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER posts_forbid BEFORE DELETE ON posts FOR EACH ROW EXECUTE FUNCTION forbid();

DELETE FROM posts WHERE id = 1;

DELETE FROM posts WHERE id = 2;

CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;

CREATE TRIGGER posts_skip BEFORE INSERT ON posts FOR EACH ROW WHEN (NEW.title = 'skip') EXECUTE FUNCTION skip();

INSERT INTO posts (title) VALUES ('skip'), ('keep');

SELECT id, title FROM posts ORDER BY id;

\d posts

CREATE TABLE counters (name text PRIMARY KEY, n int NOT NULL DEFAULT 0);

INSERT INTO counters VALUES ('posts', 0);

CREATE FUNCTION count_posts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE counters SET n = (SELECT count(*) FROM posts) WHERE name = TG_TABLE_NAME;
  RETURN NULL;
END $$;

CREATE TRIGGER posts_count AFTER INSERT OR DELETE ON posts EXECUTE FUNCTION count_posts();

INSERT INTO posts (title) VALUES ('a'), ('b');

SELECT * FROM counters;

CREATE TRIGGER posts_count AFTER INSERT ON posts EXECUTE FUNCTION count_posts();

CREATE OR REPLACE TRIGGER posts_count AFTER INSERT ON posts EXECUTE FUNCTION count_posts();

ALTER TABLE posts DISABLE TRIGGER ALL;

ALTER TABLE posts DROP COLUMN slug;

INSERT INTO posts (title) VALUES ('no triggers');

DROP FUNCTION count_posts CASCADE;

DROP TABLE posts;

SELECT count_posts();
