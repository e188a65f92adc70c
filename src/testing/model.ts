/**
 * A tiny Docker: names, states, tags and ports, and nothing else. It says of each of our little commands whether the real
 * one accepts it, and what is there afterwards. Small enough to be seen right by reading.
 */
export interface Model {
  readonly containers: ReadonlyMap<string, ModelContainer>;
  /** Image by reference (`app:1` → the image's own name). */
  readonly tags: ReadonlyMap<string, string>;
}

export interface ModelContainer {
  readonly image: string;
  readonly state: "created" | "running" | "paused" | "exited";
  readonly autoRemove: boolean;
  readonly port: number | undefined;
}

export type ModelCommand =
  | {
      readonly verb: "run";
      readonly name: string;
      readonly image: string;
      readonly autoRemove: boolean;
      readonly port: number | undefined;
    }
  | { readonly verb: "create"; readonly name: string; readonly image: string }
  | { readonly verb: "start" | "stop" | "kill" | "pause" | "unpause" | "rm" | "rm -f"; readonly name: string }
  | { readonly verb: "rename"; readonly name: string; readonly to: string }
  | { readonly verb: "tag"; readonly source: string; readonly target: string }
  | { readonly verb: "rmi"; readonly reference: string }
  | { readonly verb: "container prune" };

/** The image that every machine under test starts with. Nothing is pulled again once its last tag is gone. */
export const BASE_IMAGE = "busybox";

export const START: Model = { containers: new Map(), tags: new Map([[BASE_IMAGE, BASE_IMAGE]]) };

/** The command as it is typed. */
export function commandLine(c: ModelCommand): string {
  switch (c.verb) {
    case "run":
      return `docker run -d --pull never${c.autoRemove ? " --rm" : ""}${c.port === undefined ? "" : ` -p ${c.port}:80`} --name ${c.name} ${c.image} sleep 1d`;
    case "create":
      return `docker create --pull never --name ${c.name} ${c.image} sleep 1d`;
    case "stop":
      return `docker stop -t 0 ${c.name}`;
    case "rename":
      return `docker rename ${c.name} ${c.to}`;
    case "tag":
      return `docker tag ${c.source} ${c.target}`;
    case "rmi":
      return `docker rmi ${c.reference}`;
    case "container prune":
      return "docker container prune -f";
    default:
      return `docker ${c.verb} ${c.name}`;
  }
}

/** What is there after the command; undefined when it is refused and nothing changes. */
export function next(model: Model, c: ModelCommand): Model | undefined {
  const found = "name" in c ? model.containers.get(c.name) : undefined;
  switch (c.verb) {
    case "run": {
      if (found || !model.tags.has(c.image)) return undefined;
      if (c.port !== undefined && portTaken(model, c.port)) {
        // Refused at its start: it stays behind as created, unless --rm takes it away.
        return c.autoRemove
          ? undefined
          : put(model, c.name, { image: imageOf(model, c.image), state: "created", autoRemove: false, port: c.port });
      }
      return put(model, c.name, {
        image: imageOf(model, c.image),
        state: "running",
        autoRemove: c.autoRemove,
        port: c.port,
      });
    }
    case "create":
      if (found || !model.tags.has(c.image)) return undefined;
      return put(model, c.name, {
        image: imageOf(model, c.image),
        state: "created",
        autoRemove: false,
        port: undefined,
      });
    case "start":
      if (!found || found.state === "paused") return undefined;
      if (found.state === "running") return model;
      if (found.port !== undefined && portTaken(model, found.port)) return undefined;
      return put(model, c.name, { ...found, state: "running" });
    case "stop":
      if (!found) return undefined;
      return found.state === "running" || found.state === "paused" ? ended(model, c.name, found) : model;
    case "kill":
      return found?.state === "running" || found?.state === "paused" ? ended(model, c.name, found) : undefined;
    case "pause":
      return found?.state === "running" ? put(model, c.name, { ...found, state: "paused" }) : undefined;
    case "unpause":
      return found?.state === "paused" ? put(model, c.name, { ...found, state: "running" }) : undefined;
    case "rm":
      return found && (found.state === "created" || found.state === "exited") ? without(model, c.name) : undefined;
    case "rm -f":
      // Nothing there is no error with -f.
      return found ? without(model, c.name) : model;
    case "rename": {
      if (!found || model.containers.has(c.to)) return undefined;
      return put(without(model, c.name), c.to, found);
    }
    case "tag": {
      const image = model.tags.get(c.source);
      return image === undefined ? undefined : { ...model, tags: new Map(model.tags).set(c.target, image) };
    }
    case "rmi": {
      if (!model.tags.has(c.reference)) return undefined;
      const image = imageOf(model, c.reference);
      const tags = new Map(model.tags);
      tags.delete(c.reference);
      const last = ![...tags.values()].includes(image);
      const used = [...model.containers.values()].some((x) => x.image === image);
      return last && used ? undefined : { ...model, tags };
    }
    case "container prune":
      return {
        ...model,
        containers: new Map([...model.containers].filter(([, x]) => x.state === "running" || x.state === "paused")),
      };
  }
}

function imageOf(model: Model, reference: string): string {
  return model.tags.get(reference) ?? reference;
}

function portTaken(model: Model, port: number): boolean {
  return [...model.containers.values()].some((c) => c.port === port && (c.state === "running" || c.state === "paused"));
}

function put(model: Model, name: string, container: ModelContainer): Model {
  return { ...model, containers: new Map(model.containers).set(name, container) };
}

function without(model: Model, name: string): Model {
  const containers = new Map(model.containers);
  containers.delete(name);
  return { ...model, containers };
}

function ended(model: Model, name: string, c: ModelContainer): Model {
  return c.autoRemove ? without(model, name) : put(model, name, { ...c, state: "exited" });
}
