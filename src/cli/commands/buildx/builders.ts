import { NotSimulated } from "../../../api/errors.ts";
import { rfc3339Nano, SECOND } from "../../../std/time.ts";
import { CliError, type Command } from "../../command.ts";
import { errorText } from "../../errors.ts";
import { goTime } from "../../format/go/print.ts";
import { renderRows } from "../../format/rows.ts";
import { tabulate } from "../../format/tabwriter.ts";
import { flagTable } from "../../grammar/table.ts";
import type { Host } from "../../host.ts";
import { BUILDKIT, defaultJson, instanceJson, LABELS, PLATFORMS, SHORT_LIVED } from "./builders-json.ts";
import {
  chooseBuilder,
  currentBuilder,
  DEFAULT_BUILDER,
  findInstance,
  type Instance,
  instanceMissing,
  readInstances,
} from "./instances.ts";

/** What the client that the sessions are recorded with says of itself. */
const BUILDX = "0.29.1+ds1 0.29.1+ds1-4";

function checkBuilder(host: Host, name: string): void {
  if (name !== "" && name !== DEFAULT_BUILDER && !findInstance(host, name)) {
    throw new CliError(`ERROR: no builder "${name}" found`);
  }
}

/** `docker buildx ls`. */
export const buildxLs: Command = {
  name: "ls",
  usage: "",
  short: "List builders",
  plugin: "buildx",
  args: { kind: "exact", count: 0 },
  flags: flagTable(`
    -D, --debug | Log what happens inside
        --format string = table | How to print it
        --no-trunc | Print everything in full
  `),
  async run({ cancel, engine, flags, host }) {
    const rows = readInstances(host).flatMap(instanceRows);
    rows.push(...defaultRows(flags.bool("no-trunc")));
    const current = currentBuilder(host);
    const format = flags.string("format");
    if (format === "table") {
      const lines = rows.map((r) =>
        [
          r.node ? ` \\_ ${r.name}` : `${r.name}${r.name === current ? "*" : ""}`,
          r.node ? ` \\_ ${r.endpoint}` : r.endpoint,
          r.status,
          r.buildkit,
          r.platforms,
        ].join("\t"),
      );
      await host.stdout.print(
        tabulate(`NAME/NODE\tDRIVER/ENDPOINT\tSTATUS\tBUILDKIT\tPLATFORMS\n${lines.join("\n")}\n`),
      );
      return 0;
    }
    if (format === "json" || format === "{{json .}}") {
      // A builder is one line; the template is filled in for it and again for its node.
      const times = format === "json" ? 1 : 2;
      const { ID } = await engine.info(cancel);
      const whole = readInstances(host).map((i) => instanceJson(i, current));
      whole.push(defaultJson(ID, host.now(), current));
      await host.stdout.print(whole.map((line) => `${line}\n`.repeat(times)).join(""));
      return 0;
    }
    const listing = { type: "commands.lsContext", headers: {} };
    const cells = rows.map((r) => ({
      cells: {
        Buildkit: () => r.buildkit,
        DriverEndpoint: () => r.endpoint,
        Error: () => "",
        Name: () => r.name,
        Platforms: () => r.platforms,
        Status: () => r.status,
      },
    }));
    try {
      await host.stdout.print(renderRows(format, listing, cells));
    } catch (error) {
      throw new CliError(`ERROR: ${errorText(error)}`);
    }
    return 0;
  },
};

interface BuilderRow {
  readonly name: string;
  readonly node: boolean;
  readonly endpoint: string;
  readonly status: string;
  readonly buildkit: string;
  readonly platforms: string;
}

function instanceRows({ name, driver, node, endpoint, platforms }: Instance): BuilderRow[] {
  const own = { status: "", buildkit: "", platforms: "" };
  return [
    { name, node: false, endpoint: driver, ...own },
    {
      name: node,
      node: true,
      endpoint,
      ...own,
      status: "inactive",
      platforms: platforms.map((p) => `${p}*`).join(", "),
    },
  ];
}

/** The engine's own builder; of several variants of one platform only the number is shown. */
function defaultRows(whole: boolean): BuilderRow[] {
  const name = DEFAULT_BUILDER;
  const platforms = whole ? PLATFORMS.join(", ") : "linux/amd64 (+4), linux/386";
  return [
    { name, node: false, endpoint: "docker", status: "", buildkit: "", platforms: "" },
    { name, node: true, endpoint: name, status: "running", buildkit: BUILDKIT, platforms },
  ];
}

