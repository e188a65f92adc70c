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

test("a version that was published can be had under its number; package.json keeps a range as npm does", async () => {
  const m = nodeMachine();
  const npm = (...args: string[]) => m.run({ argv: ["npm", ...args] });
  const asked = () => JSON.parse(m.files.readText("/app/package.json")).dependencies;
  await npm("init", "-y");
  // As npm 10 and 11 did on 2026-11-28.
  await npm("install", "express@4.18.2", "is-odd@3", "ms@2.0.x", "lodash@~4.16.0", "nodemon@2");
  expect(asked()).toEqual({
    express: "^4.18.2",
    "is-odd": "^3.0.1",
    lodash: "~4.16.0",
    ms: "2.0.x",
    nodemon: "^2.0.22",
  });
  expect(JSON.parse(m.files.readText("/app/node_modules/express/package.json")).version).toBe("4.18.2");
  expect((await npm("install", "express", "lodash")).stdout).toMatch(/^\nup to date, /);
  expect(asked()).toMatchObject({ express: "^4.18.2", lodash: "~4.16.0" });
  await npm("install", "lodash@latest");
  expect(asked().lodash).toMatch(/^\^4\.(?:17|18)\./);
  expect((await npm("install", "express@4.18.99")).stderr).toMatch(
    /^npm error code ETARGET\nnpm error notarget No matching version found for express@4\.18\.99\.\n/,
  );
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

test("npm ls tells what is missing, too old or too much; explain tells who wants a package", async () => {
  const m = nodeMachine();
  const env = { LANG: "C" };
  const npm = (...args: string[]) => m.run({ argv: ["npm", ...args], env });
  const files = {
    "package.json": `{"name":"shop","version":"1.0.0","dependencies":{"a":"^1.0.0","gone":"^2.0.0"},"devDependencies":{"b":"~2.1.0"},"scripts":{"dev":"node ."}}`,
    "node_modules/a/package.json": `{"name":"a","version":"1.2.0","dependencies":{"c":"^3.0.0"}}`,
    "node_modules/b/package.json": `{"name":"b","version":"2.0.9"}`,
    "node_modules/c/package.json": `{"name":"c","version":"3.1.4"}`,
    "node_modules/stray/package.json": `{"name":"stray","version":"0.0.1"}`,
  };
  const log = /npm error A complete log .*\n/;
  const all = await m.run({ argv: ["npm", "ls", "--all"], files, env });
  expect(all.stdout).toBe(`shop@1.0.0 /app
+-- a@1.2.0
| \`-- c@3.1.4
+-- b@2.0.9 invalid: "~2.1.0" from the root project
+-- UNMET DEPENDENCY gone@^2.0.0
\`-- stray@0.0.1 extraneous

`);
  expect([all.stderr.replace(log, ""), all.status]).toEqual([
    `npm error code ELSPROBLEMS
npm error invalid: b@2.0.9 /app/node_modules/b
npm error missing: gone@^2.0.0, required by shop@1.0.0
npm error extraneous: stray@0.0.1 /app/node_modules/stray
`,
    1,
  ]);
  expect((await npm("ls", "c")).stdout).toBe("shop@1.0.0 /app\n`-- a@1.2.0\n  `-- c@3.1.4\n\n");
  expect(await npm("ls", "nothing")).toEqual({ stdout: "shop@1.0.0 /app\n`-- (empty)\n\n", stderr: "", status: 1 });
  expect((await npm("explain", "c")).stdout).toBe(
    'c@3.1.4\nnode_modules/c\n  c@"^3.0.0" from a@1.2.0\n  node_modules/a\n    a@"^1.0.0" from the root project\n',
  );
  expect((await npm("run", "dev2")).stderr.replace(log, "")).toBe(
    `npm error Missing script: "dev2"\nnpm error\nnpm error Did you mean this?\nnpm error   npm run dev # run the "dev" package script\nnpm error\nnpm error To see a list of scripts, run:\nnpm error   npm run\n`,
  );
  expect((await npm("install", "--offline", "express")).stderr.replace(log, "")).toBe(
    "npm error code ENOTCACHED\nnpm error request to https://registry.npmjs.org/b failed: cache mode is 'only-if-cached' but no cached response is available.\n",
  );
  expect((await npm("view", "express", "name", "license")).stdout).toBe("name = 'express'\nlicense = 'MIT'\n");
});
