import type { SearchResult } from "../../../api/image.ts";
import type { Command, CommandContext } from "../../command.ts";
import { FILTER_FLAG, parseFilters } from "../../filters.ts";
import type { Row } from "../../format/go/value.ts";
import { type Listing, renderRows } from "../../format/rows.ts";
import { flagTable } from "../../grammar/table.ts";
import { ellipsis } from "../../text.ts";

/** `docker search`. */
export const search: Command = {
  name: "search",
  usage: "[OPTIONS] TERM",
  short: "Search Docker Hub for images",
  group: "Common Commands",
  args: { kind: "exact", count: 1 },
  flags: flagTable(
    `
    -f, --filter filter | Show only what fits the condition
        --format string | Go template to print the results by
        --limit int | How many results at most
        --no-trunc | Print everything in full
  `,
    { filter: FILTER_FLAG },
  ),
  run: searchImages,
};

async function searchImages(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  if (flags.list("filter").includes("is-automated=true")) {
    await host.stderr.print(
      'WARNING: the "is-automated" filter is deprecated, and searching for "is-automated=true" will not yield any results in future.\n',
    );
  }
  const results = await engine.imageSearch(
    context.args[0] ?? "",
    { limit: flags.int("limit"), filters: parseFilters(flags.list("filter")) },
    context.cancel,
  );
  const columns = "table {{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}";
  const format = flags.string("format") || "table";
  const rows = results.map((result) => searchRow(result, !flags.bool("no-trunc")));
  await host.stdout.print(renderRows(format === "table" ? columns : format, RESULTS, rows));
  return 0;
}

const RESULTS: Listing = {
  type: "registry.searchContext",
  headers: { Name: "NAME", Description: "DESCRIPTION", StarCount: "STARS", IsOfficial: "OFFICIAL" },
};

function searchRow(result: SearchResult, truncate: boolean): Row {
  const description = result.description.replace(/[\r\n]/g, " ");
  return {
    cells: {
      Description: () => (truncate ? ellipsis(description, 45) : description),
      IsOfficial: () => (result.is_official ? "[OK]" : ""),
      Name: () => result.name,
      StarCount: () => String(result.star_count),
    },
    json: { IsOfficial: () => String(result.is_official) },
  };
}
