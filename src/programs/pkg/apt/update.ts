import type { Process } from "../../../kernel/process.ts";
import { SECOND } from "../../../std/time.ts";
import { download, isOnline } from "../download.ts";
import { weight } from "../payload.ts";
import { label } from "./label.ts";
import { aptSize, fetched } from "./sizes.ts";
import { listFile, type Suite, suites } from "./sources.ts";

interface Index {
  readonly suite: Suite;
  /** What is fetched: `InRelease`, or a component's packages. */
  readonly shown: string;
  readonly file: string;
  readonly bytes: number;
}

/** `apt-get update`: fetches the indexes of all sources. */
export async function update(p: Process, quiet: boolean): Promise<number> {
  const all = suites(p);
  if (!isOnline(p)) return await unreachable(p, all);
  const releases = all.map(
    (suite): Index => ({
      suite,
      shown: "InRelease",
      file: "InRelease",
      bytes: /-|security/.test(suite.suite) ? 45_000 : 140_000,
    }),
  );
  const packages = all.flatMap((suite) =>
    suite.components.map(
      (component): Index => ({
        suite,
        shown: `${suite.suite}/${component} amd64 Packages`,
        file: `${component}_binary-amd64_Packages`,
        bytes: packagesSize(suite, component),
      }),
    ),
  );
  let number = 0;
  let bytes = 0;
  let text = "";
  p.files.mkdirs("/var/lib/apt/lists/partial", 0o700);
  for (const index of [...releases, ...packages]) {
    const path = listFile(index.suite, index.file);
    const known = p.files.exists(path);
    if (known && index.shown !== "InRelease") continue;
    const where = `${index.suite.uri} ${index.shown === "InRelease" ? `${index.suite.suite} InRelease` : index.shown}`;
    number++;
    if (known) {
      text += `Hit:${number} ${where}\n`;
      continue;
    }
    text += `Get:${number} ${where} [${aptSize(index.bytes)}${index.bytes < 1000 ? " " : ""}B]\n`;
    bytes += index.bytes;
    p.files.writeFile(path, weight(index.bytes), 0o644);
  }
  const span = await download(p, bytes, all.length);
  if (!quiet) {
    await p.write(1, text);
    if (bytes) await p.write(1, fetched(bytes, span));
    await p.write(1, "Reading package lists...\n");
  }
  return 0;
}

/** An index of a release's main component is megabytes, one of updates is not. */
function packagesSize({ suite }: Suite, component: string): number {
  if (/-updates|-backports/.test(suite)) return 5_412;
  if (/security/.test(suite)) return 94_300;
  return component === "main" ? 9_669_000 : component === "universe" ? 15_000_000 : 331_000;
}

/** How often a source that does not answer is asked again, each time after twice as long. */
const ATTEMPTS = 3;

async function unreachable(p: Process, all: readonly Suite[]): Promise<number> {
  const host = (uri: string) => uri.replace(/^\w+:\/\//, "").replace(/\/.*/, "");
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const [i, { uri, suite }] of all.entries()) await p.write(1, `Ign:${i + 1} ${uri} ${suite} InRelease\n`);
    await p.sleep(SECOND * 2 ** attempt);
  }
  for (const [i, { uri, suite }] of all.entries()) {
    await p.write(1, `Err:${i + 1} ${uri} ${suite} InRelease\n  Temporary failure resolving '${host(uri)}'\n`);
  }
  await p.write(1, "Reading package lists...\n");
  for (const { uri, suite } of all) {
    await p.write(
      2,
      `${label(p, "W")} Failed to fetch ${uri}/dists/${suite}/InRelease  Temporary failure resolving '${host(uri)}'\n`,
    );
  }
  await p.write(
    2,
    `${label(p, "W")} Some index files failed to download. They have been ignored, or old ones used instead.\n`,
  );
  return 0;
}
