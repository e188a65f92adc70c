import { InvalidParameter, SystemError, Unauthorized } from "../../api/errors.ts";
import type { Filters } from "../../api/filters.ts";
import type { AuthConfig, SearchResult } from "../../api/image.ts";
import { DOCKER_HUB } from "../../reference/reference.ts";
import { RegistryError } from "../../registry/registry.ts";
import type { Cancel } from "../../std/cancel.ts";
import { acceptFilters, boolFilter, valuesFor } from "../filters.ts";
import type { ImageDeps } from "./deps.ts";
import { ROUND_TRIP } from "./pull.ts";
import { reachRegistry, registryURL } from "./registry-access.ts";

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

/** `docker search`: on the Hub. Other registries have no search. Automated builds are no more: asking for them finds none. */
export async function searchImages(
  deps: ImageDeps,
  term: string,
  options: { readonly limit: number; readonly filters: Filters },
  cancel: Cancel,
): Promise<SearchResult[]> {
  const { filters } = options;
  acceptFilters(filters, ["is-automated", "is-official", "stars"]);
  const automated = boolFilter(filters, "is-automated");
  const official = boolFilter(filters, "is-official");
  const stars = Math.max(0, ...valuesFor(filters, "stars").map(starCount));
  const limit = options.limit === 0 ? DEFAULT_LIMIT : options.limit;
  if (limit < 1 || limit > MAX_LIMIT) {
    throw new InvalidParameter(`limit ${limit} is outside the range of [1, ${MAX_LIMIT}]`);
  }
  const host = hostOf(term);
  if (host !== undefined) {
    reachRegistry(deps, host);
    throw new SystemError("Unexpected status code 404");
  }
  await deps.kernel.sleep(ROUND_TRIP, cancel);
  const found = reachRegistry(deps, DOCKER_HUB).search(term.replace(/^library\//, ""), limit);
  return found.filter(
    (r) =>
      (automated === undefined || r.is_automated === automated) &&
      (official === undefined || r.is_official === official) &&
      r.star_count >= stars,
  );
}

function starCount(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new InvalidParameter(
      `invalid filter 'stars=${text}': strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  return Number(text);
}

function hostOf(term: string): string | undefined {
  const slash = term.indexOf("/");
  const first = slash < 0 ? "" : term.slice(0, slash);
  return first === "localhost" || /[.:]/.test(first) ? first : undefined;
}

/** `docker login`: asks the registry whether it knows this user. */
export async function login(
  deps: ImageDeps,
  auth: AuthConfig,
  cancel: Cancel,
): Promise<{ Status: string; IdentityToken: string }> {
  const host = loginHost(auth.serveraddress);
  const registry = reachRegistry(deps, host);
  await deps.kernel.sleep(ROUND_TRIP, cancel);
  try {
    registry.login(auth);
  } catch (e) {
    if (!(e instanceof RegistryError)) throw e;
    throw new Unauthorized(`Get "${registryURL(host)}/v2/": ${e.message}`);
  }
  return { Status: "Login Succeeded", IdentityToken: "" };
}

function loginHost(address: string): string {
  const host = address.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  return host === "" || host === "index.docker.io" || host === "registry-1.docker.io" ? DOCKER_HUB : host;
}
