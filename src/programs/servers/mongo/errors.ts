import type { Doc } from "./bson.ts";

const NAMES: Readonly<Record<number, string>> = {
  2: "BadValue",
  9: "FailedToParse",
  11: "UserNotFound",
  13: "Unauthorized",
  14: "TypeMismatch",
  17: "ProtocolError",
  18: "AuthenticationFailed",
  20: "IllegalOperation",
  26: "NamespaceNotFound",
  27: "IndexNotFound",
  28: "PathNotViable",
  31: "RoleNotFound",
  40: "ConflictingUpdateOperators",
  43: "CursorNotFound",
  48: "NamespaceExists",
  52: "DollarPrefixedFieldName",
  54: "NotSingleValueField",
  59: "CommandNotFound",
  66: "ImmutableField",
  67: "CannotCreateIndex",
  72: "InvalidOptions",
  73: "InvalidNamespace",
  85: "IndexOptionsConflict",
  86: "IndexKeySpecsConflict",
  121: "DocumentValidationFailure",
  166: "CommandNotSupportedOnView",
  168: "InvalidPipelineOperator",
  238: "NotImplemented",
  241: "ConversionFailure",
  334: "MechanismUnavailable",
  11000: "DuplicateKey",
  40415: "IDLUnknownField",
};

/** What the server answers instead of a result. */
export class MongoError extends Error {
  override readonly name = "MongoError";
  readonly codeName: string;
  constructor(
    readonly code: number,
    message: string,
    /** Of a duplicate key: which index, which values. */
    readonly duplicate?: {
      readonly pattern: ReadonlyMap<string, number>;
      readonly values: ReadonlyMap<string, unknown>;
    },
    /** Of a document that a validator refused: why. */
    readonly info?: Doc,
  ) {
    super(message);
    this.codeName = NAMES[code] ?? `Location${code}`;
  }
}

/** What a document met while a query, a pipeline or an update was running over it: the command that ran it is named before it. */
export class RuntimeError extends MongoError {}

export function notSimulated(what: string): MongoError {
  return new MongoError(238, `drydock: ${what} is not simulated`);
}
