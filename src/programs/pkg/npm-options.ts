export interface InstallOptions {
  /** `express`, `express@4`, `@scope/name@^1`: none means what package.json asks for. */
  readonly names: readonly string[];
  readonly saveDev: boolean;
  readonly noSave: boolean;
  readonly exact: boolean;
  readonly omitDev: boolean;
  readonly global: boolean;
  /** `npm ci`: the lock file as it is, node_modules made anew. */
  readonly clean: boolean;
  readonly quiet: boolean;
  readonly fund: boolean;
  readonly audit: boolean;
  /** Only what the cache has: nothing, as no package is kept in it. */
  readonly offline: boolean;
}
