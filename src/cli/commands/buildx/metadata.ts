import type { BuildOptions, BuildProgress } from "../../../api/build.ts";
import { digestOf } from "../../../std/digest.ts";

type Done = Extract<BuildProgress, { kind: "done" }>;

/** What `--metadata-file` holds: where the result comes from, and what it is. */
export function buildMetadata(options: BuildOptions, { imageID, materials }: Done): Record<string, unknown> {
  const args = Object.fromEntries(
    [
      ...[...options.buildArgs].map(([k, v]) => [`build-arg:${k}`, v] as const),
      ...[...options.labels].map(([k, v]) => [`label:${k}`, v] as const),
      ...(options.target ? [["target", options.target] as const] : []),
    ].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const provenance = {
    builder: { id: "" },
    buildType: "https://mobyproject.org/buildkit@v1",
    materials: materials.map(({ name, digest }) => ({
      uri: `pkg:docker/${name}?platform=linux%2Famd64`,
      digest: { sha256: digest.replace(/^sha256:/, "") },
    })),
    invocation: {
      configSource: { entryPoint: options.dockerfile },
      parameters: {
        frontend: "dockerfile.v0",
        ...(Object.keys(args).length && { args }),
        locals: [{ name: "context" }, { name: "dockerfile" }],
      },
      environment: { platform: options.platform || "linux/amd64" },
    },
  };
  return {
    "buildx.build.provenance": provenance,
    "buildx.build.ref": `default/default/${buildRef(options, imageID)}`,
    ...(imageID && { "containerimage.config.digest": imageID, "containerimage.digest": imageID }),
    ...(imageID && options.tags.length && { "image.name": options.tags.join(",") }),
  };
}

/** The build's own name: 25 characters of a-z and 0-9. */
function buildRef(options: BuildOptions, imageID: string): string {
  const hex = digestOf(`${imageID} ${options.contextName} ${options.tags.join(" ")}`).slice(7);
  const letters = Array.from({ length: 25 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16) % 36);
  return letters.map((n) => n.toString(36)).join("");
}
