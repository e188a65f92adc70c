import type { BaseName } from "../bases.ts";
import type { Plain } from "./plain.ts";

/** An image with one recipe above its base. */
export const one = (
  tags: string,
  date: string,
  base: BaseName | "scratch",
  recipe: string,
  ...lines: string[]
): Plain => ({
  tags,
  date,
  base,
  rootfs: [recipe],
  lines,
});

/** The line of a layer that apt-get brings. */
export const apt = (packages: string, megabytes: number) =>
  `${megabytes} RUN apt-get update && apt-get install -y --no-install-recommends ${packages} && rm -rf /var/lib/apt/lists/*`;
