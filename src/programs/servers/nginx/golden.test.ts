import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { SIGNALS } from "../../../kernel/signal.ts";
import { createNet } from "../testing.ts";

const FOLDER = fileURLToPath(new URL("golden/", import.meta.url));
const read = (name: string) => readFileSync(FOLDER + name, "utf8");

interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
}

function parse(text: string): Case {
  const files: Record<string, string> = {};
  const commands: string[] = [];
  let target = "";
  for (const line of text.split("\n"))
    if (line.startsWith("@file ")) {
      target = line.slice(6).trim();
      files[target] = "";
    } else if (line.startsWith("|")) files[target] += `${line.slice(2)}\n`;
    else if (line.startsWith("$ ")) commands.push(line.slice(2));
  return { files, commands };
}

/** As record.py's. */
const normal = (text: string): string =>
  text
    .replaceAll("\r", "")
    .replace(/^(Date|Last-Modified|ETag|Expires): .*/gm, "$1: *")
    .replace(/\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d/g, "T")
    .replace(/\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000/g, "T")
    .replace(/\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d/g, "T")
    .replace(/\d+#\d+/g, "P")
    .replace(/\*\d+/g, "*N")
    .replace(/excess: \d+\.\d+/g, "excess: N");

test.each(readdirSync(FOLDER).filter((name) => name.endsWith(".case")))("as nginx 1.26.3: %s", async (name) => {
  const { files, commands } = parse(read(name));
  const net = createNet();
  const web = net.box(
    "web",
    {
      "/etc/nginx/nginx.conf": read("nginx.conf"),
      "/etc/nginx/mime.types": read("mime.types"),
      "/etc/nginx/conf.d/.keep": "",
      "/usr/share/nginx/html/index.html": "<h1>home</h1>\n",
      "/usr/share/nginx/html/50x.html": "<h1>broken</h1>\n",
      "/var/log/nginx/.keep": "",
      "/var/cache/nginx/.keep": "",
      "/var/lib/nginx/.keep": "",
      ...files,
    },
    { nginx: "1.26.3\ndebian" },
  );
  let ours = "";
  let server: ReturnType<typeof web.start> | undefined;
  for (const command of commands) {
    if (command.startsWith("curl") && !server) {
      server = web.start("nginx -g 'daemon off;'");
      await net.pass(1);
    }
    if (command.startsWith("sleep")) {
      await net.pass(Number(command.split(" ")[1]));
      continue;
    }
    ours += `> ${command}\n${normal(await web.run(command))}`;
    await net.pass(0.02);
  }
  await server?.stop(SIGNALS.SIGTERM);
  for (const log of ["access.log", "error.log"]) {
    const text = server ? web.files.readText(`/var/log/nginx/${log}`) : "";
    const kept = normal(text).replace(/^.*\[notice\].*\n/gm, "");
    ours += `> ${log}\n${kept}`;
  }
  expect(ours).toBe(read(name.replace(".case", ".txt")));
});
