const NAMES = {
  2: "BadValue",
  9: "FailedToParse",
  13: "Unauthorized",
  14: "TypeMismatch",
  16: "IndexOptionsConflict",
  18: "AuthenticationFailed",
  20: "IllegalOperation",
  26: "NamespaceNotFound",
  27: "IndexNotFound",
  28: "PathNotViable",
  40: "ConflictingUpdateOperators",
  43: "CursorNotFound",
  48: "NamespaceExists",
  52: "DollarPrefixedFieldName",
  54: "NotExactValueField",
  59: "CommandNotFound",
  66: "ImmutableField",
  72: "InvalidOptions",
  73: "InvalidNamespace",
  85: "IndexOptionsConflict",
  86: "IndexKeySpecsConflict",
  121: "DocumentValidationFailure",
  238: "NotImplemented",
  11000: "DuplicateKey",
  15998: "Location15998",
  16410: "Location16410",
  31254: "Location31254",
  40324: "Location40324",
  40415: "IDLUnknownField",
  51003: "Location51003",
  51024: "Location51024",
  51091: "Location51091",
  51270: "Location51270",
  51272: "Location51272",
} as const;

type Code = keyof typeof NAMES;

/** What the server answers instead of a result. */
export class MongoError extends Error {
  override readonly name = "MongoError";
  readonly codeName: string;
  constructor(
    readonly code: Code,
    message: string,
    /** Of a duplicate key: which index, which values. */
    readonly duplicate?: {
      readonly pattern: ReadonlyMap<string, number>;
      readonly values: ReadonlyMap<string, unknown>;
    },
  ) {
    super(message);
    this.codeName = NAMES[code];
  }
}

export function notSimulated(what: string): MongoError {
  return new MongoError(238, `drydock: ${what} is not simulated`);
}
