import type { BuildFailure, BuildOptions } from "../../../api/build.ts";
import { NotSimulated } from "../../../api/errors.ts";
import { type Cancel, createCancel } from "../../../std/cancel.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { DIRECTIVE } from "../../complete/objects.ts";
import { errorText, fileError } from "../../errors.ts";
import { answerText, checkJson } from "../../format/build/answer.ts";
import { drawBuild, type ProgressMode } from "../../format/build/draw.ts";
import { checkReport, failureExcerpt, warningSummary } from "../../format/build/summary.ts";
import type { Trace } from "../../format/build/trace.ts";
import type { Host } from "../../host.ts";
import { TERMINATIONS } from "../../prompt.ts";
import { failed } from "./build-failed.ts";
import { BUILD_FLAGS } from "./build-flags.ts";
import { buildOptions, callOf } from "./build-options.ts";
import { type BuildOutput, writeOutputs } from "./build-output.ts";
import { withDefaultBuilder } from "./default-builder.ts";
import { buildWithoutBuildKit } from "./legacy.ts";
import { buildMetadata } from "./metadata.ts";
import { progressMode } from "./progress-mode.ts";

/** `docker buildx build`. Under its other names it shows itself by this one. */
export const buildxBuild: Command = {
  name: "build",
  aliases: ["b"],
  usage: "[OPTIONS] PATH | URL | -",
  short: "Build an image",
  shownAs: "docker buildx build",
  plugin: "buildx",
  args: { kind: "exact", count: 1 },
  aliasPaths: ["docker build", "docker builder build", "docker image build", "docker buildx b"],
  flags: BUILD_FLAGS,
  complete: async () => ({ candidates: [], directive: DIRECTIVE.folders }),
  run: runBuild,
};

/** `docker build`. */
export const build: Command = {
  ...withDefaultBuilder(buildxBuild),
  aliases: [],
  short: "Build an image from a Dockerfile",
  long: "Build an image",
  group: "Common Commands",
};

async function runBuild(context: CommandContext): Promise<number> {
  const { host } = context;
  if (await wantsLegacy(host)) return buildWithoutBuildKit(context);
  const { options, outputs } = await buildOptions(context);
  const mode = progressMode(context, context.flags.bool("quiet"));
  for (const warning of deprecations(context)) await host.stderr.print(`${warning}\n`);
  let trace: Trace;
  try {
    trace = await interruptible(context, (cancel) =>
      drawBuild(host, mode, context.engine.build(options, cancel), !options.check),
    );
  } catch (error) {
    if (error instanceof NotSimulated) throw error;
    throw new CliError(`ERROR: ${errorText(error)}`);
  }
  if (options.check && trace.failure?.phase === "reading") return reportMistake(context, options, trace, trace.failure);
  if (options.question !== undefined && trace.failure) {
    await summarize(context, trace, mode);
    throw failed(trace.failure);
  }
  if (trace.failure) {
    await summarize(context, trace, mode);
    await host.stderr.print(failureExcerpt(trace.failure));
    throw failed(trace.failure);
  }
  if (options.check) return reportCheck(context, options, trace);
  await summarize(context, trace, mode);
  if (trace.result?.answer) {
    await host.stdout.print(answerText(trace.result.answer, callOf(context).format));
    return 0;
  }
  if (mode !== "quiet" && !host.files.exists("/usr/bin/git") && host.files.exists(`${context.args[0]}/.git`)) {
    await host.stderr.print(`${NO_GIT}\n`);
  }
  for (const warning of missingCaches(context)) await host.stderr.print(`${warning}\n`);
  await finish(context, options, trace, outputs);
  return 0;
}

/** What the client says before it turns to the older builder. */
const LEGACY = `DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            BuildKit is currently disabled; enable it by removing the DOCKER_BUILDKIT=0
            environment-variable.

`;

/** `DOCKER_BUILDKIT` is a truth value as Go reads one. */
async function wantsLegacy({ env, stderr }: Host): Promise<boolean> {
  const value = env.get("DOCKER_BUILDKIT") ?? "";
  if (value === "" || /^(1|t|T|true|TRUE|True)$/.test(value)) return false;
  if (!/^(0|f|F|false|FALSE|False)$/.test(value)) {
    throw new CliError(
      `DOCKER_BUILDKIT environment variable expects boolean value: strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`,
    );
  }
  await stderr.print(LEGACY);
  return true;
}

/** Said of a context that is a repository, on a machine without git. */
const NO_GIT =
  'WARNING: current commit information was not captured by the build: git was not found in the system: exec: "git": executable file not found in $PATH';

