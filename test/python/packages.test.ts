import { expect, test } from "vitest";
import { ROOT } from "../../src/machine/host-user.ts";
import { createMachine } from "../../src/machine.ts";
import { officialCatalog } from "../../src/registry/catalog/official.ts";

// Python's packages as courses use them: in images that pip filled, reached over published ports and networks.

function lab(files: Readonly<Record<string, string>>) {
  const machine = createMachine({
    catalog: officialCatalog,
    seed: "python",
    user: ROOT,
    workingFolder: "/root/lab",
    files,
  });
  return async (cmd: string) => {
    const { stdout, stderr, exitCode } = await machine.exec(cmd);
    return { stdout, stderr, exitCode };
  };
}

const DOCKERFILE = `FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
CMD ["python", "app.py"]
`;

test("a flask application in an image answers on its published port and logs as werkzeug does", {
  timeout: 120_000,
}, async () => {
  const sh = lab({
    Dockerfile: DOCKERFILE,
    "requirements.txt": "flask==3.1.3\n",
    "templates/base.html": "<title>{% block title %}{% endblock %}</title>{% block body %}{% endblock %}\n",
    "templates/index.html":
      '{% extends "base.html" %}{% block title %}Goals{% endblock %}{% block body %}<ul>{% for g in goals %}<li>{{ loop.index }} {{ g }}</li>{% else %}none{% endfor %}</ul>{% endblock %}',
    "app.py": `from flask import Flask, jsonify, redirect, render_template, request, url_for
app = Flask(__name__)
goals = []
@app.route("/")
def index():
    return render_template("index.html", goals=goals)
@app.post("/goals")
def add():
    goals.append(request.form["text"])
    return redirect(url_for("index"))
@app.route("/api/<int:n>")
def api(n):
    return jsonify(n=n, goals=goals)
if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)
`,
  });
  expect((await sh("docker build -q -t goals .")).exitCode).toBe(0);
  await sh("docker run -d --name goals -p 8080:5000 goals; sleep 2");
  expect((await sh("curl -s localhost:8080/")).stdout).toBe("<title>Goals</title><ul>none</ul>");
  expect((await sh("curl -sL -d 'text=Learn <Docker>' localhost:8080/goals")).stdout).toBe(
    "<title>Goals</title><ul><li>1 Learn &lt;Docker&gt;</li></ul>",
  );
  expect(
    (await sh("curl -s localhost:8080/api/7; curl -s -o /dev/null -w '%{http_code}' localhost:8080/api/x")).stdout,
  ).toBe('{"goals":["Learn <Docker>"],"n":7}\n404');
  const { stdout, stderr } = await sh("docker logs goals");
  expect(stdout).toBe(" * Serving Flask app 'app'\n * Debug mode: off\n");
  expect(
    stderr.replace(/\[\d\d\/\w{3}\/\d{4} [\d:]+\]/g, "[time]"),
  ).toBe(`\x1b[31m\x1b[1mWARNING: This is a development server. Do not use it in a production deployment. Use a production WSGI server instead.\x1b[0m
 * Running on all addresses (0.0.0.0)
 * Running on http://127.0.0.1:5000
 * Running on http://172.17.0.2:5000
\x1b[33mPress CTRL+C to quit\x1b[0m
172.17.0.1 - - [time] "GET / HTTP/1.1" 200 -
172.17.0.1 - - [time] "\x1b[32mPOST /goals HTTP/1.1\x1b[0m" 302 -
172.17.0.1 - - [time] "GET / HTTP/1.1" 200 -
172.17.0.1 - - [time] "GET /api/7 HTTP/1.1" 200 -
172.17.0.1 - - [time] "\x1b[33mGET /api/x HTTP/1.1\x1b[0m" 404 -
`);
});

