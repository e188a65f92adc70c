import type { EventMessage } from "../../../api/system.ts";
import { rfc3339NanoFixed } from "../../../std/time.ts";
import type { Command, CommandContext, Completer } from "../../command.ts";
import {
  completeContainers,
  completeImages,
  completeNetworks,
  completeVolumes,
  DIRECTIVE,
} from "../../complete/objects.ts";
import { FILTER_FLAG, parseFilters } from "../../filters.ts";
import { goJson } from "../../format/go/json.ts";
import { goValue } from "../../format/go/value.ts";
import { FUNCTION_NAMES, worded } from "../../format/rows.ts";
import { executeTemplate } from "../../format/template/exec.ts";
import { DOCKER_FUNCTIONS } from "../../format/template/functions.ts";
import { parseTemplate } from "../../format/template/parse.ts";
import { EVENT } from "../../format/types/system.ts";
import { flagTable } from "../../grammar/table.ts";
import { timestamp } from "../../lib/timestamp.ts";

const FILTERS = ["container", "daemon", "event", "image", "label", "network", "node", "scope", "type", "volume"];

const TYPES = "builder config container daemon image network node plugin secret service volume".split(" ");
const EVENTS =
  "create start restart stop checkpoint pause unpause attach detach resize update rename kill die oom destroy remove commit top copy archive-path extract-to-dir export import save load tag untag push pull prune delete enable disable connect disconnect reload mount unmount exec_create exec_start exec_die exec_detach health_status".split(
    " ",
  );

/** What may stand behind each name; nothing is known of nodes and labels. */
const VALUES: Readonly<Record<string, (context: CommandContext) => Promise<readonly string[]>>> = {
  container: (c) => named(completeContainers({ all: true }), c),
  daemon: async ({ engine, cancel }) => {
    const { ID, Name } = await engine.info(cancel);
    return [Name, ID];
  },
  event: async () => EVENTS,
  image: (c) => named(completeImages(), c),
  label: async () => [],
  network: (c) => named(completeNetworks(), c),
  node: async () => [],
  scope: async () => ["local", "swarm"],
  type: async () => TYPES,
  volume: (c) => named(completeVolumes(), c),
};

async function named(completer: Completer, context: CommandContext): Promise<readonly string[]> {
  const { candidates } = await completer({ ...context, args: [] }, "");
  return candidates.map((c) => c.value);
}

/** The names that events can be chosen by, and what may stand behind each. */
const completeFilters: Completer = async (context, toComplete) => {
  const [name = ""] = toComplete.split("=");
  const values = toComplete.includes("=") ? VALUES[name] : undefined;
  if (values) {
    const all = await values(context);
    return { candidates: all.map((value) => ({ value: `${name}=${value}` })), directive: DIRECTIVE.noFiles };
  }
  const directive = toComplete === "" ? DIRECTIVE.noSpace : DIRECTIVE.noSpace | DIRECTIVE.noFiles;
  return { candidates: FILTERS.map((filter) => ({ value: `${filter}=` })), directive };
};

/** `docker system events`. */
export const systemEvents: Command = {
  name: "events",
  usage: "[OPTIONS]",
  short: "Print events of the server as they happen",
  args: { kind: "none" },
  aliasPaths: ["docker system events", "docker events"],

  flags: flagTable(
    `
    -f, --filter filter | Show only what fits the condition
        --format string | @template
        --since string | Events from this time on
        --until string | Events up to this time
  `,
    { filter: { ...FILTER_FLAG, complete: completeFilters } },
  ),
  run: followEvents,
};

const BAD_FORMAT = 64;

async function followEvents(context: CommandContext): Promise<number> {
  const { engine, flags, host } = context;
  const print = eventPrinter(flags.string("format"));
  const at = (name: string) => (flags.string(name) === "" ? "" : timestamp(flags.string(name), host.now()));
  const options = {
    since: at("since"),
    until: at("until"),
    filters: parseFilters(flags.list("filter")),
  };
  for await (const event of engine.events(options, context.cancel)) await host.stdout.print(`${print(event)}\n`);
  return 0;
}

function eventPrinter(format: string): (event: EventMessage) => string {
  if (format === "") return eventLine;
  if (format === "json") return (event) => goJson(goValue(EVENT, event));
  const failed = <T>(run: () => T) => worded("Error parsing format: ", BAD_FORMAT, run);
  const template = failed(() => parseTemplate(format, FUNCTION_NAMES));
  const pointer = { kind: "pointer", elem: EVENT } as const;
  const print = (event: EventMessage) =>
    failed(() => executeTemplate(template, goValue(pointer, event), DOCKER_FUNCTIONS));
  print({ Type: "container", Action: "", Actor: { ID: "", Attributes: {} }, scope: "local", time: 0, timeNano: "0" });
  return print;
}

/** `2026-11-24T13:19:41.579658876Z image pull busybox:latest (name=busybox)`. */
function eventLine(event: EventMessage): string {
  const nanos = BigInt(event.timeNano);
  const at = rfc3339NanoFixed(Number(nanos / 1000n), Number(nanos % 1000n));
  const attributes = Object.entries(event.Actor.Attributes)
    .map(([key, value]) => `${key}=${value}`)
    .sort();
  const tail = attributes.length ? ` (${attributes.join(", ")})` : "";
  return `${at} ${event.Type} ${event.Action} ${event.Actor.ID}${tail}`;
}