/** Flags of the older builder that are taken but mean nothing any more. */
function deprecations({ flags }: CommandContext): string[] {
  const warnings: string[] = [];
  if (flags.changed("squash")) {
    warnings.push(
      "WARNING: experimental flag squash is removed with BuildKit. You should squash inside build using a multi-stage Dockerfile for efficiency.",
    );
  }
  if (flags.changed("isolation")) warnings.push("WARNING: isolation flag is deprecated with BuildKit.");
  if (flags.changed("security-opt")) {
    warnings.push('WARNING: security-opt flag is deprecated. "RUN --security=insecure" should be used with BuildKit.');
  }
  return warnings;
}

/** Folders that `--cache-from` names and that hold no cache: none can be exported with this driver. */
function missingCaches({ flags, host }: CommandContext): string[] {
  return flags.list("cache-from").flatMap((word) => {
    const src = /(?:^|,)src=([^,]*)/.exec(word)?.[1];
    if (src === undefined || !/(^|,)type=local(,|$)/.test(word)) return [];
    const index = `${src}/index.json`;
    if (host.files.exists(index)) return [];
    const why = host.files.exists(src)
      ? `could not read ${index}: open ${index}: no such file or directory`
      : `could not lock ${index}.lock: open ${index}.lock: no such file or directory`;
    return [`WARNING: local cache import at ${src} not found due to err: ${why}`];
  });
}

/** Runs a build that SIGINT and SIGTERM cancel: the client stays to say what became of it. */
async function interruptible<T>({ host, cancel }: CommandContext, run: (cancel: Cancel) => Promise<T>): Promise<T> {
  const source = createCancel(cancel);
  const undo = TERMINATIONS.map((signal) => host.onSignal(signal, source.cancel));
  try {
    return await run(source.token);
  } finally {
    for (const off of undo) off();
  }
}

/** `--check` of a Dockerfile that cannot be read: what there is to say of it, then the mistake. */
async function reportMistake(
  { host }: CommandContext,
  options: BuildOptions,
  trace: Trace,
  failure: BuildFailure,
): Promise<number> {
  const file = shownFile(options);
  if (trace.warnings.length) await host.stdout.print(`${checkReport(trace.warnings, file)}\n`);
  const locations = failure.locations.map((at) => ({ ...at, file: file(at.file) }));
  await host.stderr.print(`ERROR: ${failure.message}\n${failureExcerpt({ ...failure, locations })}\n`);
  return 1;
}

/** The Dockerfile from where the user stands. */
function shownFile({ contextName }: BuildOptions): (name: string) => string {
  const folder = contextName.replace(/^\.\/*/, "").replace(/\/+$/, "");
  return (name) => (folder === "" || folder === "-" ? name : `${folder}/${name}`);
}

/** `--check`: 1 when there was anything to say. */
async function reportCheck(context: CommandContext, options: BuildOptions, trace: Trace): Promise<number> {
  const { host } = context;
  const json = callOf(context).format === "json";
  await host.stdout.print(json ? checkJson(trace.warnings) : checkReport(trace.warnings, shownFile(options)));
  const violations = trace.result?.metadata["lint.violations"];
  if (Array.isArray(violations)) {
    await host.stdout.print("\n");
    await host.stderr.print(`ERROR: lint violation found for rules: ${violations.join(", ")}\n\n`);
  }
  return trace.warnings.length ? 1 : 0;
}

/** The build checks' warnings, below what was drawn. */
async function summarize({ globals, host }: CommandContext, trace: Trace, mode: ProgressMode): Promise<void> {
  if (mode === "none" || mode === "quiet" || mode === "rawjson") return;
  await host.stderr.print(warningSummary(trace.warnings, globals.bool("debug")));
}

async function finish(
  { flags, host }: CommandContext,
  options: BuildOptions,
  { result }: Trace,
  outputs: readonly BuildOutput[],
): Promise<void> {
  if (!result) return;
  await writeOutputs(host, outputs, result.tree);
  const iidfile = flags.string("iidfile");
  if (iidfile) writeIdFile(host, iidfile, result.imageID);
  const metadata = flags.string("metadata-file");
  if (metadata) host.files.writeFile(metadata, JSON.stringify(buildMetadata(options, result), null, 2), 0o644);
  const asked = flags.bool("quiet") || flags.string("progress") === "quiet";
  const toStdout = outputs.some((o) => o.kind === "tar" && o.dest === "-");
  if (asked && !toStdout) await host.stdout.print(`${result.imageID}\n`);
}

function writeIdFile(host: CommandContext["host"], path: string, id: string): void {
  try {
    host.files.writeFile(path, id, 0o644);
  } catch (error) {
    throw new CliError(`ERROR: writing image ID file: ${fileError("open", path, error)}`);
  }
}
