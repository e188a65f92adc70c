import type { HistoryItem } from "../../../api/image.ts";
import { humanSize } from "../../../std/size.ts";
import type { Command, CommandContext } from "../../command.ts";
import { completeImages, completePlatforms } from "../../complete/objects.ts";
import type { Row } from "../../format/go/value.ts";
import { type Listing, renderRows } from "../../format/rows.ts";
import { flagTable } from "../../grammar/table.ts";
import { imageName } from "../../object-name.ts";
import { ago, ellipsis, shortID } from "../../text.ts";
import { readPlatform } from "./platform.ts";

/** `docker image history`. */
export const imageHistory: Command = {
  name: "history",
  usage: "[OPTIONS] IMAGE",
  short: "Show the history of an image",
  args: { kind: "exact", count: 1 },
  aliasPaths: ["docker image history", "docker history"],

  flags: flagTable(
    `
        --format string | @table
    -H, --human = true | Print sizes and dates for people
        --no-trunc | Print everything in full
        --platform string | History of one platform. Form: "os[/arch[/variant]]" (such as "linux/amd64")
    -q, --quiet | Print image ids only
  `,
    { platform: { complete: completePlatforms } },
  ),
  complete: completeImages(),
  run: showHistory,
};

async function showHistory(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const platform = readPlatform(flags.string("platform"), "invalid platform: ");
  const items = await engine.imageHistory(imageName(context.args[0]), { platform }, context.cancel);
  const human = flags.bool("human");
  const format = flags.string("format") || "table";
  const columns = `{{.${human ? "CreatedSince" : "CreatedAt"}}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}`;
  const chosen = format === "table" ? (flags.bool("quiet") ? "{{.ID}}" : `table {{.ID}}\t${columns}`) : format;
  const now = host.now();
  const rows = items.map((item) => historyRow(item, !flags.bool("no-trunc"), human, now));
  await host.stdout.print(renderRows(chosen, HISTORY, rows));
  return 0;
}

const HISTORY: Listing = {
  type: "image.historyContext",
  headers: {
    ID: "IMAGE",
    CreatedSince: "CREATED",
    CreatedAt: "CREATED AT",
    CreatedBy: "CREATED BY",
    Size: "SIZE",
    Comment: "COMMENT",
  },
};

function historyRow(item: HistoryItem, truncate: boolean, human: boolean, now: number): Row {
  const created = `${new Date(item.Created * 1000).toISOString().slice(0, 19)}Z`;
  const by = item.CreatedBy.replaceAll("\t", " ");
  return {
    cells: {
      ID: () => (truncate ? shortID(item.Id) : item.Id),
      CreatedAt: () => created,
      CreatedSince: () => (human ? ago(now, item.Created) : created),
      CreatedBy: () => (truncate ? ellipsis(by, 45) : by),
      Size: () => (human ? humanSize(item.Size, 3) : String(item.Size)),
      Comment: () => item.Comment,
    },
  };
}
