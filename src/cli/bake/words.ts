import { NotSimulated } from "../../api/errors.ts";
import type { BakeTarget } from "./target.ts";

/** A target as the words of `docker buildx build` that build it. */
export function buildWords(target: BakeTarget): string[] {
  const context = target.context ?? ".";
  const each = (flag: string, values: readonly string[] | undefined) => (values ?? []).flatMap((v) => [flag, v]);
  const pairs = (flag: string, map: Readonly<Record<string, string>> | undefined, sign = "=") =>
    Object.entries(map ?? {}).flatMap(([k, v]) => [flag, `${k}${sign}${v}`]);
  for (const [name, value] of Object.entries(target.contexts ?? {})) {
    if (value.startsWith("target:"))
      throw new NotSimulated(`the context ${name}=${value} of a bake file is not simulated`);
  }
  const one = (flag: string, value: string | undefined) => (value ? [flag, value] : []);
  return [
    "-f",
    target.dockerfileInline === undefined ? dockerfilePath(context, target.dockerfile ?? "Dockerfile") : "-",
    ...pairs("--build-arg", target.args),
    ...pairs("--label", target.labels),
    ...pairs("--build-context", target.contexts),
    ...pairs("--add-host", target.extraHosts),
    ...each("--tag", target.tags),
    ...each("--cache-from", target.cacheFrom),
    ...each("--cache-to", target.cacheTo),
    ...each("--secret", target.secret),
    ...each("--ssh", target.ssh),
    ...each("--platform", target.platforms),
    ...each("--output", target.output),
    ...each("--annotation", target.annotations),
    ...each("--attest", target.attest),
    ...each("--ulimit", target.ulimits),
    ...each("--allow", target.entitlements),
    ...each("--no-cache-filter", target.noCacheFilter),
    ...one("--target", target.target),
    ...one("--network", target.network),
    ...one("--shm-size", target.shmSize),
    ...one("--call", target.call),
    ...(target.pull ? ["--pull"] : []),
    ...(target.noCache ? ["--no-cache"] : []),
    context,
  ];
}

/** A Dockerfile is looked for in the context. */
function dockerfilePath(context: string, dockerfile: string): string {
  if (dockerfile.startsWith("/")) return dockerfile;
  return context === "." ? dockerfile : `${context.replace(/\/+$/, "")}/${dockerfile}`;
}
