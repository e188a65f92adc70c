import { defineTool } from "../lib/tool.ts";

/** Does nothing, and exits with 0. */
export const trueTool = defineTool(
  { name: "true", syntax: { short: "" }, usage: "[ignored command line arguments]", raw: true },
  async () => 0,
);
