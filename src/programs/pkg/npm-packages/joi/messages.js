// The words of what is wrong.
const TEXTS = {
  "any.required": "{{#label}} is required",
  "any.unknown": "{{#label}} is not allowed",
  "any.only": "{{#label}} must be {{#valids}}",
  "any.invalid": "{{#label}} contains an invalid value",
  "any.custom": "{{#label}} failed custom validation because {{#error.message}}",
  "any.ref": "{{#label}} references {{#ref}} which {{#reason}}",
  "string.base": "{{#label}} must be a string",
  "string.empty": "{{#label}} is not allowed to be empty",
  "string.min": "{{#label}} length must be at least {{#limit}} characters long",
  "string.max": "{{#label}} length must be less than or equal to {{#limit}} characters long",
  "string.length": "{{#label}} length must be {{#limit}} characters long",
  "string.alphanum": "{{#label}} must only contain alpha-numeric characters",
  "string.token": "{{#label}} must only contain alpha-numeric and underscore characters",
  "string.email": "{{#label}} must be a valid email",
  "string.uri": "{{#label}} must be a valid uri",
  "string.guid": "{{#label}} must be a valid GUID",
  "string.hex": "{{#label}} must only contain hexadecimal characters",
  "string.pattern.base": "{{#label}} with value {:[.]} fails to match the required pattern: {{#regex}}",
  "string.pattern.name": "{{#label}} with value {:[.]} fails to match the {{#name}} pattern",
  "string.lowercase": "{{#label}} must only contain lowercase characters",
  "string.uppercase": "{{#label}} must only contain uppercase characters",
  "string.trim": "{{#label}} must not have leading or trailing whitespace",
  "string.isoDate": "{{#label}} must be in iso format",
  "number.base": "{{#label}} must be a number",
  "number.infinity": "{{#label}} cannot be infinity",
  "number.unsafe": "{{#label}} must be a safe number",
  "number.integer": "{{#label}} must be an integer",
  "number.min": "{{#label}} must be greater than or equal to {{#limit}}",
  "number.max": "{{#label}} must be less than or equal to {{#limit}}",
  "number.greater": "{{#label}} must be greater than {{#limit}}",
  "number.less": "{{#label}} must be less than {{#limit}}",
  "number.positive": "{{#label}} must be a positive number",
  "number.negative": "{{#label}} must be a negative number",
  "number.port": "{{#label}} must be a valid port",
  "number.multiple": "{{#label}} must be a multiple of {{#multiple}}",
  "number.precision": "{{#label}} must have no more than {{#limit}} decimal places",
  "boolean.base": "{{#label}} must be a boolean",
  "array.base": "{{#label}} must be an array",
  "array.min": "{{#label}} must contain at least {{#limit}} items",
  "array.max": "{{#label}} must contain less than or equal to {{#limit}} items",
  "array.length": "{{#label}} must contain {{#limit}} items",
  "array.unique": "{{#label}} contains a duplicate value",
  "array.sparse": "{{#label}} must not be a sparse array item",
  "array.includes": "{{#label}} does not match any of the allowed types",
  "object.base": "{{#label}} must be of type {{#type}}",
  "object.unknown": "{{#label}} is not allowed",
  "object.min": "{{#label}} must have at least {{#limit}} keys",
  "object.max": "{{#label}} must have less than or equal to {{#limit}} keys",
  "object.and": "{{#label}} contains {{#presentWithLabels}} without its required peers {{#missingWithLabels}}",
  "object.or": "{{#label}} must contain at least one of {{#peersWithLabels}}",
  "object.xor": "{{#label}} contains a conflict between exclusive peers {{#peersWithLabels}}",
  "object.missing": "{{#label}} must contain at least one of {{#peersWithLabels}}",
  "object.with": "{{#mainWithLabel}} missing required peer {{#peerWithLabel}}",
  "date.base": "{{#label}} must be a valid date",
  "date.format": "{{#label}} must be in ISO 8601 date format",
  "date.min": "{{#label}} must be greater than or equal to {{#limit}}",
  "date.max": "{{#label}} must be less than or equal to {{#limit}}",
  "alternatives.match": "{{#label}} does not match any of the allowed types",
  "alternatives.types": "{{#label}} must be one of {{#types}}",
};

const shown = (v) =>
  v instanceof Date
    ? v.toISOString()
    : v instanceof RegExp
      ? String(v)
      : Array.isArray(v)
        ? `[${v.map(shown).join(", ")}]`
        : String(v);
const listed = (v) => (v.length === 1 ? `[${quoted(v[0])}]` : `one of [${v.map(quoted).join(", ")}]`);
const quoted = (v) => (v?.isReference ? `ref:${v.key}` : v === null ? "null" : typeof v === "string" ? v : shown(v));

function message(code, context, own) {
  const template =
    own ??
    TEXTS[code] ??
    `Error code "${code}" is not defined, your custom type is missing the correct messages definition`;
  return String(template).replace(/\{:\[\.\]\}|\{\{?#?:?([\w.]+)\}?\}/g, (all, name) => {
    if (all === "{:[.]}") return `"${context.value}"`;
    if (name === "label") return `"${context.label}"`;
    if (name === "valids") return listed(context.valids);
    const value = name.split(".").reduce((v, k) => v?.[k], context);
    return value === undefined ? "" : shown(value);
  });
}

module.exports = { message };