test("flask, requests and redis talk over a user-defined network; without redis its error is named", {
  timeout: 120_000,
}, async () => {
  const sh = lab({
    Dockerfile: DOCKERFILE,
    "requirements.txt": "flask\nredis\nrequests\n",
    "app.py": `import redis
from flask import Flask
app = Flask(__name__)
cache = redis.Redis(host="redis", port=6379, decode_responses=True)
@app.route("/")
def hits():
    try:
        return f"seen {cache.incr('hits')} times\\n"
    except redis.exceptions.ConnectionError as e:
        return f"{e}\\n", 503
app.run(host="0.0.0.0")
`,
    "ask.py": `import requests
r = requests.get("http://web:5000/")
print(r.status_code, r.headers["content-type"], r.text, end="")
try:
    requests.get("http://web:5001/", timeout=1)
except requests.exceptions.ConnectionError as e:
    print(str(e).split(" (Caused")[0], "Connection refused" in str(e))
`,
  });
  await sh("docker network create net; docker build -q -t web .; docker run -d --name web --network net web; sleep 2");
  const ask = "docker run --rm --network net web python ask.py";
  const refused = "HTTPConnectionPool(host='web', port=5001): Max retries exceeded with url: / True\n";
  expect(await sh(ask)).toEqual({
    stdout: `503 text/html; charset=utf-8 Error -2 connecting to redis:6379. Name or service not known.\n${refused}`,
    stderr: "",
    exitCode: 0,
  });
  await sh("docker run -d --name redis --network net redis:7-alpine; sleep 1");
  await sh(ask);
  expect((await sh(ask)).stdout).toBe(`200 text/html; charset=utf-8 seen 2 times\n${refused}`);
  expect((await sh("docker exec redis redis-cli get hits")).stdout).toBe("2\n");
});

test("gunicorn keeps workers of their own memory, and ends with them on docker stop", {
  timeout: 120_000,
}, async () => {
  const sh = lab({
    Dockerfile: DOCKERFILE.replace(/CMD .*/, 'CMD ["gunicorn", "app:app", "-b", "0.0.0.0:8000", "-w", "2"]'),
    "requirements.txt": "flask\ngunicorn\n",
    "app.py": `import os
from flask import Flask
app = Flask(__name__)
seen = []
@app.route("/")
def index():
    seen.append(1)
    return f"{os.getpid()} {len(seen)}\\n"
`,
  });
  await sh("docker build -q -t web .; docker run -d --name web -p 8000:8000 web; sleep 3");
  expect((await sh("for i in 1 2 3 4; do curl -s localhost:8000/; done | sort")).stdout).toBe("7 1\n7 2\n8 1\n8 2\n");
  await sh("docker stop web");
  const { stderr } = await sh("docker logs web");
  // Which of the workers is the first to end is chance.
  const lines = stderr.replace(/^\[[^\]]*\] /gm, "").replace(/^\[8\](.*\n)\[7\](.*\n)/m, "[7]$2[8]$1");
  expect(lines).toBe(`[1] [INFO] Starting gunicorn 23.0.0
[1] [INFO] Listening at: http://0.0.0.0:8000 (1)
[1] [INFO] Using worker: sync
[1] [INFO] Booting worker with pid: 7
[1] [INFO] Booting worker with pid: 8
[1] [INFO] Handling signal: term
[7] [INFO] Worker exiting (pid: 7)
[8] [INFO] Worker exiting (pid: 8)
[1] [INFO] Shutting down: Master
`);
  expect((await sh("docker inspect -f '{{.State.ExitCode}}' web")).stdout).toBe("0\n");
});

test("flask run starts again when a file of a bind mount changes", { timeout: 120_000 }, async () => {
  const sh = lab({
    "app.py": 'from flask import Flask\napp = Flask(__name__)\n@app.route("/")\ndef index(): return "one\\n"\n',
  });
  await sh(
    'docker run -d --name dev -p 5000:5000 -v "$PWD":/app -w /app -e FLASK_DEBUG=1 python:3.13-slim sh -c "pip install -q flask; flask run -h 0.0.0.0"; sleep 5',
  );
  expect((await sh("curl -s localhost:5000/")).stdout).toBe("one\n");
  expect((await sh("sed -i s/one/two/ app.py; sleep 4; curl -s localhost:5000/")).stdout).toBe("two\n");
  expect((await sh("docker logs dev 2>&1 | grep -c 'Detected change in ./app/app.py., reloading'")).stdout).toBe("1\n");
});

