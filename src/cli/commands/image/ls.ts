import { NO_FILTERS } from "../../../api/filters.ts";
import type { ImageSummary } from "../../../api/image.ts";
import { familiarName, InvalidReference, parseNormalized } from "../../../reference/reference.ts";
import { humanSize } from "../../../std/size.ts";
import type { Command, CommandContext } from "../../command.ts";
import { loadConfig } from "../../config/config.ts";
import { FILTER_FLAG, parseFilters, withFilter } from "../../filters.ts";
import type { Row } from "../../format/go/value.ts";
import { isTable, type Listing, renderRows } from "../../format/rows.ts";
import { flagTable } from "../../grammar/table.ts";
import { ago, goTimeOf, shortID } from "../../text.ts";
import { printTree, refuseBesideTree } from "./tree.ts";

/** `docker image ls`. */
export const imageLs: Command = {
  name: "ls",
  aliases: ["list"],
  usage: "[OPTIONS] [REPOSITORY[:TAG]]",
  short: "List images",
  args: { kind: "max", count: 1 },
  aliasPaths: ["docker image ls", "docker image list", "docker images"],

  flags: flagTable(
    `
    -a, --all | Intermediate images too
        --digests | Show digests
    -f, --filter filter | Show only what fits the condition
        --format string | @table
        --no-trunc | Print everything in full
    -q, --quiet | Print image ids only
        --tree | List images of several platforms as a tree (EXPERIMENTAL)
  `,
    { filter: FILTER_FLAG },
  ),
  run: listImages,
};

/** `docker images`: the same under the name that everybody types. */
export const images: Command = { ...imageLs, name: "images", aliases: [], group: "Common Commands" };

async function listImages(context: CommandContext): Promise<number> {
  const { args, engine, flags, host } = context;
  const tree = flags.bool("tree");
  if (tree) refuseBesideTree(flags);
  let filters = parseFilters(flags.list("filter"));
  if (args[0]) filters = withFilter(filters, "reference", args[0]);
  const found = await engine.imageList({ all: flags.bool("all"), filters, sharedSize: false }, context.cancel);
  if (tree) {
    const options = { all: true, limit: 0, size: false, filters: NO_FILTERS };
    const containers = await engine.containerList(options, context.cancel);
    await printTree(host, found, { all: flags.bool("all"), used: new Set(containers.map((c) => c.ImageID)) });
    return 0;
  }
  const quiet = flags.bool("quiet");
  const digests = flags.bool("digests");
  const configured = quiet ? "" : loadConfig(host, context.globals).format("imagesFormat");
  const format = imageFormat(flags.string("format") || configured || "table", quiet, digests);
  const now = host.now();
  const rows = found.flatMap((image) =>
    imageNames(image, digests, digests || format.includes("{{.Digest}}")).map((name) =>
      imageRow(image, name, !flags.bool("no-trunc"), now),
    ),
  );
  await host.stdout.print(renderRows(format, IMAGES, rows));
  return 0;
}

export const IMAGES: Listing = {
  type: "formatter.imageContext",
  headers: {
    ID: "IMAGE ID",
    Repository: "REPOSITORY",
    Tag: "TAG",
    Digest: "DIGEST",
    CreatedSince: "CREATED",
    CreatedAt: "CREATED AT",
    Size: "SIZE",
    Containers: "CONTAINERS",
    VirtualSize: "SIZE",
    SharedSize: "SHARED SIZE",
    UniqueSize: "UNIQUE SIZE",
  },
};

const CREATED = "{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}";

function imageFormat(format: string, quiet: boolean, digests: boolean): string {
  if (format === "table") {
    if (quiet) return "{{.ID}}";
    return `table {{.Repository}}\t{{.Tag}}\t${digests ? "{{.Digest}}\t" : ""}{{.ID}}\t${CREATED}\t{{.Size}}`;
  }
  if (format === "raw") {
    if (quiet) return "image_id: {{.ID}}";
    const digest = digests ? "digest: {{.Digest}}\n" : "";
    return `repository: {{.Repository}}\ntag: {{.Tag}}\n${digest}image_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\nvirtual_size: {{.Size}}\n`;
  }
  return isTable(format) && digests && !format.includes("{{.Digest}}") ? `${format}\t{{.Digest}}` : format;
}

interface ImageName {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

const NONE = "<none>";

/**
 * The rows of one image: one for each tag (and, where digests are shown, for each digest of its repository), one for each
 * repository that has digests only, one of `<none>` for an image without any name.
 */
function imageNames(image: ImageSummary, showDigests: boolean, wantDigests: boolean): readonly ImageName[] {
  const tags = byRepository(image.RepoTags, (ref) => ref.tag);
  const digests = byRepository(image.RepoDigests, (ref) => ref.digest);
  const names: ImageName[] = [];
  for (const [repository, list] of tags) {
    const of = wantDigests ? (digests.get(repository) ?? []) : [];
    digests.delete(repository);
    for (const tag of list) {
      if (of.length === 0) names.push({ repository, tag, digest: NONE });
      else for (const digest of of) names.push({ repository, tag, digest });
    }
  }
  for (const [repository, list] of digests) {
    if (showDigests) for (const digest of list) names.push({ repository, tag: NONE, digest });
    else names.push({ repository, tag: NONE, digest: "" });
  }
  return names.length ? names : [{ repository: NONE, tag: NONE, digest: NONE }];
}

function byRepository(
  references: readonly string[] | null,
  part: (ref: ReturnType<typeof parseNormalized>) => string | undefined,
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const text of references ?? []) {
    try {
      const ref = parseNormalized(text);
      const value = part(ref);
      if (value === undefined) continue;
      const name = familiarName(ref);
      found.set(name, [...(found.get(name) ?? []), value]);
    } catch (error) {
      if (!(error instanceof InvalidReference)) throw error;
    }
  }
  return found;
}

const notCounted = (bytes: number) => (bytes === -1 ? "N/A" : humanSize(bytes));

/** One image under one of its names. */
export function imageRow(image: ImageSummary, name: ImageName, truncate: boolean, now: number): Row {
  const unique = image.SharedSize === -1 ? -1 : image.Size - image.SharedSize;
  return {
    cells: {
      Containers: () => (image.Containers === -1 ? "N/A" : String(image.Containers)),
      CreatedAt: () => goTimeOf(image.Created),
      CreatedSince: () => ago(now, image.Created),
      Digest: () => name.digest,
      ID: () => (truncate ? shortID(image.Id) : image.Id),
      Repository: () => name.repository,
      SharedSize: () => notCounted(image.SharedSize),
      Size: () => humanSize(image.Size, 3),
      Tag: () => name.tag,
      UniqueSize: () => notCounted(unique),
      VirtualSize: () => humanSize(image.Size),
    },
  };
}

/** All rows of an image without digests, as `system df -v` lists them. */
export function imageRows(image: ImageSummary, truncate: boolean, now: number): readonly Row[] {
  return imageNames(image, false, false).map((name) => imageRow(image, name, truncate, now));
}
