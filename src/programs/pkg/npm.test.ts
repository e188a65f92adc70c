import { expect, test } from "vitest";
import { nodeMachine } from "../node/testing/machine.ts";

test("npm install brings packages that run, a lock file, and says so as npm does", async () => {
  const m = nodeMachine();
  const npm = (...args: string[]) => m.run({ argv: ["npm", ...args] });
  await npm("init", "-y");
  const added = await npm("install", "express", "cors");
  expect(added.stdout).toMatch(
    /^\nadded \d+ packages, and audited \d+ packages in \d+s\n\n\d+ packages are looking for funding\n {2}run `npm fund` for details\n\nfound 0 vulnerabilities\n$/,
  );
  expect(JSON.parse(m.files.readText("/app/package-lock.json"))).toMatchObject({ name: "app", lockfileVersion: 3 });
  expect((await npm("ci")).stdout).toContain("\nadded ");
  const r = await m.run({
    argv: ["node", "app.js"],
    files: {
      "app.js": `const app = require("express")();
app.use(require("cors")());
app.get("/users/:id", (req, res) => res.json({ id: req.params.id }));
const s = app.listen(3000, async () => {
  for (const path of ["/users/7", "/none"]) {
    const r = await fetch("http://localhost:3000" + path);
    console.log(r.status, r.headers.get("access-control-allow-origin"), (await r.text()).includes("Cannot GET"));
  }
  s.close();
});`,
    },
  });
  expect(r).toEqual({ stdout: "200 * false\n404 * true\n", stderr: "", status: 0 });
});

test("an unknown package is npm's E404; a missing script names how to list them", async () => {
  const m = nodeMachine();
  await m.run({ argv: ["npm", "init", "-y"] });
  const unknown = await m.run({ argv: ["npm", "install", "nopenope"] });
  expect(unknown.status).toBe(1);
  expect(unknown.stderr).toContain("npm error 404  'nopenope@*' is not in this registry.\n");
  const missing = await m.run({ argv: ["npm", "run", "foo"] });
  expect(missing.stderr).toMatch(
    /^npm error Missing script: "foo"\nnpm error\nnpm error To see a list of scripts, run:\nnpm error {3}npm run\n/,
  );
  const tested = await m.run({ argv: ["npm", "test"] });
  expect(tested).toEqual({
    stdout: '\n> app@1.0.0 test\n> echo "Error: no test specified" && exit 1\n\nError: no test specified\n',
    stderr: "",
    status: 1,
  });
});
