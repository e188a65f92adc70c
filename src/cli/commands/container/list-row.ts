import type { ContainerSummary } from "../../../api/container.ts";
import { familiarName, InvalidReference, parseNormalized } from "../../../reference/reference.ts";
import { humanSize } from "../../../std/size.ts";
import type { Micros } from "../../../std/time.ts";
import { type GoType, pointerTo, type Row, STRING, struct, typed } from "../../format/go/value.ts";
import type { Listing } from "../../format/rows.ts";
import { goQuote } from "../../grammar/parse.ts";
import { ago, ellipsis, goTimeOf, labelText, shortID } from "../../text.ts";
import { portsColumn } from "./ports-column.ts";

/** Containers as a list. */
export const CONTAINERS: Listing = {
  type: "formatter.ContainerContext",
  headers: {
    Command: "COMMAND",
    CreatedAt: "CREATED AT",
    ID: "CONTAINER ID",
    Image: "IMAGE",
    Labels: "LABELS",
    LocalVolumes: "LOCAL VOLUMES",
    Mounts: "MOUNTS",
    Names: "NAMES",
    Networks: "NETWORKS",
    Platform: "PLATFORM",
    Ports: "PORTS",
    RunningFor: "CREATED",
    Size: "SIZE",
    State: "STATE",
    Status: "STATUS",
  },
};

/** The format that a name stands for; with `quiet` it is the id whatever the format says. */
export function containerFormat(format: string, quiet: boolean, size: boolean): string {
  if (format === "raw") {
    if (quiet) return "container_id: {{.ID}}";
    const lines = [
      "container_id: {{.ID}}",
      "image: {{.Image}}",
      "command: {{.Command}}",
      "created_at: {{.CreatedAt}}",
      "state: {{- pad .State 1 0}}",
      "status: {{- pad .Status 1 0}}",
      "names: {{.Names}}",
      "labels: {{- pad .Labels 1 0}}",
      "ports: {{- pad .Ports 1 0}}",
      ...(size ? ["size: {{.Size}}"] : []),
    ];
    return `${lines.join("\n")}\n`;
  }
  if (quiet) return "{{.ID}}";
  if (format !== "table") return format;
  const columns = ["ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names", ...(size ? ["Size"] : [])];
  return `table ${columns.map((c) => `{{.${c}}}`).join("\t")}`;
}

const PLATFORM: GoType = pointerTo(
  struct("ocispec.Platform", { "Architecture=architecture": STRING, "OS=os": STRING }),
);

const COMMAND_WIDTH = 20;
const MOUNT_WIDTH = 15;

/** One container; `truncate` shortens ids, commands, mounts and image names with digests. */
export function containerRow(c: ContainerSummary, truncate: boolean, now: Micros): Row {
  const short = (text: string, length: number) => (truncate ? ellipsis(text, length) : text);
  return {
    cells: {
      Command: () => goQuote(short(c.Command, COMMAND_WIDTH)),
      CreatedAt: () => goTimeOf(c.Created),
      ID: () => (truncate ? shortID(c.Id) : c.Id),
      Image: () => imageCell(c, truncate),
      Labels: () => labelText(c.Labels),
      LocalVolumes: () => String(c.Mounts.filter((m) => m.Driver === "local").length),
      Mounts: () => c.Mounts.map((m) => short(m.Name || m.Source, MOUNT_WIDTH)).join(","),
      Names: () => namesCell(c.Names, truncate),
      Networks: () => Object.keys(c.NetworkSettings.Networks).sort().join(","),
      // The daemon tells none.
      Platform: () => typed(PLATFORM, null),
      Ports: () => portsColumn(c.Ports),
      RunningFor: () => ago(now, c.Created),
      Size: () => sizeCell(c),
      State: () => c.State,
      Status: () => c.Status,
    },
    methods: { Label: (name) => c.Labels[name] ?? "" },
  };
}

/** A name that is only part of a link (`other/alias`) does not count where there is one of its own. */
function namesCell(names: readonly string[], truncate: boolean): string {
  const bare = names.map((n) => n.replace(/^\//, ""));
  const own = truncate ? bare.find((n) => !n.includes("/")) : undefined;
  return own ?? bare.join(",");
}

function imageCell(c: ContainerSummary, truncate: boolean): string {
  if (c.Image === "") return "<no image>";
  if (!truncate) return c.Image;
  const id = shortID(c.ImageID);
  if (id === shortID(c.Image)) return id;
  try {
    const reference = parseNormalized(c.Image);
    return familiarName(reference) + (reference.tag === undefined ? "" : `:${reference.tag}`);
  } catch (error) {
    if (error instanceof InvalidReference) return c.Image;
    throw error;
  }
}

/** What it has written, and with its image's files. */
function sizeCell({ SizeRw = 0, SizeRootFs = 0 }: ContainerSummary): string {
  const own = humanSize(SizeRw, 3);
  return SizeRootFs > 0 ? `${own} (virtual ${humanSize(SizeRootFs, 3)})` : own;
}
