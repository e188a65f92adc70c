import { rfc3339Nano } from "../../../../std/time.ts";
import type { Command, CommandContext } from "../../../command.ts";
import { failureExcerpt } from "../../../format/build/summary.ts";
import type { Row } from "../../../format/go/value.ts";
import { renderRows } from "../../../format/rows.ts";
import { flagTable } from "../../../grammar/table.ts";
import { buildxHistoryInspectAttachment } from "../others.ts";
import { type BuildFacts, factsOf } from "./facts.ts";
import { durationOf, findRecord, traceOf } from "./records.ts";

/** `docker buildx history inspect`. */
export const buildxHistoryInspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] [REF]",
  short: "Show a build record",
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
        --format string = pretty | How to print it
  `),
  args: { kind: "max", count: 1, plain: true },
  plugin: "buildx",
  subcommands: [buildxHistoryInspectAttachment],
  run: inspectRecord,
};

const LISTING = { type: "commands.inspectOutput", headers: {} };

async function inspectRecord(context: CommandContext): Promise<number> {
  const { flags, host } = context;
  const record = await findRecord(context);
  const trace = traceOf(record);
  const facts = factsOf(record, trace, host.cwd);
  const format = flags.string("format");
  if (format === "json") await host.stdout.print(`${JSON.stringify(facts, null, 2)}\n`);
  else if (format === "pretty" || format === "") {
    const started = rfc3339Nano(record.startedAt).replace("T", " ").slice(0, 19);
    const excerpt = trace.failure ? failureExcerpt(trace.failure) : "";
    const lines = trace.failure?.vertex?.log ?? [];
    const log = lines.length
      ? `Logs:\n${[`=> ${trace.failure?.vertex?.name}:`, ...lines].map((l) => `> ${l}\n`).join("")}\n`
      : "";
    const failed = trace.failure
      ? `${excerpt && `${excerpt}\n`}${log}Enable --debug to see stack traces for error\n`
      : "";
    await host.stdout.print(pretty(facts, context.args.length > 0, started, durationOf(record, host.now()), failed));
  } else await host.stdout.print(renderRows(format, LISTING, [asRow(facts)]));
  return 0;
}

/** Its parts, each a table of its own, with an empty line between them. */
function pretty(f: BuildFacts, asked: boolean, started: string, duration: string, failed: string): string {
  const share = f.NumTotalSteps ? Math.round((100 * f.NumCachedSteps) / f.NumTotalSteps) : 0;
  const head = [
    ["Name:", f.Name],
    // Whoever names the build knows it.
    ["Ref:", !asked && f.Ref],
    ["Context:", f.Context],
    ["Dockerfile:", f.Dockerfile],
    ["Target:", f.Target],
    ["Platforms:", f.Platform?.join(", ")],
  ];
  const course = [
    ["Started:", started],
    ["Duration:", duration],
    ["Error:", f.Error && `${f.Status === "canceled" ? "Canceled" : "Unknown"} ${f.Error.Message}`],
    ["Build Steps:", `${f.NumCompletedSteps}/${f.NumTotalSteps} (${share}% cached)`],
  ];
  const config = [
    ["Network:", f.Config.Network],
    ["Extra Hosts:", f.Config.ExtraHosts?.join(", ")],
    ["Image Resolve Mode:", f.Config.ImageResolveMode],
    ["No Cache:", f.Config.NoCache && "true"],
    ["Resource Limits:", f.Config.Ulimit?.join(", ")],
  ];
  const pairs = (title: string, list: readonly { Name: string; Value: string }[] | undefined) =>
    list ? [tabbed([[title, "VALUE"], ...list.map((p) => [p.Name, p.Value])])] : [];
  const parts = [
    tabbed(known(head)),
    ...pairs("NAMED CONTEXT", f.NamedContexts),
    tabbed(known(course)),
    tabbed(known(config)),
    ...pairs("BUILD ARG", f.BuildArgs),
    ...pairs("LABEL", f.Labels),
    ...(f.Materials
      ? [`Materials:\n${tabbed([["URI", "DIGEST"], ...f.Materials.map((m) => [m.URI, m.Digests[0]])])}`]
      : []),
    ...(f.Attachments
      ? [
          `Attachments:\n${tabbed([["DIGEST", "PLATFORM", "TYPE"], ...f.Attachments.map((a) => [a.Digest, "", a.Type])])}`,
        ]
      : []),
    `${failed}Print build logs: docker buildx history logs ${f.Ref}\nView build in Docker Desktop: docker-desktop://dashboard/build/default/default/${f.Ref}\n`,
  ];
  return parts.join("\n");
}

function known(rows: readonly (readonly (string | false | undefined)[])[]): string[][] {
  return rows.flatMap(([title = "", value]) => (title && value ? [[title, value]] : []));
}

const TAB = 8;

/** Columns set with tabs, as Go's tabwriter pads with them. */
function tabbed(rows: readonly (readonly (string | undefined)[])[]): string {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell = "", i) => Math.max(all[i] ?? 0, Math.ceil((cell.length + 1) / TAB) * TAB)),
    [],
  );
  const line = (row: readonly (string | undefined)[]) =>
    row
      .map((cell = "", i) =>
        i === row.length - 1 ? cell : cell + "\t".repeat(Math.ceil(((widths[i] ?? 0) - cell.length) / TAB)),
      )
      .join("");
  return rows.map((row) => `${line(row)}\n`).join("");
}

function asRow(facts: BuildFacts): Row {
  return { cells: Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, () => value])) };
}
