/** What became of the stored session. */
export type Fate =
  | { readonly session: "new" | "restored" | "snapshot" | "restarted" | "diverged" }
  | { readonly session: "damaged"; readonly why: string };

/** Told once, before anything else. */
export type StartNews = Fate & {
  /** The name under which the session that begins now is stored. */
  readonly id: string;
  /** The name under which the stored one is. */
  readonly from?: string;
  /** How many terminals were open. */
  readonly terminals: number;
};
