/** A target of a bake file, its expressions worked out. What is not said is undefined. */
export interface BakeTarget {
  readonly name: string;
  description?: string;
  inherits?: readonly string[];
  annotations?: readonly string[];
  attest?: readonly string[];
  context?: string;
  contexts?: Readonly<Record<string, string>>;
  dockerfile?: string;
  dockerfileInline?: string;
  args?: Readonly<Record<string, string>>;
  labels?: Readonly<Record<string, string>>;
  tags?: readonly string[];
  cacheFrom?: readonly string[];
  cacheTo?: readonly string[];
  target?: string;
  secret?: readonly string[];
  ssh?: readonly string[];
  platforms?: readonly string[];
  output?: readonly string[];
  pull?: boolean;
  noCache?: boolean;
  network?: string;
  noCacheFilter?: readonly string[];
  shmSize?: string;
  ulimits?: readonly string[];
  call?: string;
  entitlements?: readonly string[];
  extraHosts?: Readonly<Record<string, string>>;
}

export interface BakeGroup {
  readonly name: string;
  readonly description: string;
  readonly targets: readonly string[];
}

export interface BakeVariable {
  readonly name: string;
  readonly type: string;
  /** As `--list=variables` shows it. */
  readonly value: string;
  readonly description: string;
}

/** All that the files define. */
export interface BakeDefinitions {
  readonly variables: readonly BakeVariable[];
  readonly groups: ReadonlyMap<string, BakeGroup>;
  readonly targets: ReadonlyMap<string, BakeTarget>;
}

const MAPS = ["args", "labels", "contexts", "extraHosts"] as const;

/** What `over` says in place of what `under` says; arguments, labels, contexts and hosts are joined. */
export function mergeTargets(under: BakeTarget, over: BakeTarget): BakeTarget {
  const joined: BakeTarget = { ...under, ...over };
  for (const key of MAPS) if (under[key] || over[key]) joined[key] = { ...under[key], ...over[key] };
  return joined;
}
