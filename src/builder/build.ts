import type { BuildAnswer, BuildBackend, BuildFailure, BuildOptions, BuildProgress } from "../api/build.ts";
import { ApiError } from "../api/errors.ts";
import { directory, file, lookup } from "../filesystem/tree.ts";
import { type Cancel, Cancelled } from "../std/cancel.ts";
import { decode } from "../std/text.ts";
import type { BuildCache } from "./cache.ts";
import { importCaches } from "./cache-imports.ts";
import { StepFailed } from "./context.ts";
import { DockerfileError, type LineRange } from "./dockerfile/error.ts";
import type { Instruction } from "./dockerfile/instruction.ts";
import { syntaxOf } from "./dockerfile/lines.ts";
import { type Dockerfile, parseDockerfile } from "./dockerfile/parse.ts";
import { exportResult, PushFailed } from "./export.ts";
import { isArchive } from "./ignore.ts";
import { asWarning, checkDirective, type Finding } from "./lint/finding.ts";
import { fromVariables } from "./lint/from-rules.ts";
import { casing, emptyContinuations, parseRules, stageNames } from "./lint/parse-rules.ts";
import { refusal } from "./look-up.ts";
import { targetsOf } from "./outline.ts";
import { PLATFORM } from "./platform.ts";
import { createProgress, type Progress, type Vertex } from "./progress.ts";
import { noteSource } from "./records.ts";
import { withRemoteContext } from "./remote/context.ts";
import { normalized } from "./resolve.ts";
import { createSolver } from "./solver.ts";
import { readStages, type StagedDockerfile, targetStage } from "./stages.ts";
import { sentFileSize } from "./transfer-size.ts";

/** Where the Dockerfile is part of an archive it is no step of its own. */
const SILENT: Pick<Vertex, "name" | "tail" | "done" | "status"> = { name: "", tail: [], done() {}, status() {} };

/** A build argument in place of the Dockerfile's `# check=` line. */
const CHECK_ARG = "BUILDKIT_DOCKERFILE_CHECK";

/** One build, from the Dockerfile to the image; its news to `report`, the last one `done` or `failed`. */
export async function runBuild(
  given: BuildOptions,
  backend: BuildBackend,
  cache: BuildCache,
  report: (news: BuildProgress) => void,
  cancel: Cancel,
): Promise<void> {
  const order = createOrder(report);
  const progress = createProgress(order.report, () => backend.now());
  let source = "";
  let phase: BuildFailure["phase"] = "solving";
  const rules = new Set<string>();
  const check = (file: Dockerfile) => checkDirective(given.buildArgs.get(CHECK_ARG) ?? file.directives.check);
  const name = nameOf(given.dockerfile);
  const warn = (file: Dockerfile, finding: Finding): void => {
    if (!check(file).wants(finding.rule)) return;
    rules.add(finding.rule);
    report({ kind: "warning", warning: asWarning(finding, file, name) });
  };
  try {
    const options = await withRemoteContext(given, { backend, cache, progress, cancel });
    const remote = isArchive(options);
    if (remote && options === given) {
      progress.start("[internal] load remote build context").done();
      progress.start("copy /context /").done();
    }
    const definition = remote ? SILENT : progress.start(`[internal] load build definition from ${name}`);
    const text = dockerfileText(options);
    definition.status("transferring dockerfile:", text === undefined ? 2 : sentFileSize(name, text), 0);
    if (text === undefined) {
      definition.done();
      throw new DockerfileError(`failed to read dockerfile: open ${name}: no such file or directory`, undefined);
    }
    if (text === "" && options.contextName === "-" && options.context === undefined) {
      throw new StepFailed("failed to read dockerfile: no local sources enabled", undefined, definition);
    }
    source = text;
    const { question } = options;
    const answer = (given: BuildAnswer): void =>
      report({ kind: "done", imageID: "", materials: [], metadata: {}, answer: given });
    noteSource({ cache, progress, options }, "dockerfile", name, directory({}, { [name]: file(text) }));
    const syntax = syntaxOf(source);
    if (syntax) {
      definition.done();
      await resolveSyntax(syntax, options, backend, progress, cancel);
    } else order.hold(() => definition.done());
    if (question === "subrequests.describe") {
      order.release();
      return answer({ kind: question });
    }
    if (question === "targets") {
      order.release();
      return answer(
        targetsOf(
          read(source, () => {}),
          source,
        ),
      );
    }
    if (question !== undefined && question !== "outline") {
      const unsupported = `unsupported request frontend.${question}`;
      throw new StepFailed(`${unsupported}: ${unsupported}`, undefined);
    }
    phase = "reading";
    const staged = read(source, warn);
    const target = targetStage(staged.stages, options.target);
    const solver = createSolver({ options, backend, cache, progress, cancel, dockerfile: staged });
    for (const finding of fromVariables(staged, options)) warn(staged.file, finding);
    await solver.prepare(target, (finding) => warn(staged.file, finding), order.release);
    order.release();
    phase = "solving";
    if (question === "outline") return answer(solver.outline(target, source));
    const violations = check(staged.file).error ? [...rules] : [];
    if (violations.length && !options.check) {
      throw new DockerfileError(`lint violation found for rules: ${violations.join(", ")}`, undefined);
    }
    if (options.check) {
      report({
        kind: "done",
        imageID: "",
        materials: [],
        metadata: violations.length ? { "lint.violations": violations } : {},
      });
      return;
    }
    await importCaches(options, backend, progress, cancel);
    const state = await solver.solve(target);
    await exportResult(state, { options, backend, progress, cancel, report, materials: solver.materials() });
  } catch (e) {
    order.release();
    report({ kind: "failed", error: failure(e, source, name, e instanceof PushFailed ? "pushing" : phase) });
    const told =
      e instanceof StepFailed || e instanceof DockerfileError || e instanceof ApiError || e instanceof PushFailed;
    if (!told && !(e instanceof Cancelled)) throw e;
  }
}

