// What a body becomes on its way out, and on its way in.
const { AxiosError } = require("./errors");
const { toFormData, toUrlEncoded } = require("./params");

function transformRequest(data, headers) {
  const type = headers.get("Content-Type") || "";
  const json = type.includes("application/json");
  const object = typeof data === "object" && data !== null;
  if (data instanceof FormData) return json ? JSON.stringify(Object.fromEntries(data)) : data;
  if (Buffer.isBuffer(data) || data instanceof ArrayBuffer || data instanceof Blob) return data;
  if (object && typeof data.pipe === "function") return data;
  if (ArrayBuffer.isView(data)) return data.buffer;
  if (data instanceof URLSearchParams) {
    headers.set("Content-Type", "application/x-www-form-urlencoded;charset=utf-8", false);
    return data.toString();
  }
  if (object && type.includes("application/x-www-form-urlencoded")) return toUrlEncoded(data);
  if (object && type.includes("multipart/form-data")) {
    headers.delete("Content-Type");
    return toFormData(data);
  }
  if (object || json) {
    headers.set("Content-Type", "application/json", false);
    if (typeof data === "string")
      try {
        JSON.parse(data);
        return data.trim();
      } catch (e) {
        if (e.name !== "SyntaxError") throw e;
      }
    return JSON.stringify(data);
  }
  return data;
}

function transformResponse(data) {
  const { transitional = {}, responseType } = this;
  const wanted = responseType === "json";
  if (typeof data !== "string" || !data || !((transitional.forcedJSONParsing !== false && !responseType) || wanted))
    return data;
  try {
    return JSON.parse(data);
  } catch (e) {
    if (transitional.silentJSONParsing !== false || !wanted) return data;
    throw AxiosError.from(e, AxiosError.ERR_BAD_RESPONSE, this, null, this.response);
  }
}

module.exports = { transformRequest, transformResponse };
