import { defineTool } from "../lib/tool.ts";
import { userName } from "../lib/users.ts";

/** The name of the effective user. */
export const whoami = defineTool({ name: "whoami", syntax: { short: "" }, usage: "[OPTION]..." }, async (c) => {
  if (c.operands.length) await c.badUsage(`extra operand ${c.quoteAlways(c.operands[0] ?? "")}`);
  const { uid } = c.p.credentials;
  const name = userName(c.p.files, uid);
  if (name === undefined)
    return await c.fail(c.flavour.pick(`cannot find name for user ID ${uid}`, `unknown uid ${uid}`));
  await c.out.write(`${name}\n`);
  return 0;
});
