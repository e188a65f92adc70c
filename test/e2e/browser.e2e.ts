import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site, type Visit } from "./page.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

/** A container that serves these files on port 3000, and the panel's browser. */
async function serving(files: Readonly<Record<string, string>>): Promise<Visit & { go(url: string): Promise<string> }> {
  const visit = await site.visit();
  const { run, page } = visit;
  await run("mkdir site");
  for (const [name, text] of Object.entries(files)) {
    await page.evaluate(
      ({ name, text }) => {
        const { client } = (window as unknown as { drydock: { client: { writeFile(p: string, d: Uint8Array): void } } })
          .drydock;
        client.writeFile(`/home/student/site/${name}`, new TextEncoder().encode(text));
      },
      { name, text },
    );
  }
  await run("docker run -d -p 3000:80 -v $PWD/site:/usr/share/nginx/html --name web nginx");
  await page.click("#tabs [role=tab] >> nth=1");
  return {
    ...visit,
    async go(url) {
      await page.fill("#browser input", url);
      await page.press("#browser input", "Enter");
      await page.waitForFunction(() => document.querySelector(".answer")?.textContent !== "…");
      await page.waitForTimeout(300);
      return `${await page.textContent(".answer")}`;
    },
  };
}

test("styles, images, scripts, modules and requests of the served site come through the simulated network", async () => {
  const { go, page } = await serving({
    "index.html": `<base href="/"><link rel=stylesheet href="/css/s.css"><script src="a.js"></script><script type=module src="/m.js"></script><h1>hi</h1><img src="i.svg"><a id=l href="/two.html?x=1">two</a>`,
    "css/s.css": `@import "more.css"; h1 { background: url(../i.svg); }`,
    "css/more.css": "h1 { color: rgb(1, 2, 3); }",
    "a.js": "document.documentElement.dataset.script = 1;",
    "m.js":
      "import { n } from './n.js'; document.documentElement.dataset.module = n; const r = new XMLHttpRequest(); r.open('GET', '/data.json'); r.responseType = 'json'; r.onload = () => { document.title = r.response.said; }; r.send();",
    "n.js": "export const n = 7;",
    "data.json": '{"said":"by XMLHttpRequest"}',
    "i.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
    "two.html": "<script>setTimeout(() => { location.href = '/three.html'; }, 200)</script>two",
    "three.html": "<p id=p>three</p>",
  });
  expect(await go("localhost:3000")).toContain("200 OK");
  const frame = page.frameLocator("#browser iframe");
  await expect
    .poll(() => frame.locator("html").evaluate((e) => ({ ...e.dataset, title: document.title })))
    .toEqual({ script: "1", module: "7", title: "by XMLHttpRequest" });
  expect(
    await frame
      .locator("h1")
      .evaluate((e) => [getComputedStyle(e).color, getComputedStyle(e).backgroundImage.slice(0, 24)]),
  ).toEqual(["rgb(1, 2, 3)", 'url("data:image/svg+xml;']);
  expect(await frame.locator("img").evaluate((e) => (e as HTMLImageElement).naturalWidth)).toBe(10);
  await frame.locator("#l").click();
  await expect.poll(() => page.inputValue("#browser input")).toBe("http://localhost:3000/two.html?x=1");
  // That page tries to go elsewhere by itself.
  await frame.locator("body", { hasText: "drydock: a page that goes elsewhere by a script" }).waitFor();
  await page.click(".answer");
  expect(await page.textContent(".headers")).toContain("Content-Length");
});

test("nothing that a site does reaches the page, its storage or its network", async () => {
  const { go, page } = await serving({
    "index.html": `<h1>…</h1><script>
      const out = [];
      const attempt = (name, f) => { try { out.push(name + " " + f()); } catch (e) { out.push(name + " " + e.name); } };
      attempt("parent", () => parent.document.title);
      attempt("drydock", () => parent.drydock);
      attempt("cookie", () => document.cookie);
      attempt("storage", () => localStorage.length);
      attempt("database", () => indexedDB.open("drydock"));
      attempt("top", () => { top.location = "about:blank"; });
      attempt("window", () => open("about:blank"));
      parent.postMessage({ drydock: { kind: "navigate", url: "javascript:top.broken=1" } }, "*");
      parent.postMessage({ drydock: { kind: "submit", method: "<b>", url: "http://x", body: 1 } }, "*");
      const image = new Image();
      image.onload = () => out.push("image came");
      image.onerror = () => { out.push("image refused"); document.querySelector("h1").textContent = out.join(", "); };
      image.src = "${site.server.url}favicon.svg";
    </script>`,
    "away.html": `<script>location.replace("${site.server.url}favicon.svg")</script>`,
  });
  const before = page.url();
  await go("localhost:3000");
  const heading = page.frameLocator("#browser iframe").locator("h1", { hasText: "image" });
  expect(await heading.textContent()).toBe(
    "parent SecurityError, drydock SecurityError, cookie SecurityError, storage SecurityError, database SecurityError, top SecurityError, window null, image refused",
  );
  site.server.taken();
  await go("localhost:3000/away.html");
  await page.waitForTimeout(700);
  expect(site.server.taken().files).not.toContain("favicon.svg");
  expect(page.url()).toBe(before);
  expect(await page.evaluate(() => "broken" in window)).toBe(false);
});

test("what Chrome says when there is no page, and what it means here", async () => {
  const { go, run, page } = await serving({});
  const shown = () => page.frameLocator("#browser iframe").locator("body").textContent();
  expect(await go("localhost:3001")).toBe("ERR_CONNECTION_REFUSED");
  await expect.poll(shown).toContain("localhost refused to connect.");
  expect(await go("http://web")).toBe("ERR_NAME_NOT_RESOLVED");
  expect(await go("localhost:99999")).toBe("ERR_INVALID_URL");
  expect(await go("javascript:alert(1)")).toBe("ERR_INVALID_URL");
  expect(await go("https://localhost:3000")).toBe("ERR_SSL_PROTOCOL_ERROR");
  await page.click("#terminal");
  await run("docker rm -f web; docker run -d --name shut nginx");
  expect(await go("localhost:3000")).toBe("ERR_CONNECTION_REFUSED");
  await expect.poll(shown).toContain("The container shut exposes port 80, but it is not published");
  await page.click("#terminal");
  await run("docker rm -f shut; docker run -d --name near -p 3000:80 busybox nc -lk -s 127.0.0.1 -p 80 -e true");
  expect(await go("localhost:3000")).toBe("ERR_CONNECTION_RESET");
  await expect.poll(shown).toContain("127.0.0.1 only");
});