test("psycopg2 and psycopg keep what they wrote in postgres; failures are libpq's", { timeout: 120_000 }, async () => {
  const sh = lab({
    Dockerfile: DOCKERFILE,
    "requirements.txt": "psycopg2-binary\npsycopg[binary]\n",
    "app.py": `import datetime, decimal, psycopg2, psycopg2.extras, psycopg
where = dict(host="db", user="postgres", password="pw", dbname="postgres")
with psycopg2.connect(**where) as conn, conn.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cur:
    cur.execute("CREATE TABLE goals (id SERIAL PRIMARY KEY, text TEXT UNIQUE, cost NUMERIC(6,2), due DATE)")
    cur.execute("INSERT INTO goals (text, cost, due) VALUES (%s, %s, %s) RETURNING id", ("it's", decimal.Decimal("1.50"), datetime.date(2026, 1, 2)))
    print(dict(cur.fetchone()))
try:
    with psycopg2.connect(**where) as conn, conn.cursor() as cur:
        cur.execute("INSERT INTO goals (text) VALUES (%s)", ("lost",))
        cur.execute("INSERT INTO goals (text) VALUES ('it''s')")
except psycopg2.errors.UniqueViolation as e:
    print(e.pgcode, e, end="")
with psycopg.connect("postgresql://postgres:pw@db/postgres") as conn:
    print(conn.execute("SELECT text, cost, due FROM goals WHERE id < %s", (9,)).fetchall())
for options in (dict(where, password="bad"), dict(where, host="nowhere"), dict(where, port=1)):
    try:
        psycopg2.connect(**options)
    except psycopg2.OperationalError as e:
        print(e, end="")
`,
  });
  await sh("docker network create net; docker build -q -t client .");
  await sh("docker run -d --name db --network net -e POSTGRES_PASSWORD=pw postgres:16; sleep 10");
  expect(await sh("docker run --rm --network net client")).toEqual({
    stdout: `{'id': 1}
23505 duplicate key value violates unique constraint "goals_text_key"
DETAIL:  Key (text)=(it's) already exists.
[("it's", Decimal('1.50'), datetime.date(2026, 1, 2))]
connection to server at "db" (172.18.0.2), port 5432 failed: FATAL:  password authentication failed for user "postgres"
could not translate host name "nowhere" to address: Name or service not known
connection to server at "db" (172.18.0.2), port 1 failed: Connection refused
	Is the server running on that host and accepting TCP/IP connections?
`,
    stderr: "",
    exitCode: 0,
  });
});

test("pymysql and mysql.connector speak to mysql; their errors have its numbers", { timeout: 120_000 }, async () => {
  const sh = lab({
    Dockerfile: DOCKERFILE,
    "requirements.txt": "pymysql\nmysql-connector-python\n",
    "app.py": `import mysql.connector, pymysql
where = dict(host="db", user="root", password="pw", database="shop")
conn = pymysql.connect(**where, cursorclass=pymysql.cursors.DictCursor)
with conn.cursor() as cur:
    cur.execute("CREATE TABLE items (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20) UNIQUE, price DECIMAL(8,2))")
    print(cur.execute("INSERT INTO items (name, price) VALUES (%s, %s)", ("it's", 2.5)), cur.lastrowid)
conn.commit()
for sql in ("SELECT * FROM nothing", "INSERT INTO items (name) VALUES ('it''s')"):
    try:
        conn.cursor().execute(sql)
    except pymysql.MySQLError as e:
        print(type(e).__name__, e.args)
other = mysql.connector.connect(**where)
cursor = other.cursor(dictionary=True)
cursor.execute("SELECT * FROM items")
print(cursor.fetchall())
for connect in (lambda: pymysql.connect(host="db", port=1, user="root"), lambda: mysql.connector.connect(host="db", user="root", password="bad")):
    try:
        connect()
    except (pymysql.MySQLError, mysql.connector.Error) as e:
        print(type(e).__name__, e)
`,
  });
  await sh("docker network create net; docker build -q -t client .");
  await sh(
    "docker run -d --name db --network net -e MYSQL_ROOT_PASSWORD=pw -e MYSQL_DATABASE=shop mysql:8.0; sleep 20",
  );
  expect(await sh("docker run --rm --network net client")).toEqual({
    stdout: `1 1
ProgrammingError (1146, "Table 'shop.nothing' doesn't exist")
IntegrityError (1062, "Duplicate entry 'it's' for key 'items.name'")
[{'id': 1, 'name': "it's", 'price': Decimal('2.50')}]
OperationalError (2003, "Can't connect to MySQL server on 'db' ([Errno 111] Connection refused)")
ProgrammingError 1045 (28000): Access denied for user 'root'@'172.18.0.3' (using password: YES)
`,
    stderr: "",
    exitCode: 0,
  });
});

