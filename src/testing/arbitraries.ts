import fc from "fast-check";
import { BASE_IMAGE, type ModelCommand } from "./model.ts";

const name = fc.constantFrom("ann", "bob", "cid");
const tag = fc.constantFrom(BASE_IMAGE, "app:1", "app:2", "mine");
const port = fc.option(fc.constantFrom(8080, 8081), { nil: undefined, freq: 2 });

/** A command of the model, over few names so that they meet. */
export const modelCommand: fc.Arbitrary<ModelCommand> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ verb: fc.constant("run" as const), name, image: tag, autoRemove: fc.boolean(), port }),
  },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant("create" as const), name, image: tag }) },
  {
    weight: 8,
    arbitrary: fc.record({ verb: fc.constantFrom("start", "stop", "kill", "pause", "unpause", "rm", "rm -f"), name }),
  },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant("rename" as const), name, to: name }) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant("tag" as const), source: tag, target: tag }) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant("rmi" as const), reference: tag }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant("container prune" as const) }) },
);

const word = fc.oneof(
  fc.constantFrom(
    ..."run ps rm rmi images pull push tag stop start kill exec logs cp inspect volume network system image container create ls prune login build compose".split(
      " ",
    ),
  ),
  fc.constantFrom(
    ..."-a -f -q -d -it --rm -p -v -e --name --format --filter -n --help -- - -xyz --no-such --tail -t".split(" "),
  ),
  fc.constantFrom(
    ..."busybox nginx web box ann bob :latest busybox:1.36 8080:80 80:80:80:80 . / .. x:/y {{.ID}} {{ name= a=b 12m 0 -1".split(
      " ",
    ),
  ),
  fc.string({ maxLength: 12 }),
);

/** The words behind `docker` of any command line, sensible or not. */
export const anyDockerWords: fc.Arbitrary<readonly string[]> = fc.array(word, { maxLength: 7 });

/** Words as a shell line that passes them on unchanged. */
export function quoted(words: readonly string[]): string {
  return words.map((w) => `'${w.replaceAll("\0", "").replaceAll("'", "'\\''")}'`).join(" ");
}
