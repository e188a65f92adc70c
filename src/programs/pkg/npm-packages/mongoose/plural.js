// The collection's name for a model: the plural, in small letters.

const IRREGULAR = {
  person: "people",
  man: "men",
  woman: "women",
  child: "children",
  mouse: "mice",
  ox: "oxen",
  quiz: "quizzes",
};
const SAME = new Set(
  "advice energy excretion digestion cooperation health justice jeans labour machinery equipment information pollution sewage paper money species series rain rice fish sheep moose deer bison proceedings shears pincers breeches hijinks clippers chassis innings elk rhinoceros swine you news".split(
    " ",
  ),
);

function plural(name) {
  const n = name.toLowerCase();
  if (SAME.has(n)) return n;
  for (const [one, many] of Object.entries(IRREGULAR))
    if (n === one || (n.endsWith(one) && one.length > 3)) return n.slice(0, -one.length) + many;
  if (/(alias|status)$/.test(n)) return `${n}es`;
  if (/(?:octop|vir)us$/.test(n)) return n.replace(/us$/, "i");
  if (/(?:buffal|tomat|potat)o$/.test(n)) return `${n}es`;
  if (/sis$/.test(n)) return n.replace(/sis$/, "ses");
  if (/(?:([^f])fe|([lr])f)$/.test(n)) return n.replace(/(?:([^f])fe|([lr])f)$/, "$1$2ves");
  if (/([^aeiouy]|qu)y$/.test(n)) return n.replace(/y$/, "ies");
  if (/(?:x|z|ch|ss|sh)$/.test(n)) return `${n}es`;
  if (/(?:matr|vert|ind)(?:ix|ex)$/.test(n)) return n.replace(/[ie]x$/, "ices");
  if (/(?:us|s)$/.test(n)) return /us$/.test(n) ? `${n}es` : n;
  return /[^a-z]$/.test(n) ? n : `${n}s`;
}

module.exports = { plural };
