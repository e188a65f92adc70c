import type { Process } from "../../../kernel/process.ts";
import { decode } from "../../../std/text.ts";

export interface Suite {
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
}

const LISTS = "/var/lib/apt/lists";

/** What /etc/apt names as sources, in both of its forms. */
export function suites(p: Process): Suite[] {
  const found: Suite[] = [];
  const read = (path: string) => decode(p.files.readFile(path));
  for (const path of sourceFiles(p)) {
    for (const entry of path.endsWith(".sources") ? read(path).split(/\n\s*\n/) : []) {
      const field = (name: string) =>
        (new RegExp(`^${name}:\\s*(.*)$`, "m").exec(entry)?.[1] ?? "").split(/\s+/).filter((w) => w !== "");
      for (const uri of field("URIs"))
        for (const suite of field("Suites"))
          found.push({ uri: uri.replace(/\/$/, ""), suite, components: field("Components") });
    }
    for (const line of path.endsWith(".list") ? read(path).split("\n") : []) {
      const [type, ...words] = line
        .replace(/\[.*?\]/, "")
        .trim()
        .split(/\s+/);
      const [uri, suite, ...components] = words;
      if (type === "deb" && uri && suite) found.push({ uri: uri.replace(/\/$/, ""), suite, components });
    }
  }
  return found;
}

function sourceFiles(p: Process): string[] {
  const folder = "/etc/apt/sources.list.d";
  const parts = p.files.exists(folder)
    ? p.files
        .readdir(folder)
        .map((e) => `${folder}/${e.name}`)
        .sort()
    : [];
  return ["/etc/apt/sources.list", ...parts].filter((f) => p.files.exists(f));
}

/** The file that keeps an index: `deb.debian.org_debian_dists_trixie_InRelease`. */
export function listFile({ uri, suite }: Suite, rest: string): string {
  return `${LISTS}/${uri.replace(/^\w+:\/\//, "").replaceAll("/", "_")}_dists_${suite.replaceAll("/", "_")}_${rest}`;
}

/** Whether any package index is there: without one nothing can be found. */
export function hasLists(p: Process): boolean {
  return p.files.exists(LISTS) && p.files.readdir(LISTS).some((e) => e.name.includes("_Packages"));
}
