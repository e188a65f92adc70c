import { CliError, type Command } from "../../command.ts";
import { tabulate } from "../../format/tabwriter.ts";
import { flagTable } from "../../grammar/table.ts";

/** The one builder there is: BuildKit inside the engine. */
const NAME = "default";
const BUILDKIT = "v0.25.1";
const PLATFORM = "linux/amd64";

function checkBuilder(name: string): void {
  if (name !== "" && name !== NAME) throw new CliError(`ERROR: no builder "${name}" found`);
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
  async run({ flags, host }) {
    if (flags.string("format") !== "table") {
      throw new CliError("drydock: docker buildx ls --format is not simulated");
    }
    const rows = [
      "NAME/NODE\tDRIVER/ENDPOINT\tSTATUS\tBUILDKIT\tPLATFORMS",
      `${NAME}*\tdocker\t\t\t`,
      ` \\_ ${NAME}\t \\_ ${NAME}\trunning\t${BUILDKIT}\t${PLATFORM}`,
    ];
    await host.stdout.print(tabulate(`${rows.join("\n")}\n`));
    return 0;
  },
};

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
  async run({ args, host }) {
    checkBuilder(args[0] ?? "");
    await host.stdout.print(
      `Name:   ${NAME}\nDriver: docker\n\nNodes:\nName:             ${NAME}\nEndpoint:         ${NAME}\nStatus:           running\nBuildKit version: ${BUILDKIT}\nPlatforms:        ${PLATFORM}\n`,
    );
    return 0;
  },
};

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
    if (name === NAME) return 0;
    const home = host.env.get("HOME") ?? "";
    throw new CliError(
      `ERROR: failed to find instance "${name}": open ${home}/.docker/buildx/instances/${name}: no such file or directory`,
    );
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
  async run({ args }) {
    checkBuilder(args[0] ?? "");
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
    await host.stdout.print("github.com/docker/buildx v0.29.1 a32761aeb3debd39be1eca514af3693af0db334b\n");
    return 0;
  },
};
