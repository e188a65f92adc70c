import { sha256Hex } from "../../std/digest.ts";
import { BASES, type BaseName } from "./bases.ts";
import type { Like } from "./estimates/like.ts";
import type { Plain } from "./estimates/plain.ts";
import type { StoredConfig, StoredHistory, StoredImage } from "./stored.ts";

type Layer = StoredImage["layers"][number];

const MEGABYTE = 1_000_000;
const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** The blob of a layer without files, gzipped: 32 bytes. */
const EMPTY_LAYER: Layer = ["4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1", 32, 0];

/** An image that is like a recorded one, of another version: its layers scaled to another size, its digests made up. */
export function deriveLike(
  model: StoredImage,
  from: readonly string[],
  row: Like["rows"][number],
  name: string,
): StoredImage {
  const [tags, to, date, megabytes, base] = row;
  const of = `${name}:${tags.split(" ")[0]}`;
  const created = timeOf(date, of);
  const versions = to.split(";");
  const renew = (text: string) => from.reduce((t, old, i) => t.replaceAll(old, versions[i] ?? old), text);
  const bottom = base === undefined ? model.layers[0] : baseLayer(base);
  const size = Math.round(megabytes * MEGABYTE);
  const above = model.layers.slice(1);
  const wanted = size - (bottom?.[2] ?? 0);
  const scale = above.length ? Math.max(wanted, 0) / Math.max(1, sum(above)) : 1;
  let seen = 0;
  return {
    tags: tags.split(" "),
    created,
    digest: madeUp(`${of} list`),
    manifest: madeUp(`${of} manifest`),
    id: madeUp(`${of} config`),
    config: JSON.parse(renew(JSON.stringify(model.config))) as StoredConfig,
    rootfs: base === undefined ? model.rootfs.map(renew) : [BASES[base].recipe, ...model.rootfs.slice(1)],
    layers: [
      ...(bottom
        ? [above.length || base !== undefined ? bottom : ([madeUp(`${of} layer`), bottom[1], size] as const)]
        : []),
      ...above.map(([, compressed, bytes], i): Layer => {
        if (bytes === 0) return EMPTY_LAYER;
        // Small layers are scripts and settings: they do not grow with the image.
        const by = bytes > MEGABYTE / 10 ? scale : 1;
        return [madeUp(`${of} layer ${i}`), Math.round(compressed * by), Math.round(bytes * by)];
      }),
    ],
    history: model.history.map(([, line, made, buildkit]): StoredHistory => {
      const isBottom = made === 1 && seen++ === 0 && base !== undefined;
      return isBottom
        ? [created, BASES[base].createdBy, 1, BASES[base].buildkit ? 1 : 0]
        : [created, renew(line), made, buildkit];
    }),
  };
}

/** An image told by its lines: layers of those that begin with megabytes, the configuration of the others. */
export function derivePlain(plain: Plain, name: string): StoredImage {
  const tags = plain.tags.split(" ");
  const of = `${name}:${tags[0]}`;
  const created = timeOf(plain.date, of);
  const layers: Layer[] = [];
  const history: StoredHistory[] = [];
  const config = emptyConfig();
  if (plain.base !== "scratch") {
    layers.push(baseLayer(plain.base));
    history.push([created, BASES[plain.base].createdBy, 1, BASES[plain.base].buildkit ? 1 : 0]);
  }
  for (const line of plain.lines) {
    const [, megabytes, instruction = line] = /^([\d.]+) ([A-Z]+ .*)$/.exec(line) ?? [];
    if (megabytes !== undefined) {
      const size = Math.max(1, Math.round(Number(megabytes) * MEGABYTE));
      layers.push([madeUp(`${of} layer ${layers.length}`), Math.round(size * 0.38) + 100, size]);
    } else configure(config, instruction);
    const makes = megabytes !== undefined || instruction.startsWith("WORKDIR ");
    if (megabytes === undefined && makes) layers.push(EMPTY_LAYER);
    history.push([created, historyLine(instruction), makes ? 1 : 0, 1]);
  }
  return {
    tags,
    created,
    digest: madeUp(`${of} list`),
    manifest: madeUp(`${of} manifest`),
    id: madeUp(`${of} config`),
    config: finished(config),
    rootfs: [...(plain.base === "scratch" ? [] : [BASES[plain.base].recipe]), ...plain.rootfs],
    layers,
    history,
  };
}