/** Reads the Dockerfile, its stages and what can be said of it as it stands. */
function read(source: string, warn: (file: Dockerfile, finding: Finding) => void): StagedDockerfile {
  const file = parseDockerfile(source);
  const instructions: Instruction[] = [];
  for (const finding of emptyContinuations(file)) warn(file, finding);
  let staged: StagedDockerfile;
  try {
    staged = readStages(file, (instruction) => instructions.push(instruction));
  } finally {
    for (const finding of parseRules(instructions)) warn(file, finding);
  }
  for (const finding of casing(file)) warn(file, finding);
  for (const finding of stageNames(staged.stages)) warn(file, finding);
  return staged;
}

/**
 * The build checks' warnings belong to the step that loads the Dockerfile: it is told as done when they are known, and what
 * happens meanwhile after it. `release` ends that, at the latest when something takes time.
 */
function createOrder(report: (news: BuildProgress) => void) {
  let held: BuildProgress[] | undefined;
  let before = () => {};
  return {
    report(news: BuildProgress): void {
      if (held) held.push(news);
      else report(news);
    },
    hold(first: () => void): void {
      held = [];
      before = first;
    },
    release(): void {
      if (!held) return;
      const later = held;
      held = undefined;
      before();
      for (const news of later) report(news);
    },
  };
}

/** `# syntax=IMAGE`: the front end is looked for in its registry, and then the engine's own does the work. */
async function resolveSyntax(
  { image, line }: { readonly image: string; readonly line: number },
  options: BuildOptions,
  backend: BuildBackend,
  progress: Progress,
  cancel: Cancel,
): Promise<void> {
  const reference = normalized(image);
  const vertex = progress.start(`resolve image config for docker-image://${reference}`);
  try {
    const auth = options.auth ? { auth: options.auth } : {};
    const { resolved } = await backend.resolve(reference, { pull: false, platform: PLATFORM, ...auth }, cancel);
    vertex.done();
    progress.start(`docker-image://${resolved}`).cached();
  } catch (e) {
    if (!(e instanceof ApiError)) throw e;
    const why = refusal(e.message, reference);
    vertex.fail(why);
    const range = { start: line, end: line };
    throw new StepFailed(`failed to resolve source metadata for ${reference}: ${why}`, range, vertex);
  }
}

function dockerfileText(options: BuildOptions): string | undefined {
  if (options.dockerfileText !== undefined) return options.dockerfileText ?? undefined;
  const node = options.context && lookup(options.context, `/${options.dockerfile}`);
  return node?.kind === "file" ? decode(node.data) : undefined;
}

function nameOf(path: string): string {
  return path.split("/").pop() || "Dockerfile";
}

function failure(e: unknown, source: string, file: string, phase: BuildFailure["phase"]): BuildFailure {
  const range: LineRange | undefined = e instanceof DockerfileError || e instanceof StepFailed ? e.range : undefined;
  const shown = e instanceof DockerfileError ? e.shown : 1;
  const vertex = e instanceof StepFailed ? e.vertex : undefined;
  return {
    message: e instanceof Cancelled ? "Canceled: context canceled" : e instanceof Error ? e.message : String(e),
    phase: e instanceof Cancelled ? "canceled" : phase,
    locations: range ? Array.from({ length: shown }, () => ({ file, source, ...range })) : [],
    ...(vertex ? { vertex: { name: vertex.name, log: vertex.tail } } : {}),
  };
}
