import { files as driver } from "../mongodb/files.ts";
import aggregate from "./aggregate.js?raw";
import array from "./array.js?raw";
import cast from "./cast.js?raw";
import connection from "./connection.js?raw";
import document from "./document.js?raw";
import documentClass from "./document-class.js?raw";
import errors from "./errors.js?raw";
import hooks from "./hooks.js?raw";
import index from "./index.js?raw";
import model from "./model.js?raw";
import modelStatics from "./model-statics.js?raw";
import paths from "./paths.js?raw";
import plural from "./plural.js?raw";
import populate from "./populate.js?raw";
import query from "./query.js?raw";
import queryCast from "./query-cast.js?raw";
import queryOperations from "./query-operations.js?raw";
import schema from "./schema.js?raw";
import toPlain from "./to-plain.js?raw";
import types from "./types.js?raw";
import validation from "./validation.js?raw";
import validators from "./validators.js?raw";
import version from "./version.js?raw";

export const files = {
  "aggregate.js": aggregate,
  "array.js": array,
  "cast.js": cast,
  "connection.js": connection,
  "document.js": document,
  "document-class.js": documentClass,
  "errors.js": errors,
  "hooks.js": hooks,
  "index.js": index,
  "model.js": model,
  "model-statics.js": modelStatics,
  "paths.js": paths,
  "plural.js": plural,
  "populate.js": populate,
  "query.js": query,
  "query-cast.js": queryCast,
  "query-operations.js": queryOperations,
  "schema.js": schema,
  "to-plain.js": toPlain,
  "types.js": types,
  "validation.js": validation,
  "validators.js": validators,
  "version.js": version,
  ...Object.fromEntries(Object.entries(driver).map(([path, text]) => [`driver/${path}`, text])),
};
