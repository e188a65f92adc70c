import { NotSimulated } from "../../../api/errors.ts";
import { rfc3339Nano } from "../../../std/time.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { flagTable } from "../../grammar/table.ts";
import { checkedName, chooseBuilder, DEFAULT_BUILDER, findInstance, writeInstance } from "./instances.ts";

const DRIVERS = ["docker-container", "kubernetes", "remote"];

/** `docker buildx create`. */
export const buildxCreate: Command = {
  name: "create",
  usage: "[OPTIONS] [CONTEXT|ENDPOINT]",
  short: "Create a builder",
  flags: flagTable(`
        --append | Add a node to the builder instead of changing it
        --bootstrap | Start the builder once it is made
        --buildkitd-config string | Configuration file of the BuildKit daemon
        --buildkitd-flags string | Flags of the BuildKit daemon
    -D, --debug | Log what happens inside
        --driver string | Driver to use (one of "docker-container", "kubernetes", "remote")
        --driver-opt stringArray | Options of the driver
        --leave | Take a node away from the builder instead of changing it
        --name string | Name of the builder
        --node string | Add or change the node of this name
        --platform stringArray | Platforms that this node is fixed to
        --use | Use this builder from now on
  `),
  args: { kind: "any" },
  plugin: "buildx",
  run: create,
};

async function create({ args, flags, host }: CommandContext): Promise<number> {
  const driver = flags.string("driver") || "docker-container";
  if (driver === "docker") throw new CliError('ERROR: additional instances of driver "docker" cannot be created');
  if (!DRIVERS.includes(driver)) throw new CliError(`ERROR: failed to find driver "${driver}"`);
  for (const name of ["append", "leave", "bootstrap"]) {
    if (flags.bool(name)) throw new NotSimulated(`docker buildx create --${name} is not simulated`);
  }
  if (driver !== "docker-container") throw new NotSimulated(`the ${driver} driver is not simulated`);
  const name = checkedName(flags.string("name") || generatedName(host.now()));
  if (name === DEFAULT_BUILDER) {
    throw new CliError(`ERROR: ${name} is a reserved name and cannot be used to identify builder instance`);
  }
  if (findInstance(host, name) && !flags.string("node")) {
    throw new CliError(
      `ERROR: existing instance for "${name}" but no append mode, specify the node name to make changes for existing instances`,
    );
  }
  writeInstance(host, {
    name,
    driver,
    node: flags.string("node") || `${name}0`,
    endpoint: args[0] ?? "unix:///var/run/docker.sock",
    flags: flags.string("buildkitd-flags")
      ? flags.string("buildkitd-flags").split(/\s+/)
      : ["--allow-insecure-entitlement=network.host"],
    platforms: flags.list("platform").flatMap((p) => p.split(",")),
    lastActivity: rfc3339Nano(host.now()).replace(/\.\d+/, ""),
  });
  if (flags.bool("use")) chooseBuilder(host, name);
  await host.stdout.print(`${name}\n`);
  return 0;
}

const ADJECTIVES = ["brave", "calm", "eager", "gentle", "keen", "lucid", "quiet", "swift"];
const NOUNS = ["anchor", "beacon", "harbor", "keel", "mast", "rudder", "sail", "tide"];

/** A name for a builder that got none. */
function generatedName(now: number): string {
  const n = Math.floor(now / 1000);
  return `${ADJECTIVES[n % ADJECTIVES.length]}_${NOUNS[Math.floor(n / ADJECTIVES.length) % NOUNS.length]}`;
}
