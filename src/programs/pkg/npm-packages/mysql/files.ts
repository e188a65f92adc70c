import { files as mysql2 } from "../mysql2/files.ts";
import index from "./index.js?raw";

const { "promise.js": _promise, ...shared } = mysql2;

export const files = { ...shared, "index.js": index };
