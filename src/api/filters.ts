/** `--filter key=value`, each key with all its values: the Engine API's `filters`. */
export type Filters = ReadonlyMap<string, readonly string[]>;

export const NO_FILTERS: Filters = new Map();
