import type { HostFiles } from "../machine/host-tree.ts";

/** What lies in the student's home folder: small projects of our own to build images of, and an empty folder for `docker cp`. */
export const HOME: HostFiles = {
  "hello.txt": "Hello from the host.\n",
  "dummy/": "",
  "goals/package.json": `${JSON.stringify(
    {
      name: "goals",
      version: "1.0.0",
      description: "A page that shows one goal and lets you set another",
      main: "server.js",
      scripts: { start: "node server.js" },
      dependencies: { express: "^4.21.0" },
    },
    null,
    2,
  )}\n`,
  "goals/server.js": `const express = require("express");

const app = express();
let goal = "Learn Docker";

app.use(express.urlencoded({ extended: false }));
app.use(express.static("public"));

app.get("/", (request, response) => {
  response.send(\`<!doctype html>
<link rel="stylesheet" href="/styles.css">
<main>
  <h1>My goal</h1>
  <p id="goal">\${goal.replace(/</g, "&lt;")}</p>
  <form action="/goal" method="POST">
    <label>A new goal <input name="goal" required></label>
    <button>Set</button>
  </form>
</main>\`);
});

app.post("/goal", (request, response) => {
  goal = request.body.goal;
  console.log("New goal:", goal);
  response.redirect("/");
});

app.listen(80);
`,
  "goals/public/styles.css": `body { font-family: sans-serif; margin: 2rem; color: #222; }
main { max-width: 30rem; margin: auto; }
#goal { padding: 1rem; border: 1px solid #bbb; border-radius: 6px; font-size: 1.2rem; }
`,
  "random/rng.py": `from random import randint

low = int(input("Smallest number: "))
high = int(input("Largest number: "))

if high < low:
    print("The largest number must not be smaller than the smallest.")
else:
    print(randint(low, high))
`,
};
