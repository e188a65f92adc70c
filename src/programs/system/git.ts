import type { Program } from "../../kernel/process.ts";

/** The outside network is not there to clone from, and no repository is kept here: one honest line. */
export const git: Program = async (p) => {
  await p.write(2, "drydock: git is not simulated\n");
  return 1;
};
