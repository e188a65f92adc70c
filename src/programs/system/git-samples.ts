const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Small projects of our own, by the name under which they are cloned. */
export const samples: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "static-page": {
    "README.md":
      "# static-page\n\nOne page, served by nginx.\n\n    docker build -t static-page .\n    docker run -d -p 8080:80 static-page\n",
    Dockerfile: "FROM nginx:alpine\nCOPY site /usr/share/nginx/html\n",
    "site/index.html":
      '<!doctype html>\n<title>static-page</title>\n<link rel="stylesheet" href="style.css">\n<h1>It sails</h1>\n<p>This page comes out of a container.</p>\n',
    "site/style.css": "body { font-family: sans-serif; margin: 3rem; }\n",
  },
  "todo-node": {
    "README.md":
      "# todo-node\n\nA list of things to do, kept in memory.\n\n    docker build -t todo .\n    docker run -d -p 3000:3000 todo\n",
    Dockerfile:
      'FROM node:22-alpine\nWORKDIR /app\nCOPY package.json .\nRUN npm install\nCOPY . .\nEXPOSE 3000\nCMD ["node", "server.js"]\n',
    ".dockerignore": "node_modules\n.git\n",
    "package.json": json({
      name: "todo-node",
      version: "1.0.0",
      main: "server.js",
      scripts: { start: "node server.js" },
      dependencies: { express: "^4.21.0" },
    }),
    "server.js": `const express = require("express");

const app = express();
const todos = [];

app.use(express.json());
app.use(express.urlencoded({ extended: false }));

app.get("/", (request, response) => {
  const items = todos.map((t) => "<li>" + t.text.replace(/</g, "&lt;") + "</li>").join("");
  response.send("<h1>To do</h1><ul>" + items + '</ul><form method="POST" action="/todos"><input name="text"><button>Add</button></form>');
});

app.get("/todos", (request, response) => response.json(todos));

app.post("/todos", (request, response) => {
  todos.push({ id: todos.length + 1, text: String(request.body.text) });
  if (request.is("json")) response.status(201).json(todos.at(-1));
  else response.redirect("/");
});

app.listen(3000, () => console.log("listening on port 3000"));
`,
  },
  "counter-redis": {
    "README.md":
      "# counter-redis\n\nTwo containers: a page that counts its visits, and redis, which remembers them.\n\n    docker network create counter\n    docker run -d --name redis --network counter -v counts:/data redis:alpine\n    docker build -t counter .\n    docker run -d --network counter -p 8000:8000 counter\n    curl localhost:8000\n",
    Dockerfile: 'FROM node:22-alpine\nWORKDIR /app\nCOPY server.js .\nCMD ["node", "server.js"]\n',
    "server.js": `const http = require("http");
const net = require("net");

// Redis speaks lines: INCR gives the new number behind a colon.
function countVisit(done) {
  const redis = net.connect(6379, "redis", () => redis.write("INCR visits\\r\\n"));
  redis.on("data", (answer) => {
    redis.end();
    done(undefined, Number(String(answer).slice(1)));
  });
  redis.on("error", done);
}

http
  .createServer((request, response) => {
    countVisit((error, visits) => {
      if (error) {
        console.error(error.message);
        response.statusCode = 500;
        response.end("No redis: " + error.message + "\\n");
      } else response.end("This page has been seen " + visits + " times.\\n");
    });
  })
  .listen(8000, () => console.log("listening on port 8000"));
`,
  },
};
