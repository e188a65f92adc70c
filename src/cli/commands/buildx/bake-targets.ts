import type { BuildFailure, BuildWarning } from "../../../api/build.ts";
import { createCancel } from "../../../std/cancel.ts";
import { encode } from "../../../std/text.ts";
import { createMerge } from "../../bake/merge.ts";
import type { BakeSelection } from "../../bake/select.ts";
import type { BakeTarget } from "../../bake/target.ts";
import { buildWords } from "../../bake/words.ts";
import { CliError, type CommandContext } from "../../command.ts";
import type { Drawing, ProgressMode } from "../../format/build/draw.ts";
import { checkReport, failureExcerpt, warningSummary } from "../../format/build/summary.ts";
import type { Trace } from "../../format/build/trace.ts";
import { parseFlags } from "../../grammar/parse.ts";
import { flagValues } from "../../grammar/values.ts";
import { failed, solving } from "./build-failed.ts";
import { BUILD_FLAGS } from "./build-flags.ts";
import { buildOptions } from "./build-options.ts";
import { writeOutputs } from "./build-output.ts";
import { buildMetadata } from "./metadata.ts";

type Prepared = Awaited<ReturnType<typeof buildOptions>>;

/** Builds all targets at the same time, as one picture; the first that fails ends the others. */
export async function bakeAll(
  context: CommandContext,
  { targets }: BakeSelection,
  drawing: Drawing,
  mode: ProgressMode,
): Promise<number> {
  const { engine, flags, host } = context;
  const prepared = new Map<string, Prepared>();
  for (const target of targets.values()) prepared.set(target.name, await optionsOf(context, target));
  const merge = createMerge(targets.size === 1, 1);
  const source = createCancel(context.cancel);
  const results = new Map<string, Trace["result"]>();
  const warnings = new Map<string, BuildWarning[]>([...prepared.keys()].map((name) => [name, []]));
  let failure: { readonly target: string; readonly error: BuildFailure } | undefined;
  const threads = [...prepared].map(([name, { options }]) =>
    host.thread(async () => {
      const renamed = merge(name);
      for await (const item of engine.build(options, source.token)) {
        const news = renamed(item);
        if (news?.kind === "done") results.set(name, news);
        else if (news?.kind === "failed") {
          failure ??= { target: name, error: news.error };
          source.cancel();
        } else if (news?.kind === "warning" && options.check) warnings.get(name)?.push(news.warning);
        else if (news) await drawing.take(news);
      }
    }),
  );
  for (const thread of threads) await thread.join();
  await drawing.end();
  if (mode === "plain" || mode === "tty") {
    await host.stderr.print(warningSummary(drawing.trace.warnings, context.globals.bool("debug")));
  }
  if (failure) {
    await host.stderr.print(failureExcerpt(failure.error));
    const target = targets.size > 1 ? `target ${failure.target}: ` : "";
    throw failure.error.phase === "canceled"
      ? failed(failure.error)
      : new CliError(`ERROR: ${target}${solving(failure.error)}`);
  }
  if ([...prepared.values()].some(({ options }) => options.check)) return reportChecks(context, warnings);
  const metadata: Record<string, unknown> = {};
  for (const [name, { options, outputs }] of prepared) {
    const result = results.get(name);
    await writeOutputs(host, outputs, result?.tree);
    if (result) metadata[name] = buildMetadata(options, result);
  }
  const file = flags.string("metadata-file");
  if (file) host.files.writeFile(file, JSON.stringify(metadata, null, 2), 0o644);
  return 0;
}

/** `--check`: what there is to say of each target's Dockerfile. */
async function reportChecks(
  { host }: CommandContext,
  warnings: ReadonlyMap<string, readonly BuildWarning[]>,
): Promise<number> {
  for (const [name, found] of warnings) await host.stdout.print(`${name}\n\n${checkReport(found, (f) => f)}`);
  return [...warnings.values()].some((found) => found.length) ? 1 : 0;
}

/** A target's options, read as `docker buildx build` would read its words. */
async function optionsOf(context: CommandContext, target: BakeTarget): Promise<Prepared> {
  const { args, set } = parseFlags(BUILD_FLAGS, buildWords(target), true);
  const flags = flagValues(BUILD_FLAGS, set);
  const { dockerfileInline } = target;
  const host = dockerfileInline === undefined ? context.host : withInput(context.host, dockerfileInline);
  return buildOptions({ ...context, args, flags, host });
}

/** The host with a text as its standard input. */
function withInput(host: CommandContext["host"], text: string): CommandContext["host"] {
  let chunk: Uint8Array | null = encode(text);
  const stdin = {
    isTerminal: false,
    async read() {
      const next = chunk;
      chunk = null;
      return next;
    },
    close() {},
  };
  return { ...host, stdin };
}
