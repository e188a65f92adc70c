import type { BuildBackend, BuildOptions, BuildProgress, BuildRecord } from "../api/build.ts";
import { digestOf } from "../std/digest.ts";
import { recordID } from "./steps/step.ts";

/** So many builds are kept, as the real builder does by default. */
const KEPT = 50;

/** The builds of this builder, the last one first. */
export interface BuildHistory {
  list(): readonly BuildRecord[];
  forget(refs: readonly string[]): void;
  /** Runs a build and keeps what it reports; a question about the Dockerfile is none. */
  keep(
    options: BuildOptions,
    report: (news: BuildProgress) => void,
    run: (report: (news: BuildProgress) => void) => Promise<void>,
  ): Promise<void>;
}

export function createHistory(backend: BuildBackend): BuildHistory {
  let records: BuildRecord[] = [];
  let count = 0;
  return {
    list: () => records,
    forget(refs) {
      records = records.filter((r) => !refs.includes(r.ref));
    },
    async keep(options, report, run) {
      if (options.check || options.question !== undefined) return run(report);
      const news: BuildProgress[] = [];
      const startedAt = backend.now();
      const ref = recordID(digestOf(`build ${++count} ${startedAt}`));
      // The files of the context are not kept.
      const kept = { ...options, context: undefined };
      const put = (completedAt: number | undefined) => {
        const others = records.filter((r) => r.ref !== ref);
        const forgotten = completedAt !== undefined && others.length === records.length;
        if (!forgotten) records = [{ ref, options: kept, startedAt, completedAt, news }, ...others].slice(0, KEPT);
      };
      put(undefined);
      try {
        await run((item) => {
          if (item.kind === "done") {
            const { tree: _, ...rest } = item;
            news.push(rest);
          } else if (item.kind !== "vertex" || item.note === undefined) news.push(item);
          report(item);
        });
      } finally {
        put(backend.now());
      }
    },
  };
}
