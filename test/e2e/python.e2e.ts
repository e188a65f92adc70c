import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./page.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

const DOCKERFILE = 'FROM python\\nWORKDIR /app\\nCOPY . /app\\nCMD ["python", "rng.py"]\\n';

test("the course's Python program: built, run, asked, started again; its code comes with a note and is kept", async () => {
  const { run, page, errors, waitFor } = await site.visit();
  await run(`cd random && printf '${DOCKERFILE}' > Dockerfile`);
  expect(await run("docker build -t rng .")).toContain("naming to docker.io/library/rng");
  expect(await run("docker run rng 2>&1 | tail -1")).toContain("EOFError: EOF when reading a line");
  await page.keyboard.type("docker run -it --name dice rng\n");
  await waitFor(/Smallest number: ?$/);
  await page.keyboard.type("3\n");
  await waitFor(/Largest number: ?$/);
  await page.keyboard.type("3\n");
  await waitFor(/number: 3\s+3\s+student@drydock:[^\n]*\$ ?$/);
  await page.keyboard.type("docker start -a -i dice\n");
  await waitFor(/dice\s+Smallest number: ?$/);
  await page.keyboard.type("9\n");
  await waitFor(/Largest number: ?$/);
  await page.keyboard.type("2\n");
  await waitFor(/must not be smaller than the smallest\.\s+student@drydock:[^\n]*\$ ?$/);
  const kept = await page.evaluate(async () => (await (await caches.open("drydock")).keys()).map((r) => r.url));
  expect(kept.map((url) => url.replace(/^.*\/([\w.]+)-[\w-]{8}(\.\w+)$/, "$1$2")).sort()).toEqual([
    "pyodide.asm.wasm",
    "python_stdlib.zip",
  ]);
  expect(errors).toEqual([]);
});

test("Ctrl-C ends a busy loop at once; loading can be given up", async () => {
  const { run, page, waitFor } = await site.visit();
  let began = () => {};
  const loading = new Promise<void>((resolve) => {
    began = resolve;
  });
  // Asked for, and never answered.
  await page.route(/pyodide/, began);
  await page.keyboard.type("docker run --rm python python -c 'print(1)'\n");
  await waitFor(/Status: Downloaded newer image/);
  await loading;
  await page.keyboard.press("Control+c");
  await waitFor(/drydock: Python was not loaded/);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.keyboard.type("docker run -it --rm python python -c 'print(\"ready\")\nwhile True: pass'\n");
  // Printed by the program, not the typed line's.
  await waitFor(/\nready\s*$/);
  await page.keyboard.press("Control+c");
  await waitFor(/KeyboardInterrupt\s+student@drydock:[^\n]*\$ ?$/);
  expect(await run("echo $?")).toContain("130");
});