test("a fastapi application checks what it is given, and uvicorn logs it", { timeout: 120_000 }, async () => {
  const sh = lab({
    Dockerfile: DOCKERFILE.replace(/CMD .*/, 'CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "80"]'),
    "requirements.txt": "fastapi[standard]\n",
    "app.py": `from typing import Annotated
from fastapi import Depends, FastAPI, Header, HTTPException, Query
from pydantic import BaseModel, Field
app = FastAPI()
class Item(BaseModel):
    name: str = Field(min_length=2)
    price: float
    tags: list[str] = []
items: dict[int, Item] = {}
def who(x_user: Annotated[str, Header()] = "nobody"):
    return x_user
@app.get("/items/{item_id}")
async def read(item_id: int, n: Annotated[int, Query(ge=1)] = 1, user: str = Depends(who)):
    if item_id not in items:
        raise HTTPException(404, "Item not found")
    return {"item": items[item_id], "n": n, "user": user}
@app.post("/items/{item_id}", status_code=201)
def put(item_id: int, item: Item) -> Item:
    items[item_id] = item
    return item
`,
  });
  await sh("docker build -q -t api .; docker run -d --name api -p 8000:80 api; sleep 2");
  const post = "curl -s -H 'content-type: application/json' localhost:8000/items/1 -d";
  expect((await sh(`${post} '{"name": "tea", "price": "2.5", "more": 1}'`)).stdout).toBe(
    '{"name":"tea","price":2.5,"tags":[]}',
  );
  expect((await sh(`${post} '{"name": "t", "tags": [1]}'`)).stdout).toBe(
    '{"detail":[{"type":"string_too_short","loc":["body","name"],"msg":"String should have at least 2 characters","input":"t","ctx":{"min_length":2}},{"type":"missing","loc":["body","price"],"msg":"Field required","input":{"name":"t","tags":[1]}},{"type":"string_type","loc":["body","tags",0],"msg":"Input should be a valid string","input":1}]}',
  );
  expect(
    (await sh("curl -s -H 'X-User: bob' 'localhost:8000/items/1?n=3'; curl -s localhost:8000/items/2")).stdout,
  ).toBe('{"item":{"name":"tea","price":2.5,"tags":[]},"n":3,"user":"bob"}{"detail":"Item not found"}');
  expect((await sh("curl -s 'localhost:8000/items/x?n=0'")).stdout).toBe(
    '{"detail":[{"type":"int_parsing","loc":["path","item_id"],"msg":"Input should be a valid integer, unable to parse string as an integer","input":"x"},{"type":"greater_than_equal","loc":["query","n"],"msg":"Input should be greater than or equal to 1","input":"0","ctx":{"ge":1}}]}',
  );
  await sh("docker stop api");
  const { stdout, stderr } = await sh("docker logs api");
  expect(
    stdout.replace(/\d+\.\d+\.\d+\.\d+:\d+/g, "client"),
  ).toBe(`INFO:     client - "POST /items/1 HTTP/1.1" 201 Created
INFO:     client - "POST /items/1 HTTP/1.1" 422 Unprocessable Content
INFO:     client - "GET /items/1?n=3 HTTP/1.1" 200 OK
INFO:     client - "GET /items/2 HTTP/1.1" 404 Not Found
INFO:     client - "GET /items/x?n=0 HTTP/1.1" 422 Unprocessable Content
`);
  expect(stderr).toBe(`INFO:     Started server process [1]
INFO:     Waiting for application startup.
INFO:     Application startup complete.
INFO:     Uvicorn running on http://0.0.0.0:80 (Press CTRL+C to quit)
INFO:     Shutting down
INFO:     Waiting for application shutdown.
INFO:     Application shutdown complete.
INFO:     Finished server process [1]
`);
});
