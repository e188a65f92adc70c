/** What ADD does not take from the context: an address, or a repository. */
export function isRemote(source: string): boolean {
  return /^(https?:\/\/|git@|git:\/\/|ssh:\/\/)/.test(source);
}

/** A repository: by its protocol, or by the name of what an address leads to. */
export function isGit(source: string): boolean {
  return /^(git@|git:\/\/|ssh:\/\/)/.test(source) || /^https?:\/\/[^#]*\.git(#|$)/.test(source);
}

/** The engine has no git: what it says of a repository, by the branch that is named or without one. */
export function gitFailure(source: string): string {
  const [repository = "", fragment = ""] = source.split("#");
  const [branch] = fragment.split(":");
  const what = branch
    ? `failed to fetch remote ${repository}`
    : `error fetching default branch for repository ${repository}`;
  return `${what}: git stderr:\n: exec: "git": executable file not found in $PATH`;
}

/** A repository that only a key opens. */
export function needsKey(source: string): boolean {
  return /^(git@|ssh:)/.test(source);
}
