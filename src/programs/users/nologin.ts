import { defineTool } from "../lib/tool.ts";

/** The shell of accounts that are nobody's. */
export const nologin = defineTool({ name: "nologin", syntax: { short: "c:" }, usage: "[options]" }, async (c) => {
  await c.out.write(c.flavour.pick("This account is currently not available.\n", "This account is not available\n"));
  return 1;
});
