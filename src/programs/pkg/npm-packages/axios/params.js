// What is asked for in an address, and forms: names of what lies within others are in brackets.

/** Each value with its name, by the way that it lies. */
function pairs(value, out = [], path = "") {
  for (const [key, inner] of Object.entries(value)) {
    const name = path ? `${path}[${key}]` : key;
    if (inner === undefined || inner === null) continue;
    if (inner instanceof Date) out.push([name, inner.toISOString()]);
    else if (Array.isArray(inner) && inner.every((x) => typeof x !== "object" || x === null || x instanceof Date)) {
      for (const x of inner)
        if (x !== undefined && x !== null) out.push([`${name}[]`, x instanceof Date ? x.toISOString() : String(x)]);
    } else if (
      typeof inner === "object" &&
      !Buffer.isBuffer(inner) &&
      typeof inner.pipe !== "function" &&
      !(inner instanceof Blob)
    )
      pairs(inner, out, name);
    else out.push([name, typeof inner === "object" ? inner : String(inner)]);
  }
  return out;
}

const encode = (text) =>
  encodeURIComponent(text).replace(/%3A/gi, ":").replace(/%24/g, "$").replace(/%2C/gi, ",").replace(/%20/g, "+");

/** An address with what is asked for. */
function withParams(url, params, serializer) {
  if (!params) return url;
  const how = typeof serializer === "function" ? { serialize: serializer } : serializer || {};
  const text = how.serialize
    ? how.serialize(params, how)
    : params instanceof URLSearchParams
      ? params.toString()
      : pairs(params)
          .map(([k, v]) => {
            const name = how.indexes === null ? k.replace(/\[\]$/, "") : k;
            return `${(how.encode || encode)(name)}=${(how.encode || encode)(v)}`;
          })
          .join("&");
  if (!text) return url;
  const plain = url.replace(/#.*$/s, "");
  return `${plain}${plain.includes("?") ? "&" : "?"}${text}`;
}

const toUrlEncoded = (data) =>
  pairs(data)
    .map(([k, v]) => `${encodeURIComponent(k).replace(/%20/g, "+")}=${encodeURIComponent(v).replace(/%20/g, "+")}`)
    .join("&");

function toFormData(data, form = new FormData()) {
  for (const [k, v] of pairs(data)) form.append(k, v);
  return form;
}

/** A form as the object that it stands for. */
function formToJSON(form) {
  const out = {};
  for (const [name, value] of form) {
    const path = name.split(/[[\].]+/).filter((p, i, all) => p !== "" || i < all.length - 1);
    let at = out;
    path.forEach((key, i) => {
      if (i === path.length - 1) at[key] = key in at ? [].concat(at[key], value) : value;
      else at = at[key] = at[key] || {};
    });
  }
  return out;
}

module.exports = { withParams, toUrlEncoded, toFormData, formToJSON };
