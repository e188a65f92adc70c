// Query strings with brackets.
const qs = require("querystring");

/** Nested query strings: `a[b]=1`, `a[]=1`. */
function parseExtended(text) {
  const out = {};
  for (const part of String(text || "")
    .split("&")
    .slice(0, 1000)) {
    if (!part) continue;
    const at = part.indexOf("=");
    const dec = (s) => qs.unescape(s.replace(/\+/g, " "));
    const key = dec(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? "" : dec(part.slice(at + 1));
    const keys = [/^[^[]*/.exec(key)[0], ...[...key.matchAll(/\[([^\]]*)\]/g)].map((m) => m[1])];
    if (keys.some((k) => k === "__proto__" || k === "constructor" || k === "prototype")) continue;
    let node = out;
    keys.forEach((k, i) => {
      const last = i === keys.length - 1;
      if (k === "" && Array.isArray(node)) k = node.length;
      if (last) {
        if (node[k] === undefined) node[k] = value;
        else node[k] = [].concat(node[k], value);
      } else {
        if (typeof node[k] !== "object") node[k] = keys[i + 1] === "" || /^\d+$/.test(keys[i + 1]) ? [] : {};
        node = node[k];
      }
    });
  }
  return out;
}

module.exports = { parseExtended };
