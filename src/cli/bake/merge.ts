import type { BuildProgress } from "../../api/build.ts";

/** Steps that several builds share: images, and what is known of them. */
const SHARED = /^\[(?:[^\]]*\s)?internal\] load metadata for |^\[[^\]]*\] FROM |^FROM /;

/**
 * The news of several builds as those of one: each step gets a number of its own and its target's name in front, and an
 * image that two of them take is told once.
 */
export function createMerge(alone: boolean, first: number) {
  let count = first;
  const shared = new Map<string, number>();
  return (target: string) => {
    const numbers = new Map<number, number>();
    const known = new Set<number>();
    return (news: BuildProgress): BuildProgress | undefined => {
      if (!("index" in news)) return news;
      if (news.kind !== "vertex") {
        const index = numbers.get(news.index);
        return index === undefined || known.has(index) ? undefined : { ...news, index };
      }
      let index = numbers.get(news.index);
      if (index === undefined) {
        const key = news.name.replace(/^\[[^\]]*\] /, "");
        const twin = SHARED.test(news.name) ? shared.get(key) : undefined;
        index = twin ?? ++count;
        numbers.set(news.index, index);
        if (twin !== undefined) known.add(index);
        else if (SHARED.test(news.name)) shared.set(key, index);
      }
      if (known.has(index)) return undefined;
      const inputs = news.inputs.flatMap((i) => numbers.get(i) ?? []);
      return { ...news, index, inputs, name: alone ? news.name : named(news.name, target) };
    };
  };
}

/** `[2/2] RUN x` as `[web 2/2] RUN x`, `exporting to image` as `[web] exporting to image`. */
function named(name: string, target: string): string {
  return name.startsWith("[") ? `[${target} ${name.slice(1)}` : `[${target}] ${name}`;
}
