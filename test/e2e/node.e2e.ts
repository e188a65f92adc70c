import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./page.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

const PROMPT = /student@drydock:[^\n]*\$ ?$/;

test("a loop that never waits: Ctrl-C ends it at once, others run beside it, and docker stop takes its time", async () => {
  const { run, page, errors, waitFor } = await site.visit();
  await run("docker pull -q node && docker run --rm node node -e 0");
  await run("printf 'console.log(\"ready\"); while (true) {}\\n' > loop.mjs");
  await page.keyboard.type('docker run -it --rm --init -v "$PWD:/app" node node /app/loop.mjs\n');
  await waitFor(/ready\s*$/);
  await page.keyboard.press("Control+c");
  await waitFor(new RegExp(`\\^C\\s*${PROMPT.source}`));
  expect(await run("echo $?")).toContain("130");
  // As PID 1, and with a handler that never gets its turn, it is deaf.
  const handled = "process.on('SIGTERM', () => process.exit(0)); console.log('up'); while (true) {}";
  await run(`docker run -d --name deaf node node -e "${handled}"`);
  await run("sleep 1");
  expect(await run("docker logs deaf; docker exec deaf echo beside")).toMatch(/up\s+beside/);
  await run("docker stop -t 2 deaf");
  expect(await run("docker ps -a --format '{{.Names}} {{.Status}}'")).toContain("deaf Exited (137)");
  expect(errors).toEqual([]);
});

test("nested calls go as deep as on Node's own stack", async () => {
  const { run, errors } = await site.visit();
  const depth = "const d = (f) => { let n = 0; try { f(() => n++) } catch (e) { return n + e.message } };";
  const simple = "const s = (c) => { c(); s(c) };";
  const mapped = "const m = (c) => { c(); [1].map(() => m(c)) };";
  await run(`printf '${depth} ${simple} ${mapped} console.log(d(s), d(m));' > deep.js`);
  const out = await run('docker run --rm -v "$PWD:/app" node node /app/deep.js');
  const [, s, m] = /(\d+)Maximum call stack size exceeded (\d+)Maximum call stack size exceeded/.exec(out) ?? [];
  expect([Number(s) > 9000, Number(m) > 2500, errors]).toEqual([true, true, []]);
});

test("the built page's guest follows awaits: a failure shows who waited, a cipher ciphers", async () => {
  const { run, errors } = await site.visit();
  const job = "async function job() { await null; throw new Error(1); } async function main() { await job(); }";
  const cipher =
    "require(`crypto`).createCipheriv(`aes-128-ctr`, `k`.repeat(16), `v`.repeat(16)).update(`hi`, `utf8`, `hex`)";
  await run(`printf '${job} main().catch((e) => console.log(e.stack, ${cipher}));' > await.js`);
  const out = await run('docker run --rm -v "$PWD:/app" node node /app/await.js');
  expect(out).toContain("at job (/app/await.js:1:");
  expect(out).toMatch(/at async main \(\/app\/await\.js:1:82\) aa2a/);
  expect(errors).toEqual([]);
});