/** `docker buildx inspect`. */
export const buildxInspect: Command = {
  name: "inspect",
  usage: "[NAME]",
  short: "Show a builder",
  plugin: "buildx",
  args: { kind: "max", count: 1 },
  flags: flagTable(`
        --bootstrap | Start the builder first when it is not up
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
  `),
  async run({ args, engine, flags, host }) {
    const name = args[0] ?? (flags.string("builder") || currentBuilder(host));
    checkBuilder(host, name);
    const instance = findInstance(host, name);
    if (instance && flags.bool("bootstrap")) {
      throw new NotSimulated("docker buildx inspect --bootstrap is not simulated");
    }
    const [last] = instance ? [] : await engine.buildHistory();
    await host.stdout.print(instance ? inspectedInstance(instance) : inspectedDefault(last?.startedAt));
    return 0;
  },
};

/** Lines of names and values, the values in one column. */
function fields(pairs: readonly (readonly [string, string])[], indent = ""): string {
  const width = Math.max(...pairs.map(([name]) => name.length)) + 2;
  return pairs.map(([name, value]) => `${indent}${`${name}:`.padEnd(width)}${value}\n`).join("");
}

function inspectedInstance({ name, driver, node, endpoint, flags, platforms, lastActivity }: Instance): string {
  const head = fields([
    ["Name", name],
    ["Driver", driver],
    ["Last Activity", goTime(lastActivity)],
  ]);
  const nodes = fields([
    ["Name", node],
    ["Endpoint", endpoint],
    ["Status", "inactive"],
    ["BuildKit daemon flags", flags.join(" ")],
    ...(platforms.length ? [["Platforms", platforms.map((p) => `${p}*`).join(", ")] as const] : []),
  ]);
  return `${head}\nNodes:\n${nodes}`;
}

const ROOM: readonly (readonly [string, string])[] = [
  ["Reserved Space", "24.21GiB"],
  ["Max Used Space", "188.1GiB"],
  ["Min Free Space", "47.5GiB"],
];

/** When the engine's builder forgets what, by itself. */
const POLICIES: readonly (readonly (readonly [string, string])[])[] = [
  [
    ["All", "false"],
    ["Filters", SHORT_LIVED],
    ["Keep Duration", "48h0m0s"],
    ["Max Used Space", "3.346GiB"],
  ],
  [["All", "false"], ["Keep Duration", "1440h0m0s"], ...ROOM],
  [["All", "false"], ...ROOM],
  [["All", "true"], ...ROOM],
];

function inspectedDefault(lastActivity: number | undefined): string {
  const head = fields([
    ["Name", DEFAULT_BUILDER],
    ["Driver", "docker"],
    ...(lastActivity === undefined
      ? []
      : [["Last Activity", goTime(rfc3339Nano(Math.floor(lastActivity / SECOND) * SECOND))] as const]),
  ]);
  return head + DEFAULT_NODES;
}

const DEFAULT_NODES = [
  "\nNodes:\n",
  fields([
    ["Name", DEFAULT_BUILDER],
    ["Endpoint", DEFAULT_BUILDER],
    ["Status", "running"],
    ["BuildKit version", BUILDKIT],
    ["Platforms", PLATFORMS.join(", ")],
  ]),
  `Labels:\n${Object.entries(LABELS)
    .map(([name, value]) => ` ${name}: ${value}\n`)
    .join("")}`,
  ...POLICIES.map((policy, i) => `GC Policy rule#${i}:\n${policyLines(policy)}`),
].join("");

function policyLines(policy: readonly (readonly [string, string])[]): string {
  return policy.map(([name, value]) => ` ${`${name}:`.padEnd(16)}${value}\n`).join("");
}

/** `docker buildx use`. */
export const buildxUse: Command = {
  name: "use",
  usage: "[OPTIONS] NAME",
  short: "Choose the builder to use",
  plugin: "buildx",
  args: { kind: "max", count: 1 },
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
        --default | Use this builder for the current context
        --global | Keep the choice when the context changes
  `),
  async run({ args, host }) {
    const name = args[0] ?? "";
    if (name !== DEFAULT_BUILDER && !findInstance(host, name)) throw instanceMissing(host, name);
    chooseBuilder(host, name);
    return 0;
  },
};

/** `docker buildx stop`: the engine's own builder has nothing to stop. */
export const buildxStop: Command = {
  name: "stop",
  usage: "[NAME]",
  short: "Stop a builder",
  plugin: "buildx",
  args: { kind: "max", count: 1 },
  flags: flagTable(`
        --builder string | Builder to use instead of the chosen one
    -D, --debug | Log what happens inside
  `),
  async run({ args, host }) {
    checkBuilder(host, args[0] ?? "");
    return 0;
  },
};

/** `docker buildx version`. */
export const buildxVersion: Command = {
  name: "version",
  usage: "",
  short: "Show the version of buildx",
  plugin: "buildx",
  args: { kind: "exact", count: 0 },
  flags: flagTable("-D, --debug | Log what happens inside"),
  async run({ host }) {
    await host.stdout.print(`github.com/docker/buildx ${BUILDX}\n`);
    return 0;
  },
};
