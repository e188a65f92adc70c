import type { BuildOptions } from "../../../api/build.ts";
import { NotSimulated } from "../../../api/errors.ts";
import type { Tree } from "../../../filesystem/node.ts";
import { readAll } from "../../../std/stream.ts";
import { decode } from "../../../std/text.ts";
import type { CommandContext } from "../../command.ts";
import { fileError } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { absolutePath, dirName, joinPath } from "../../lib/path.ts";
import { isArchive, unpackArchive } from "./build-archive.ts";
import { buildFailed } from "./build-failed.ts";

type Files = Pick<
  BuildOptions,
  "context" | "contextURL" | "dockerfile" | "dockerfileText" | "ignoreText" | "contextName"
>;
type Where = Files & Pick<BuildOptions, "origin">;

const DOCKERFILE = "Dockerfile";

/** A repository by ssh needs the user's agent. */
const NO_AGENT =
  "failed to convert agent config {default [] false}: invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set";

/** The context that an argument names: a folder, `-` for an archive or a Dockerfile on stdin. */
export async function buildContext(context: CommandContext, source: string): Promise<Where> {
  return { ...(await contextFiles(context, source)), origin: originOf(context, source) };
}

/** `FOLDER`, with the Dockerfile's path where it is another one; one elsewhere goes by its own folder. */
function originOf({ flags, host }: CommandContext, source: string): BuildOptions["origin"] {
  const dockerfile = flags.string("file") || DOCKERFILE;
  if (source === "-") return { name: "", context: "-", dockerfile };
  const folder = absolutePath(host.cwd, source);
  const path = flags.string("file") === "" ? joinPath(folder, DOCKERFILE) : absolutePath(host.cwd, dockerfile);
  const root = path.startsWith(`${folder}/`) ? folder : dirName(path);
  const inner = path.slice(root.length).replace(/^\//, "");
  const base = root.split("/").pop() ?? "";
  const name = inner === DOCKERFILE || dockerfile === "-" ? base : `${base}/${inner}`;
  const target = flags.string("target");
  return {
    name: target ? `${name} (${target})` : name,
    context: folder,
    dockerfile: dockerfile === "-" ? dockerfile : inner,
  };
}

async function contextFiles({ flags, host }: CommandContext, source: string): Promise<Files> {
  const file = flags.string("file");
  if (source === "-") {
    const input = await readAll(host.stdin);
    if (!isArchive(input)) {
      return { context: undefined, dockerfile: DOCKERFILE, dockerfileText: decode(input), contextName: "-" };
    }
    return { context: await unpackArchive(host, input), dockerfile: file || DOCKERFILE, contextName: "-" };
  }
  if (/^(https?|git|ssh):\/\/|^git@|^github\.com\//.test(source)) {
    if (source.startsWith("github.com/")) throw buildFailed("unknown protocol");
    if (/^(git@|ssh:)/.test(source) && !host.env.get("SSH_AUTH_SOCK")) throw buildFailed(NO_AGENT);
    return { context: undefined, contextURL: source, dockerfile: file || DOCKERFILE, contextName: source };
  }
  if (!host.files.exists(source) || host.files.stat(source).kind !== "directory") {
    throw buildFailed(`unable to prepare context: path ${JSON.stringify(source)} not found`);
  }
  const context = host.tree(source);
  const contextName = source;
  if (file === "") return { context, dockerfile: defaultDockerfile(context), contextName };
  if (file === "-") {
    return { context, dockerfile: DOCKERFILE, dockerfileText: decode(await readAll(host.stdin)), contextName };
  }
  const written = existingDockerfile(host, file);
  const inside = insideContext(host, source, written);
  if (inside !== undefined) return { context, dockerfile: inside, contextName };
  const name = written.split("/").pop() ?? written;
  if (!host.files.exists(written)) return { context, dockerfile: name, dockerfileText: null, contextName };
  const ignore = `${written}.dockerignore`;
  return {
    context,
    dockerfile: name,
    dockerfileText: host.files.readText(written),
    ...(host.files.exists(ignore) && { ignoreText: host.files.readText(ignore) }),
    contextName,
  };
}

/** `-f DIR/Dockerfile` where only `DIR/dockerfile` is there means that one. */
function existingDockerfile({ files }: Host, file: string): string {
  const lower = file.replace(/(^|\/)Dockerfile$/, "$1dockerfile");
  return !files.exists(file) && files.exists(lower) ? lower : file;
}

/** `Dockerfile`, or `dockerfile` where only that is there. */
function defaultDockerfile({ entries }: Tree): string {
  const lower = DOCKERFILE.toLowerCase();
  return !entries.has(DOCKERFILE) && entries.has(lower) ? lower : DOCKERFILE;
}

/** The path of `file` below the context's folder; undefined when it is elsewhere. Its own folder must exist. */
function insideContext(host: Host, source: string, file: string): string | undefined {
  const slash = file.lastIndexOf("/");
  const folder = slash < 0 ? "." : file.slice(0, slash) || "/";
  try {
    const root = host.files.realpath(source);
    const own = host.files.realpath(folder);
    const name = file.slice(slash + 1);
    if (own === root) return name;
    const above = root === "/" ? "/" : `${root}/`;
    return own.startsWith(above) ? `${own.slice(above.length)}/${name}` : undefined;
  } catch (error) {
    throw buildFailed(`resolve : ${fileError("lstat", folder, error)}`);
  }
}

/** `--build-context name=folder` or `name=docker-image://reference`. */
export function namedContexts(host: Host, words: readonly string[]): BuildOptions["namedContexts"] {
  const contexts = new Map<string, NonNullable<ReturnType<BuildOptions["namedContexts"]["get"]>>>();
  for (const word of words) {
    const at = word.indexOf("=");
    const name = word.slice(0, at);
    const value = word.slice(at + 1);
    if (at < 0) throw buildFailed(`invalid context value: ${word}, expected key=value`);
    if (value.startsWith("docker-image://")) {
      contexts.set(name, { kind: "image", reference: value.slice("docker-image://".length) });
      continue;
    }
    if (/^[a-z-]+:\/\//.test(value)) throw new NotSimulated(`a build context ${value} is not simulated`);
    try {
      host.files.stat(value);
    } catch (error) {
      throw buildFailed(`failed to get build context ${name}: ${fileError("stat", value, error)}`);
    }
    contexts.set(name, { kind: "tree", tree: host.tree(value) });
  }
  return contexts;
}
