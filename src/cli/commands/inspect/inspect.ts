import { InvalidParameter, NotFound } from "../../../api/errors.ts";
import { InvalidReference } from "../../../reference/reference.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeNothing, completeWords } from "../../complete/objects.ts";
import { type Inspected, inspectEach } from "../../format/inspect.ts";
import { CONTAINER_INSPECT } from "../../format/types/container.ts";
import { NETWORK_INSPECT } from "../../format/types/network.ts";
import { VOLUME } from "../../format/types/volume.ts";
import { flagTable } from "../../grammar/table.ts";
import { objectName } from "../../object-name.ts";
import { inspectImage } from "../image/inspect.ts";
import { needsSwarm } from "../swarm/needs-swarm.ts";

/** `docker inspect`. */
export const inspect: Command = {
  name: "inspect",
  usage: "[OPTIONS] NAME|ID [NAME|ID...]",
  short: "Show any objects in detail",
  args: { kind: "min", count: 1 },
  flags: flagTable(
    `
    -f, --format string | @template
    -s, --size | Count file sizes, for containers
        --type string | Kind of object to look for
  `,
    {
      format: { complete: completeNothing },
      type: {
        complete: completeWords(
          "config",
          "container",
          "image",
          "network",
          "node",
          "plugin",
          "secret",
          "service",
          "task",
          "volume",
        ),
      },
    },
  ),
  complete: completeNothing,
  run: inspectAny,
};

type Getter = (context: CommandContext, name: string) => Promise<Inspected>;

const swarm: Getter = async () => {
  await needsSwarm();
  throw new Error("unreachable");
};

/** In the order in which kinds are tried when none is named. */
const KINDS: readonly (readonly [string, Getter])[] = [
  ["container", (context, name) => inspectContainer(context, name, context.flags.bool("size"))],
  ["image", inspectImage],
  [
    "network",
    async ({ engine, cancel }, name) => ({
      type: NETWORK_INSPECT,
      value: await engine.networkInspect(name, { verbose: false, scope: "" }, cancel),
      fallback: true,
    }),
  ],
  [
    "volume",
    async ({ engine, cancel }, name) => ({
      type: VOLUME,
      value: await engine.volumeInspect(name, cancel),
      fallback: true,
    }),
  ],
];

const OTHERS: Readonly<Record<string, Getter>> = {
  config: swarm,
  node: swarm,
  secret: swarm,
  service: swarm,
  task: swarm,
  plugin: async (_, name) => {
    throw new NotFound(`plugin "${name}" not found`);
  },
};

/** A container for printing or a template. */
export async function inspectContainer(
  { engine, cancel }: CommandContext,
  name: string,
  size: boolean,
): Promise<Inspected> {
  const value = await engine.containerInspect(objectName("container", name), { size }, cancel);
  return { type: CONTAINER_INSPECT, value, fallback: true };
}

async function inspectAny(context: CommandContext): Promise<number> {
  const { flags } = context;
  const kind = flags.string("type");
  if (flags.changed("type")) {
    const get = KINDS.find(([name]) => name === kind)?.[1] ?? OTHERS[kind];
    if (!get) {
      const known = [...KINDS.map(([name]) => name), ...Object.keys(OTHERS)].sort().map((n) => `"${n}"`);
      throw new CliError(
        `${kind === "" ? "type is empty" : `unknown type: "${kind}"`}: must be one of ${known.join(", ")}`,
      );
    }
    return inspectEach(context, context.args, flags.string("format"), (name) => get(context, name));
  }
  return inspectEach(context, context.args, flags.string("format"), (name) => findAny(context, name));
}

async function findAny(context: CommandContext, name: string): Promise<Inspected> {
  for (const [, get] of KINDS) {
    try {
      return await get(context, name);
    } catch (error) {
      if (error instanceof NotFound || error instanceof InvalidReference || isBadReference(error)) continue;
      throw error;
    }
  }
  throw new CliError(`Error: No such object: ${name}`);
}

/** A name that no image may have is no image: the other kinds are still looked through. */
function isBadReference(error: unknown): boolean {
  return error instanceof InvalidParameter && error.message.startsWith("invalid reference format");
}
