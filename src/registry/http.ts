import { encode } from "../std/text.ts";
import { MANIFEST_TYPE, manifestOf } from "./manifest.ts";
import { type Registry, RegistryError } from "./registry.ts";

/** An answer of a registry's own HTTP interface; `Date` is left to who sends it. */
export interface RegistryAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

const API_VERSION = ["Docker-Distribution-Api-Version", "registry/2.0"] as const;
const JSON_TYPE = "application/json; charset=utf-8";
/** Names in a list that has no `n`. */
const PAGE = 100;

/**
 * What `curl localhost:5000/v2/…` gets: the registry's reading side (the distribution API, version 2). `target` is the
 * request's path with its query.
 */
export function answerHttp(registry: Registry, method: string, target: string): RegistryAnswer {
  const [path = "", query = ""] = target.split("?");
  const answer = method === "GET" || method === "HEAD" ? read(registry, path, query) : unsupported();
  return method === "HEAD" ? { ...answer, body: new Uint8Array(0) } : answer;
}

function read(registry: Registry, path: string, query: string): RegistryAnswer {
  if (path === "/") return answer(200, "OK", [["Cache-Control", "no-cache"]], "");
  if (path === "/v2") {
    const text = '<a href="/v2/">Moved Permanently</a>.\n\n';
    return answer(
      301,
      "Moved Permanently",
      [["Content-Type", "text/html; charset=utf-8"], API_VERSION, ["Location", "/v2/"]],
      text,
    );
  }
  if (path === "/v2/") return found("{}");
  if (path === "/v2/_catalog") return catalog(registry, query);
  const [, repository = "", what, reference = ""] =
    /^\/v2\/([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)\/(tags|manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
  if (what === "tags" && reference === "list") return tags(registry, repository);
  if (what === "manifests") return manifest(registry, repository, reference);
  if (what === "blobs") return refusal(404, "BLOB_UNKNOWN", "blob unknown to registry", { digest: reference });
  return answer(
    404,
    "Not Found",
    [["Content-Type", "text/plain; charset=utf-8"], API_VERSION, ["X-Content-Type-Options", "nosniff"]],
    "404 page not found\n",
  );
}

function catalog(registry: Registry, query: string): RegistryAnswer {
  const wanted = Number(/(?:^|&)n=(\d+)/.exec(query)?.[1] ?? PAGE);
  const last = decodeURIComponent(/(?:^|&)last=([^&]*)/.exec(query)?.[1] ?? "");
  const names = registry
    .repositories()
    .map((r) => r.name)
    .filter((n) => n > last);
  const page = names.slice(0, wanted);
  const link = `</v2/_catalog?last=${encodeURIComponent(page.at(-1) ?? "")}&n=${wanted}>; rel="next"`;
  const more = names.length > page.length ? ([["Link", link]] as const) : [];
  return found(`${JSON.stringify({ repositories: page })}\n`, more);
}

function tags(registry: Registry, repository: string): RegistryAnswer {
  try {
    const body = JSON.stringify({ name: repository, tags: registry.tags(repository, undefined) });
    return found(`${body}\n`);
  } catch (e) {
    if (!(e instanceof RegistryError)) throw e;
    return refusal(404, "NAME_UNKNOWN", "repository name not known to registry", { name: repository });
  }
}

function manifest(registry: Registry, repository: string, reference: string): RegistryAnswer {
  try {
    const image = registry.pull(repository, reference, undefined);
    const headers = [
      ["Content-Type", MANIFEST_TYPE],
      ["Docker-Content-Digest", image.digest],
      API_VERSION,
      ["Etag", `"${image.digest}"`],
    ] as const;
    return answer(200, "OK", headers, manifestOf(image));
  } catch (e) {
    if (!(e instanceof RegistryError)) throw e;
    return refusal(404, "MANIFEST_UNKNOWN", "manifest unknown", { Tag: reference });
  }
}

function refusal(status: number, code: string, message: string, detail: object): RegistryAnswer {
  const body = `${JSON.stringify({ errors: [{ code, message, detail }] })}\n`;
  return answer(
    status,
    status === 404 ? "Not Found" : "Method Not Allowed",
    [["Content-Type", JSON_TYPE], API_VERSION],
    body,
  );
}

/** Pushing by hand is not simulated; `docker push` does not come this way. */
function unsupported(): RegistryAnswer {
  return refusal(405, "UNSUPPORTED", "drydock: only reading is simulated here; use docker push", {});
}

function found(json: string, more: RegistryAnswer["headers"] = []): RegistryAnswer {
  return answer(200, "OK", [["Content-Type", JSON_TYPE], API_VERSION, ...more], json);
}

function answer(status: number, reason: string, headers: RegistryAnswer["headers"], text: string): RegistryAnswer {
  const body = encode(text);
  return { status, reason, headers: [["Content-Length", String(body.length)], ...headers], body };
}
