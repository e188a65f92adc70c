// What a path's options ask of its value.

const MAJOR = Number("@VERSION@".split(".")[0]);
const MINOR = Number("@VERSION@".split(".")[1]);
/** From 8.20 on messages tell the length as well. */
const LENGTHS = MAJOR > 8 || (MAJOR === 8 && MINOR >= 20);

const pair = (v) =>
  Array.isArray(v) ? v : v !== null && typeof v === "object" && "value" in v ? [v.value, v.message] : [v];
/** A function without a name: it is shown in errors. */
const unnamed = (fn) => fn;
const there = (v) => v !== undefined && v !== null;
const length = LENGTHS ? ", length {LENGTH}" : "";

const SIMPLE = {
  minlength: [
    "minlength",
    (v, n) => v.length >= n,
    `Path \`{PATH}\` (\`{VALUE}\`${length}) is shorter than the minimum allowed length ({N}).`,
  ],
  maxlength: [
    "maxlength",
    (v, n) => v.length <= n,
    `Path \`{PATH}\` (\`{VALUE}\`${length}) is longer than the maximum allowed length ({N}).`,
  ],
  min: ["min", (v, n) => v >= n, "Path `{PATH}` ({VALUE}) is less than minimum allowed value ({N})."],
  max: ["max", (v, n) => v <= n, "Path `{PATH}` ({VALUE}) is more than maximum allowed value ({N})."],
};
const SAME = { minLength: "minlength", maxLength: "maxlength" };

/** A path's validators, in the order in which its options name them; `required` stands first. */
function validatorsOf(o) {
  const out = [];
  for (const [name, given] of Object.entries(o)) {
    const simple = SIMPLE[SAME[name] ?? name];
    if (simple && there(given)) {
      const [n, message] = pair(given);
      const [type, holds, words] = simple;
      out.push({
        type,
        [SAME[name] ?? name]: n,
        message: message ?? words.replaceAll("{N}", n instanceof Date ? String(n) : String(n)),
        validator: unnamed((v) => !there(v) || holds(v, n)),
      });
    } else if (name === "enum" && given) {
      const list = Array.isArray(given) ? given : Array.isArray(given.values) ? given.values : Object.values(given);
      out.push({
        type: "enum",
        enumValues: list,
        message: (!Array.isArray(given) && given.message) || "`{VALUE}` is not a valid enum value for path `{PATH}`.",
        validator: unnamed((v) => !there(v) || list.includes(v)),
      });
    } else if (name === "match" && given) {
      const [re, message] = Array.isArray(given) ? given : [given];
      out.push({
        type: "regexp",
        regexp: re,
        message: message ?? "Path `{PATH}` is invalid ({VALUE}).",
        validator: unnamed((v) => !there(v) || v === "" || re.test(v)),
      });
    } else if (name === "validate" && given) {
      const all = Array.isArray(given) && typeof given[0] !== "function" ? given : [given];
      for (const v of all) {
        const [fn, message, type] =
          typeof v === "function" ? [v] : Array.isArray(v) ? v : [v.validator, v.message ?? v.msg, v.type];
        out.push({
          type: type ?? "user defined",
          message: message ?? "Validator failed for path `{PATH}` with value `{VALUE}`",
          validator: fn,
          own: true,
        });
      }
    }
  }
  return out;
}

/** Whether the value must be there, and what is said where it is not. */
function requirement(o, doc) {
  if (!o.required) return undefined;
  const [given, message] = Array.isArray(o.required) ? o.required : [o.required];
  if (typeof given === "object" && given !== null) {
    const wanted = typeof given.isRequired === "function" ? given.isRequired.call(doc) : true;
    return wanted ? (given.message ?? "Path `{PATH}` is required.") : undefined;
  }
  const wanted = typeof given === "function" ? given.call(doc) : given;
  if (!wanted) return undefined;
  return message ?? (typeof given === "string" ? given : "Path `{PATH}` is required.");
}

module.exports = { requirement, validatorsOf };
