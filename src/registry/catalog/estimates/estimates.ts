import { deriveLike, derivePlain } from "../derive.ts";
import type { StoredImage } from "../stored.ts";
import { LIKE } from "./like.ts";
import { PLAIN_TAGS, type PlainRepository } from "./plain.ts";

/** The estimated images of a repository, by its familiar name; `recorded` is what is known of it. */
export function estimatesOf(
  name: string,
  recorded: readonly StoredImage[],
  family: readonly PlainRepository[],
): StoredImage[] {
  const estimates: StoredImage[] = [];
  for (const { repository, like, from, rows } of LIKE) {
    if (repository !== name) continue;
    const model = recorded.find((i) => i.tags.includes(like));
    if (!model) throw new Error(`${name}:${like} was not recorded`);
    for (const row of rows) estimates.push(deriveLike(model, from, row, name));
  }
  const plain = PLAIN_TAGS[name] ?? family.find((r) => r.name === name)?.images ?? [];
  for (const p of plain) estimates.push(derivePlain(p, name));
  return estimates;
}
