import type { BuildProgress } from "../../../api/build.ts";
import { NotSimulated } from "../../../api/errors.ts";
import { readDefinitions } from "../../bake/definitions.ts";
import { parseBakeFile, readBakeFiles } from "../../bake/files.ts";
import { Diagnostic } from "../../bake/hcl/diagnostic.ts";
import { overrideTargets } from "../../bake/override.ts";
import { listTargets, listVariables, printSelection } from "../../bake/print.ts";
import { type BakeSelection, selectTargets } from "../../bake/select.ts";
import type { BakeDefinitions, BakeTarget } from "../../bake/target.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { type Drawing, openDrawing } from "../../format/build/draw.ts";
import { excerpt } from "../../format/build/summary.ts";
import { flagTable } from "../../grammar/table.ts";
import { bakeAll } from "./bake-targets.ts";
import { progressMode } from "./progress-mode.ts";

export const buildxBake: Command = {
  name: "bake",
  aliases: ["f"],
  usage: "[OPTIONS] [TARGET...]",
  short: "Build what a file describes",
  flags: flagTable(`
        --allow stringArray | Let the build use these resources
        --builder string | Builder to use instead of the chosen one
        --call string = build | What to do instead of building ("check", "outline", "targets")
        --check | Short for "--call=check"
    -D, --debug | Log what happens inside
    -f, --file stringArray | File of build definitions
        --list string | List the targets or the variables
        --load | Short for "--set=*.output=type=docker", where it applies
        --metadata-file string | File for the result of the build
        --no-cache | Build every step anew
        --print | Print the options and build nothing
        --progress string = auto | How to show progress ("auto", "none",  "plain", "quiet", "rawjson", "tty"); plain shows what the steps print
        --provenance string | Short for "--set=*.attest=type=provenance"
        --pull | Pull every referenced image anew
        --push | Short for "--set=*.output=type=registry", where it applies
        --sbom string | Short for "--set=*.attest=type=sbom"
        --set stringArray | Value to change in a target (such as "targetpattern.key=value")
  `),
  args: { kind: "any" },
  aliasPaths: ["docker buildx bake", "docker buildx f"],
  plugin: "buildx",
  run: runBake,
};

async function runBake(context: CommandContext): Promise<number> {
  const { args, flags, host } = context;
  const builds = !flags.bool("print") && !flags.changed("list");
  const mode = progressMode(context);
  const drawing = await openDrawing(host, mode, { head: builds });
  try {
    const definitions = await readAll(context, drawing);
    if (flags.changed("list")) {
      await drawing.end();
      await host.stdout.print(listed(definitions, flags.string("list")));
      return 0;
    }
    const selection = changed(context, selectTargets(definitions, args));
    if (!builds) {
      await drawing.end();
      await host.stdout.print(printSelection(selection));
      return 0;
    }
    return await bakeAll(context, selection, drawing, mode);
  } catch (error) {
    if (error instanceof Diagnostic) throw await told(context, drawing, error);
    throw error;
  }
}

/** The first step: the files, each with its size. */
async function readAll({ flags, host }: CommandContext, drawing: Drawing): Promise<BakeDefinitions> {
  const step = { index: 1, name: "[internal] load local bake definitions", digest: "bake", inputs: [] };
  const tell = (news: Partial<BuildProgress>) => drawing.take({ at: 0, ...news } as BuildProgress);
  await tell({ kind: "vertex", state: "started", ...step });
  try {
    const files = await readBakeFiles(host, flags.list("file"), async (name, bytes = 0) => {
      await tell({ kind: "status", index: 1, id: `reading ${name}`, current: bytes, total: bytes, done: true });
    });
    await tell({ kind: "vertex", state: "done", ...step });
    const bodies = [];
    for (const file of files) bodies.push(await parseBakeFile(host, file));
    return readDefinitions(bodies, host.env);
  } catch (error) {
    if (!(error instanceof Diagnostic)) await tell({ kind: "vertex", state: "done", ...step });
    throw error;
  }
}

/** A mistake in a file with its lines around it. */
async function told({ host }: CommandContext, drawing: Drawing, { range, message }: Diagnostic): Promise<CliError> {
  await drawing.end();
  const text = host.files.exists(range.file) ? host.files.readText(range.file) : "";
  const last = range.end.column === 1 && range.end.line > range.start.line ? range.end.line : range.end.line;
  await host.stderr.print(excerpt(range.file, text, range.start.line, last));
  return new CliError(`ERROR: ${message}`);
}

function listed(definitions: BakeDefinitions, what: string): string {
  const fields = new Map(
    what.split(",").map((f) => (f.includes("=") ? (f.split("=", 2) as [string, string]) : (["type", f] as const))),
  );
  const json = fields.get("format") === "json";
  switch (fields.get("type")) {
    case "targets":
      return listTargets(definitions, json);
    case "variables":
      return listVariables(definitions, json);
    default:
      throw new CliError(`ERROR: invalid list type "${fields.get("type")}"`);
  }
}

/** What `--set` and the shorter flags make of the targets. */
function changed({ flags }: CommandContext, selection: BakeSelection): BakeSelection {
  for (const name of ["provenance", "sbom"]) {
    if (flags.changed(name) && flags.string(name) !== "false") {
      throw new NotSimulated(`docker buildx bake --${name} is not simulated`);
    }
  }
  const overridden = overrideTargets([...selection.targets.values()], flags.list("set"));
  const one = (target: BakeTarget): BakeTarget => ({
    ...target,
    ...(flags.changed("provenance") && { attest: [...(target.attest ?? []), "type=provenance,disabled=true"] }),
    ...(flags.changed("sbom") && { attest: [...(target.attest ?? []), "type=sbom,disabled=true"] }),
    ...((flags.bool("check") || flags.string("call") !== "build") && {
      call: flags.bool("check") ? "check" : flags.string("call"),
    }),
    ...(flags.bool("no-cache") && { noCache: true }),
    ...(flags.bool("pull") && { pull: true }),
    ...(flags.bool("load") && !target.output?.length && { output: ["type=docker"] }),
    ...(flags.bool("push") && !target.output?.length && { output: ["type=image,push=true"] }),
  });
  return { ...selection, targets: new Map(overridden.map((t) => [t.name, one(t)])) };
}
