import type { LegacyBuildOptions } from "../../../api/build.ts";
import { NotSimulated } from "../../../api/errors.ts";
import type { ProgressMessage } from "../../../api/progress.ts";
import type { Tree } from "../../../filesystem/node.ts";
import { fullString, InvalidReference, parseNormalized } from "../../../reference/reference.ts";
import { humanSize } from "../../../std/size.ts";
import { CliError, type CommandContext } from "../../command.ts";
import { errorText } from "../../errors.ts";
import { drawProgress } from "../../format/progress.ts";
import type { Output } from "../../host.ts";
import { buildContext } from "./build-context.ts";
import { keyValuePairs } from "./build-options.ts";

/** What only BuildKit has: the older builder's command line does not know these. */
const UNKNOWN =
  "allow annotation attest build-context builder cache-to call check debug load metadata-file no-cache-filter output print progress provenance push sbom secret ssh".split(
    " ",
  );

/** What it has and Drydock's does not. */
const NOT_SIMULATED =
  "cache-from cgroup-parent cpu-period cpu-quota cpu-shares cpuset-cpus cpuset-mems isolation memory memory-swap platform security-opt shm-size squash ulimit".split(
    " ",
  );

/** `docker build` with `DOCKER_BUILDKIT=0`: the daemon's older builder, a container for each step. */
export async function buildWithoutBuildKit(context: CommandContext): Promise<number> {
  const { cancel, engine, flags, host } = context;
  const options = await legacyOptions(context);
  const quiet = flags.bool("quiet");
  const kept: string[] = [];
  const out: Output = quiet
    ? { ...host.stdout, isTerminal: false, print: async (text) => void kept.push(text) }
    : host.stdout;
  await out.print(`Sending build context to Docker daemon  ${humanSize(archiveSize(options))}\r\r\n`);
  let imageID = "";
  let code: number | undefined;
  const messages = noting(engine.buildLegacy(options, cancel), (found) => {
    code = found;
  });
  try {
    await drawProgress(host, out, messages, (aux) => {
      imageID = (aux as { readonly ID: string }).ID;
    });
  } catch (error) {
    if (error instanceof NotSimulated) throw error;
    if (quiet) await host.stderr.print(kept.join(""));
    throw error instanceof CliError ? new CliError(error.message, code ?? 1) : new CliError(errorText(error), 1);
  }
  const iidfile = flags.string("iidfile");
  if (iidfile) host.files.writeFile(iidfile, imageID, 0o644);
  if (quiet) await host.stdout.print(`${imageID}\n`);
  return 0;
}

/** The messages, and the status that an error among them carries. */
async function* noting(
  messages: AsyncIterable<ProgressMessage>,
  failed: (code: number | undefined) => void,
): AsyncGenerator<ProgressMessage> {
  for await (const message of messages) {
    if (message.errorDetail) failed(message.errorDetail.code);
    yield message;
  }
}

async function legacyOptions(context: CommandContext): Promise<LegacyBuildOptions> {
  const { flags, host } = context;
  for (const name of UNKNOWN) {
    if (!flags.changed(name)) continue;
    const usage = "Usage:  docker build [OPTIONS] PATH | URL | -\n\nRun 'docker build --help' for more information";
    throw new CliError(`unknown flag: --${name}\n\n${usage}`, 125);
  }
  for (const name of NOT_SIMULATED) {
    if (flags.changed(name)) throw new NotSimulated(`docker build --${name} without BuildKit is not simulated`);
  }
  const source = context.args[0] ?? "";
  const where = await withPlainErrors(() => buildContext(context, source));
  if (where.contextURL !== undefined) throw new NotSimulated("a context from a URL without BuildKit is not simulated");
  const { context: tree, dockerfile, dockerfileText } = where;
  const missing = dockerfileText === null || (dockerfileText === undefined && !tree?.entries.has(dockerfile));
  if (missing && !dockerfile.includes("/")) {
    const path = `${host.cwd}/${flags.string("file") || `${source === "." ? "" : `${source}/`}${dockerfile}`}`;
    throw new CliError(
      `unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat ${path}: no such file or directory`,
    );
  }
  return {
    context: tree,
    dockerfile,
    ...(typeof dockerfileText === "string" ? { dockerfileText } : {}),
    tags: flags.list("tag").map(checkedTag),
    buildArgs: keyValuePairs(flags.list("build-arg"), host.env),
    labels: keyValuePairs(flags.list("label"), undefined),
    target: flags.string("target"),
    noCache: flags.bool("no-cache"),
    pull: flags.bool("pull"),
    network: flags.string("network"),
    addHosts: flags.list("add-host").map((h) => h.replace("=", ":")),
    remove: flags.bool("rm"),
    forceRemove: flags.bool("force-rm"),
  };
}

/** BuildKit's client marks its errors; the older one does not. */
async function withPlainErrors<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError(error.message.replace(/^ERROR: (failed to build: )?/, ""), 1);
  }
}

function checkedTag(word: string): string {
  try {
    return fullString(parseNormalized(word));
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error;
    throw new CliError(
      `invalid argument ${JSON.stringify(word)} for "-t, --tag" flag: ${error.message}\n\nUsage:  docker build [OPTIONS] PATH | URL | -\n\nRun 'docker build --help' for more information`,
      125,
    );
  }
}

const BLOCK = 512;

/** Bytes of the archive that is sent: a head for each file, and its content in whole blocks. */
function archiveSize({ context, dockerfileText }: LegacyBuildOptions): number {
  const blocks = (bytes: number) => Math.ceil(bytes / BLOCK) * BLOCK;
  const folderSize = (tree: Tree): number => {
    let size = 0;
    for (const [, node] of tree.entries) {
      size += BLOCK + (node.kind === "file" ? blocks(node.data.length + (node.hole ?? 0)) : 0);
      if (node.kind === "directory") size += folderSize(node);
    }
    return size;
  };
  const own = typeof dockerfileText !== "string" ? 0 : BLOCK + blocks(dockerfileText.length);
  return own + (context ? folderSize(context) : 0) + 2 * BLOCK;
}
