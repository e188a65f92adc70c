import type { ContainerConfig } from "../../../../api/container.ts";
import type { Completer, FlagValues } from "../../../command.ts";
import { completeFiles, completeWords, DIRECTIVE } from "../../../complete/objects.ts";
import { flagTable } from "../../../grammar/table.ts";
import type { Host } from "../../../host.ts";
import { keyValues } from "../../../key-values.ts";
import { SIGNAL_WORDS } from "../signals.ts";
import { envError, labelError, readEnvironment, readPairs } from "./environment.ts";

/** Names of the client's own environment. */
export const completeEnv: Completer = async ({ host }) => ({
  candidates: [...host.env.keys()].map((value) => ({ value })),
  directive: DIRECTIVE.noFiles,
});

export const PROCESS_FLAGS = flagTable(
  `
    --annotation map = map[] | Annotations, handed on to the OCI runtime
    -a, --attach list | Attach to STDIN, STDOUT or STDERR
    --domainname string | NIS domain name
    --entrypoint string | Run this instead of the image's ENTRYPOINT
    -e, --env list | Environment variables
    --env-file list | Files of environment variables
    --group-add list | More groups to belong to
    -h, --hostname string | Host name
    --init | Run an init that hands on signals and reaps processes
    -i, --interactive | Keep STDIN open, attached or not
    -l, --label list | Labels
    --label-file list | Files of labels, one a line
    --stop-signal string | Signal that stops the container
    --stop-timeout int | Seconds to wait for it to stop
    -t, --tty | Give it a terminal
    -u, --user string | User or UID (<name|uid>[:<group|gid>])
    -w, --workdir string | Working folder inside
  `,
  {
    attach: {
      validate: (value) =>
        /^(stdin|stdout|stderr)$/i.test(value) ? undefined : "valid streams are STDIN, STDOUT and STDERR",
      complete: completeWords("stderr", "stdin", "stdout"),
    },
    env: { validate: envError, complete: completeEnv },
    "env-file": { complete: completeFiles },
    label: { validate: labelError },
    "stop-signal": { complete: completeWords(...SIGNAL_WORDS) },
  },
);

/** Which streams the client attaches to: those named, else the outputs; stdin always where it is kept open. */
function attachedStreams(flags: FlagValues): Pick<ContainerConfig, "AttachStdin" | "AttachStdout" | "AttachStderr"> {
  const named = flags.list("attach").map((s) => s.toLowerCase());
  const outputs = named.length === 0;
  return {
    AttachStdin: named.includes("stdin") || flags.bool("interactive"),
    AttachStdout: outputs || named.includes("stdout"),
    AttachStderr: outputs || named.includes("stderr"),
  };
}

type ProcessConfig = Omit<ContainerConfig, "Env" | "Labels" | "Image" | "Cmd" | "Volumes" | "ExposedPorts">;

/** What runs and as whom. Stdin ends with the first client that is attached to it. */
export function readProcess(flags: FlagValues): ProcessConfig {
  const streams = attachedStreams(flags);
  const interactive = flags.bool("interactive");
  const entrypoint = flags.string("entrypoint");
  return {
    Hostname: flags.string("hostname"),
    Domainname: flags.string("domainname"),
    User: flags.string("user"),
    ...streams,
    Tty: flags.bool("tty"),
    OpenStdin: interactive,
    StdinOnce: interactive && streams.AttachStdin,
    WorkingDir: flags.string("workdir"),
    Entrypoint: flags.changed("entrypoint") ? [entrypoint] : null,
    ...(flags.string("mac-address") && { MacAddress: flags.string("mac-address") }),
    ...(flags.string("stop-signal") && { StopSignal: flags.string("stop-signal") }),
    ...(flags.changed("stop-timeout") && { StopTimeout: flags.int("stop-timeout") }),
  };
}

/** The environment; null where nothing is given. */
export function readEnv(flags: FlagValues, host: Host): string[] | null {
  const env = readEnvironment(host, flags.list("env-file"), flags.list("env"));
  return env.length ? env : null;
}

export function readLabels(flags: FlagValues, host: Host): Record<string, string> {
  return keyValues(readPairs(host, flags.list("label-file"), flags.list("label"), undefined));
}
