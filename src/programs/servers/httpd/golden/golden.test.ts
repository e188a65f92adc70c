import { expect, test } from "vitest";
import { MIME_TYPES } from "../../../../registry/rootfs/nginx/texts.ts";
import { createNet } from "../../testing.ts";
import recorded from "./recorded.json";
import more from "./recorded-more.json";

/*
 * What Apache 2.4.71 of Debian answered and logged for each configuration in the layout of the httpd image, and what it
 * said of configurations that it refused. Debian's build has five modules in itself that the image loads.
 */

interface Scenario {
  readonly conf: string;
  readonly files: Readonly<Record<string, string>>;
  readonly requests: readonly string[];
  readonly replies: readonly string[];
  readonly logs: Readonly<Record<string, string>>;
}

const HOME = "/usr/local/apache2";
const MADE = 1_711_111_111_000_000;
const EXTRA = ["log_config", "logio", "version", "unixd", "watchdog"].map((m) => `LoadModule ${m}_module modules/mod_${m}.so\n`).join("");
const base = recorded.base.replace("LoadModule mpm", "Include conf/extra.conf\nLoadModule mpm");
const types = MIME_TYPES.replace(/^types \{|[{};]/gm, "");
const MORE_TYPES = "text/javascript js mjs\nfont/woff2 woff2\nimage/vnd.microsoft.icon ico\nimage/webp webp\ntext/markdown md\ntext/csv csv\napplication/yaml yml\napplication/wasm wasm\napplication/xml xml\n";

/** What differs between any two runs, two builds, or the one's page and the other's, by name. */
function standard(text: string): string {
  let t = text
    .replace(/\r/g, "")
    .replace(/^Date: .*$/gm, "Date: D")
    .replace(/^Expires: .*$/gm, "Expires: E")
    .replace(/2\.4\.\d+/g, "2.4.x")
    .replace(/\((Debian|Unix)\)/g, "(OS)")
    .replace(/<!DOCTYPE[^>]*>/g, "<!DOCTYPE>")
    .replace(/^Allow: (.*)$/gm, (_all, l: string) => `Allow: ${l.split(",").sort().join(",")}`)
    .replace(/\[pid \d+:tid \d+\]/g, "[P]")
    .replace(/^\[\w{3} \w{3} +\d+ [\d:.]+ \d{4}\]/gm, "[T]")
    .replace(/\[\d+\/\w+\/\d{4}:[\d:]+ \+0000\]/g, "[T]")
    .replace(/client 127\.0\.0\.1:\d+/g, "client 127.0.0.1:P")
    .replace(/apache2(?=[: ])|\bhttpd(?=[: ])/g, "httpd")
    .replace(/'httpd .*'/g, "'CMD'")
    .replace(/^Transfer-Encoding: chunked\n/gm, "");
  // The pages' first line has another length in Debian's build.
  if (/iso-8859-1/i.test(t)) t = t.replace(/^Content-Length: \d+$/gm, "Content-Length: N");
  return t.replace(/(HTTP\/1\.\d" (?:[345]\d\d|200)) \d+/g, "$1 N").trimEnd();
}

for (const [name, s] of Object.entries<Scenario>({ ...recorded.scenarios, ...more.scenarios }))
  test(name, async () => {
    const net = createNet();
    const files: Record<string, string> = {
      [`${HOME}/logs/x`]: "",
      [`${HOME}/conf/httpd.conf`]: `${base}${s.conf}\n`,
      [`${HOME}/conf/extra.conf`]: EXTRA,
      [`${HOME}/conf/mime.types`]: types + MORE_TYPES,
      "/etc/group": "root:x:0:\nwww-data:x:33:\n",
    };
    for (const [path, text] of Object.entries(s.files))
      files[decodeURIComponent(new URL(path, `file://${HOME}/htdocs/`).pathname)] = text;
    const box = net.box("web", files, { httpd: "2.4.71" });
    for (const path of Object.keys(files))
      for (let at = path; at !== ""; at = at.replace(/\/[^/]*$/, "")) box.files.utimes(at, MADE);
    const server = box.start("httpd -D FOREGROUND");
    await net.pass(1);
    const replies: string[] = [];
    for (const request of s.requests) {
      const [, options = "", path = ""] = /^(.*?)('?\/\S*)$/.exec(request) ?? [];
      const url = `http://127.0.0.1:8099${path.replaceAll("'", "")}`;
      replies.push(await box.run(`curl -s -i --path-as-is ${options} '${url}'`.replace(/ +/g, " ")));
    }
    await server.stop(15);
    const logs = Object.keys(s.logs).map((f) => {
      const path = `${HOME}/logs/${f}`;
      return [f, standard(box.files.exists(path) ? box.files.readText(path) : "")];
    });
    expect(replies.map(standard)).toEqual(s.replies.map(standard));
    if (name !== "logs") expect(logs).toEqual(Object.entries(s.logs).map(([f, t]) => [f, standard(t)]));
  });

test("httpd -t: what is wrong with a configuration, and where", async () => {
  const got: string[] = [];
  const want: string[] = [];
  for (const [name, b] of Object.entries({ ...recorded.bad, ...more.bad })) {
    const box = createNet().box(
      "web",
      {
        [`${HOME}/htdocs/index.html`]: "x",
        [`${HOME}/conf/httpd.conf`]: recorded.base.replace("ServerName localhost\n", "") + b.conf,
        [`${HOME}/conf/mime.types`]: "",
      },
      { httpd: "2.4.71" },
    );
    // The image loads what Debian's build has in: on the line of the first module, so that lines keep their numbers.
    const text = box.files.readText(`${HOME}/conf/httpd.conf`);
    box.files.writeFile(`${HOME}/conf/httpd.conf`, text.replace("User www-data\nGroup www-data\n", "User www-data\nInclude conf/extra.conf\n"));
    box.files.writeFile(`${HOME}/conf/extra.conf`, `${EXTRA}Group www-data\n`);
    const said = (t: string) => standard(t.replace(/AH00557.*\n/, "").replace(/using \S+\. Set/, "using ADDRESS. Set"));
    got.push(`${name}: ${said(await box.run("httpd -t"))}`);
    want.push(`${name}: ${said(b.out)}${b.status ? `\n=> ${b.status}` : ""}`);
  }
  expect(got).toEqual(want);
});
