import { nodeMachine } from "../../../node/testing/machine.ts";
import { packageTexts } from "../packages.ts";

/** Runs a program with packages against a server in the same container, once the server has had its time to start. */
export async function withServer(
  server: readonly string[],
  packages: readonly (readonly [string, string])[],
  script: string,
) {
  const m = nodeMachine();
  m.files.mkdirs("/data/db");
  for (const dir of ["/var/lib/postgresql/data", "/var/lib/mysql"]) m.files.mkdirs(dir);
  const it = m.start({
    argv: server,
    env: { POSTGRES_PASSWORD: "pw", MYSQL_ROOT_PASSWORD: "pw", MYSQL_DATABASE: "shop" },
  });
  await m.run({ argv: ["node", "-e", "setTimeout(() => {}, 20000)"] });
  const files: Record<string, string> = {};
  for (const [name, version] of packages)
    for (const [path, text] of Object.entries(await packageTexts(name, version)))
      files[`node_modules/${name}/${path}`] = text;
  const got = await m.run({ argv: ["node", "main.js"], files: { ...files, "main.js": script } });
  it.process.signal(9);
  return got;
}
