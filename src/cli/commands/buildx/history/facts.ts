import type { BuildRecord } from "../../../../api/build.ts";
import { digestOf } from "../../../../std/digest.ts";
import { rfc3339Nano } from "../../../../std/time.ts";
import type { Trace } from "../../../format/build/trace.ts";
import { buildMetadata } from "../metadata.ts";
import { statusOf, stepCounts } from "./records.ts";

interface NamedValue {
  readonly Name: string;
  readonly Value: string;
}

/** What `history inspect` tells of a build, by the names that its JSON has. */
export interface BuildFacts {
  readonly Name: string;
  readonly Ref: string;
  readonly Context: string;
  readonly Dockerfile: string;
  readonly Target?: string;
  readonly Platform?: readonly string[];
  readonly NamedContexts?: readonly NamedValue[];
  readonly StartedAt: string;
  readonly CompletedAt?: string;
  /** Nanoseconds. */
  readonly Duration: number;
  readonly Status: "running" | "completed" | "canceled" | "failed";
  readonly Error?: { readonly Code: number; readonly Message: string; readonly Name?: string };
  readonly NumCompletedSteps: number;
  readonly NumTotalSteps: number;
  readonly NumCachedSteps: number;
  readonly BuildArgs?: readonly NamedValue[];
  readonly Labels?: readonly NamedValue[];
  readonly Config: {
    readonly Network?: string;
    readonly ExtraHosts?: readonly string[];
    readonly ImageResolveMode: "local" | "pull";
    readonly NoCache?: boolean;
    readonly Ulimit?: readonly string[];
  };
  readonly Materials?: readonly { readonly URI: string; readonly Digests: readonly string[] }[];
  readonly Attachments?: readonly { readonly Digest: string; readonly Type: string }[];
}

const CONFIG_TYPE = "application/vnd.docker.container.image.v1+json";
const PROVENANCE = "https://slsa.dev/provenance/v0.2";
const STATUS = { Running: "running", Completed: "completed", Canceled: "canceled", Error: "failed" } as const;
/** gRPC's codes: cancelled, and what has no other. */
const CODES = { canceled: 1, unknown: 2 };

export function factsOf(record: BuildRecord, trace: Trace, cwd: string): BuildFacts {
  const { options, ref, startedAt, completedAt } = record;
  const { total, completed, cached } = stepCounts(trace);
  const { failure, result } = trace;
  const [platform] = options.platform ? [options.platform] : [];
  const contexts = named(
    [...options.namedContexts].map(([k, v]) => [
      k,
      v.kind === "image" ? `docker-image://${v.reference}` : `local:${k}`,
    ]),
  );
  const [buildArgs, labels] = [named([...options.buildArgs]), named([...options.labels])];
  const canceled = failure?.phase === "canceled";
  return {
    Name: options.origin.name,
    Ref: ref,
    Context: shownContext(options.origin.context, cwd),
    Dockerfile: options.origin.dockerfile,
    ...(options.target && { Target: options.target }),
    ...(platform !== undefined && { Platform: [platform] }),
    ...(contexts && { NamedContexts: contexts }),
    StartedAt: rfc3339Nano(startedAt),
    ...(completedAt !== undefined && { CompletedAt: rfc3339Nano(completedAt) }),
    Duration: completedAt === undefined ? 0 : (completedAt - startedAt) * 1000,
    Status: STATUS[statusOf(record, trace)],
    ...(failure && {
      Error: {
        Code: canceled ? CODES.canceled : CODES.unknown,
        Message: failure.message,
        ...(failure.vertex && { Name: failure.vertex.name }),
      },
    }),
    NumCompletedSteps: completed,
    NumTotalSteps: total,
    NumCachedSteps: cached,
    ...(buildArgs && { BuildArgs: buildArgs }),
    ...(labels && { Labels: labels }),
    Config: {
      ...(options.network && options.network !== "default" && { Network: options.network }),
      ...(options.addHosts.length && { ExtraHosts: options.addHosts.map((h) => h.replace(":", "=")) }),
      ImageResolveMode: options.pull ? "pull" : "local",
      ...(options.noCache && { NoCache: true }),
      ...(options.ulimits.length && { Ulimit: options.ulimits.map(ulimitOf) }),
    },
    ...(result?.materials.length && {
      Materials: result.materials.map(({ name, digest }) => ({
        URI: `pkg:docker/${name}?platform=linux%2Famd64`,
        Digests: [digest],
      })),
    }),
    ...(result?.imageID && {
      Attachments: [
        { Digest: result.imageID, Type: CONFIG_TYPE },
        { Digest: digestOf(JSON.stringify(buildMetadata(options, result))), Type: PROVENANCE },
      ],
    }),
  };
}

/** From where the user stands, as long as it is not further away than the folder above. */
function shownContext(context: string, cwd: string): string {
  if (context === cwd) return ".";
  if (context.startsWith(`${cwd}/`)) return context.slice(cwd.length + 1);
  return cwd.slice(0, cwd.lastIndexOf("/")) === context ? ".." : context;
}

function ulimitOf(text: string): string {
  const [name = "", soft = "", hard = soft] = text.split(/[=:]/);
  return `${name}=${soft}:${hard}`;
}

/** Pairs by name; undefined when there are none. */
function named(pairs: readonly (readonly [string, string])[]): readonly NamedValue[] | undefined {
  if (pairs.length === 0) return undefined;
  return pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([Name, Value]) => ({ Name, Value }));
}