/** The line as BuildKit writes it into the history. */
function historyLine(instruction: string): string {
  if (instruction.startsWith("RUN ")) return `RUN /bin/sh -c ${instruction.slice(4)} # buildkit`;
  if (/^(COPY|ADD) /.test(instruction)) return `${instruction} # buildkit`;
  const ports = /^EXPOSE (.*)$/.exec(instruction)?.[1];
  if (ports !== undefined) return `EXPOSE map[${ports.replace(/\S+/g, "$&:{}")}]`;
  const volumes = /^VOLUME (.*)$/.exec(instruction)?.[1];
  return volumes === undefined ? instruction : `VOLUME [${volumes}]`;
}

interface Config {
  env: string[];
  ports: string[];
  volumes: string[];
  labels: Record<string, string>;
  words: { Cmd?: readonly string[]; Entrypoint?: readonly string[] };
  texts: { WorkingDir?: string; User?: string; StopSignal?: string };
}

function emptyConfig(): Config {
  return { env: [], ports: [], volumes: [], labels: {}, words: {}, texts: {} };
}

/** What an instruction says of the configuration. */
function configure(c: Config, instruction: string): void {
  const space = instruction.indexOf(" ");
  const rest = instruction.slice(space + 1);
  switch (instruction.slice(0, space)) {
    case "ENV":
      // One variable may hold spaces; several are separated by them.
      for (const one of rest.split(/ (?=[A-Z_]+=)/)) c.env.push(one);
      return;
    case "LABEL":
      for (const [, key = "", quoted, bare] of rest.matchAll(/([\w.-]+)=(?:"([^"]*)"|(\S*))/g))
        c.labels[key] = quoted ?? bare ?? "";
      return;
    case "EXPOSE":
      c.ports.push(...rest.split(" "));
      return;
    case "VOLUME":
      c.volumes.push(...rest.split(" "));
      return;
    case "CMD":
      c.words.Cmd = listOf(rest);
      return;
    case "ENTRYPOINT":
      c.words.Entrypoint = listOf(rest);
      return;
    case "WORKDIR":
      c.texts.WorkingDir = rest;
      return;
    case "USER":
      c.texts.User = rest;
      return;
    case "STOPSIGNAL":
      c.texts.StopSignal = rest;
      return;
  }
}

function finished(c: Config): StoredConfig {
  return {
    Env: c.env.some((e) => e.startsWith("PATH=")) ? c.env : [PATH, ...c.env],
    ...(c.ports.length && { ExposedPorts: c.ports }),
    ...(c.volumes.length && { Volumes: c.volumes }),
    ...(Object.keys(c.labels).length && { Labels: c.labels }),
    ...c.words,
    ...c.texts,
  };
}

/** `["nginx" "-g" "daemon off;"]`, as history writes a list. */
function listOf(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = ""]) => word.replace(/\\(.)/g, "$1"));
}

function baseLayer(name: BaseName): Layer {
  const { compressed, size } = BASES[name];
  return [madeUp(`base ${name}`), Math.round(compressed * MEGABYTE) + 417, Math.round(size * MEGABYTE)];
}

function madeUp(what: string): string {
  return sha256Hex(`drydock estimate of ${what}`);
}

/** Some time of that day. */
function timeOf(date: string, what: string): string {
  const second = Number.parseInt(madeUp(what).slice(0, 6), 16) % 86_400;
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return `${date}T${two(second / 3600)}:${two((second / 60) % 60)}:${two(second % 60)}Z`;
}

function sum(layers: readonly Layer[]): number {
  return layers.reduce((n, [, , bytes]) => n + bytes, 0);
}
