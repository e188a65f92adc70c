/** What a prune removed. */
export interface PruneReport {
  readonly Deleted: readonly string[];
  /** Bytes. */
  readonly SpaceReclaimed: number;
}
