/**
 * Makes src/registry/catalog/official/ from a file of recorded facts about official images:
 *
 *   npx tsx scripts/catalog.ts PATH/images.json
 *
 * The facts' source rewrites history lines a little; what the engine prints is put back.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { LIKE } from "../src/registry/catalog/estimates/like.ts";
import { FAMILIES } from "../src/registry/catalog/estimates/more.ts";
import { PLAIN_TAGS } from "../src/registry/catalog/estimates/plain.ts";
import type { StoredConfig, StoredHistory, StoredImage } from "../src/registry/catalog/stored.ts";

interface Facts {
  readonly images: readonly {
    readonly repository: string;
    readonly description: string;
    readonly stars: number;
    readonly tags: readonly FactsOfTag[];
  }[];
}

interface FactsOfTag {
  readonly tags: readonly string[];
  readonly created: string;
  readonly digest: string;
  readonly amd64Digest: string;
  readonly imageId: string;
  readonly config: Required<StoredConfig>;
  readonly layers: readonly { readonly digest: string; readonly compressedSize: number; readonly size: number }[];
  readonly history: readonly {
    readonly created: string;
    readonly createdBy: string;
    readonly emptyLayer: boolean;
    readonly comment: string;
  }[];
}

const OUT = new URL("../src/registry/catalog/official/", import.meta.url).pathname;
const [facts] = process.argv.slice(2);
if (facts === undefined) throw new Error("usage: catalog.ts PATH/images.json");
const { images } = JSON.parse(readFileSync(facts, "utf8")) as Facts;

const bare = (digest: string) => digest.replace(/^sha256:/, "");

/** What the engine's own history says: the source leaves out the shell and the mark of old instructions. */
function createdBy(line: string, buildkit: boolean): string {
  if (buildkit) return line.replace(/^RUN /, "RUN /bin/sh -c ");
  const run = /^RUN (.*)$/s.exec(line)?.[1];
  if (run !== undefined) return /^(#|BusyBox|umoci)/.test(run) ? run : `/bin/sh -c ${run}`;
  return `/bin/sh -c #(nop) ${/^(ADD|COPY)/.test(line) ? "" : " "}${line}`;
}

/** The recipes of the root file system: the base as the bottom's history line names it, then the repository's own. */
function rootfs(repository: string, tag: FactsOfTag): string[] {
  const lines = tag.history.map((h) => h.createdBy);
  const first = lines.join("\n");
  const alpine = /alpine-minirootfs-([\d.]+)-/.exec(first)?.[1];
  const debian = /debian\.sh --arch 'amd64' out\/ '(\w+)'/.exec(first)?.[1];
  const ubuntu = /image\.version=([\d.]+)/.exec(first)?.[1] ?? (repository === "ubuntu" ? "26.04" : undefined);
  const base =
    repository === "hello-world"
      ? undefined
      : repository === "busybox"
        ? `busybox:${tag.tags.at(-1)}`
        : alpine !== undefined
          ? `alpine:${alpine}`
          : debian !== undefined
            ? `debian:${debian}`
            : ubuntu !== undefined
              ? `ubuntu:${ubuntu}`
              : /oraclelinux-9/.test(first)
                ? "redhat:oraclelinux-9"
                : "alpine:3.16.2";
  const large =
    ["node", "python", "golang"].includes(repository) &&
    lines.filter((l) => /apt-get update; \tapt-get install/.test(l)).length >= 3;
  return [...(base === undefined ? [] : [base]), ...(large ? ["buildpack"] : []), ...own(repository, tag, base ?? "")];
}

function own(repository: string, tag: FactsOfTag, base: string): string[] {
  switch (repository) {
    case "busybox":
    case "alpine":
    case "debian":
    case "ubuntu":
      return [];
    case "nginx":
      return [`nginx:${base.startsWith("alpine") ? "alpine" : "debian"}`];
    case "php":
      return [`php:${/apache|fpm/.exec(tag.tags[0] ?? "")?.[0] ?? "cli"}`];
    case "wordpress":
      return ["php:apache", "wordpress"];
    case "adminer":
      return ["php:cli", "adminer"];
    case "traefik":
    case "memcached":
      return [`own:${repository}`];
    default:
      return [repository];
  }
}

function config(c: Required<StoredConfig>): StoredConfig {
  return Object.fromEntries(
    Object.entries(c).filter(([, v]) => (typeof v === "string" ? v !== "" : Object.keys(v as object).length > 0)),
  );
}

function image(repository: string, tag: FactsOfTag): StoredImage {
  let last = "";
  const history = tag.history.map((h): StoredHistory => {
    const created = h.created === last ? "" : h.created;
    last = h.created;
    return [created, createdBy(h.createdBy, h.comment !== ""), h.emptyLayer ? 0 : 1, h.comment === "" ? 0 : 1];
  });
  return {
    tags: tag.tags,
    created: tag.created,
    digest: bare(tag.digest),
    manifest: bare(tag.amd64Digest),
    id: bare(tag.imageId),
    config: config(tag.config),
    rootfs: rootfs(repository, tag),
    layers: tag.layers.map((l) => [bare(l.digest), l.compressedSize, l.size]),
    history,
  };
}

const NOTE = "// Made by scripts/catalog.ts from recorded facts.\n";
for (const { repository, tags } of images) {
  const stored = tags.map((t) => image(repository, t));
  writeFileSync(
    `${OUT}${repository}.ts`,
    `${NOTE}import type { StoredImage } from "../stored.ts";\n\nexport const images: readonly StoredImage[] = ${JSON.stringify(stored)};\n`,
  );
}
const quoted = JSON.stringify;
const tagsOf = (repository: string, recorded: readonly string[]) =>
  [
    ...recorded,
    ...LIKE.filter((l) => l.repository === repository).flatMap((l) => l.rows.map(([tags]) => tags)),
    ...(PLAIN_TAGS[repository] ?? []).map((p) => p.tags),
  ].join(" ");
const index = [
  ...images.map(
    ({ repository, description, stars, tags }) =>
      `{ name: ${quoted(repository)}, description: ${quoted(description)}, stars: ${stars}, tags: ${quoted(
        tagsOf(
          repository,
          tags.flatMap((t) => t.tags),
        ),
      )}, recorded: async () => (await import("./${repository}.ts")).images }`,
  ),
  ...Object.entries(FAMILIES).flatMap(([family, repositories]) =>
    repositories.map(
      ({ name, description, stars, images: all }) =>
        `{ name: ${quoted(name)}, description: ${quoted(description)}, stars: ${stars}, tags: ${quoted(all.map((i) => i.tags).join(" "))}, family: async () => (await import("../estimates/${family.toLowerCase()}.ts")).${family} }`,
    ),
  ),
];
writeFileSync(
  `${OUT}index.ts`,
  `// Made by scripts/catalog.ts from recorded facts and from ../estimates.\nimport type { IndexedRepository } from "../stored.ts";\n\n/** All repositories: what is needed to search, and to say what there is. */\nexport const INDEX: readonly IndexedRepository[] = [${index.join(",")}];\n`,
);
execFileSync("npx", ["biome", "check", "--write", OUT], { stdio: "inherit" });
