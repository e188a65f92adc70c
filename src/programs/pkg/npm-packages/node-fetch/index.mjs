import all from "./index.js";

// biome-ignore lint/style/noDefaultExport: what the package exports
export default all.default;
export const { AbortError, FetchError, Headers, Request, Response, isRedirect, Blob, File, FormData } = all;
