// npm: mustache
const M = require("mustache");
const t = (tpl, v, p, c) => { try { console.log(JSON.stringify(M.render(tpl, v, p, c))); } catch (e) { console.log("!", e.message); } };
t("Hi {{name}} {{{html}}} {{&html}} {{html}}", { name: "A & \"b\" 'c' / ` =", html: "<b>" });
t("{{#items}}\n- {{name}}: {{.}}\n{{/items}}\n{{^items}}\nnone\n{{/items}}\nend", { items: [{ name: 1 }, { name: 2 }] });
t("{{#items}}{{.}},{{/items}}", { items: ["a", 2] }); t("{{^x}}no{{/x}}{{#x}}yes{{/x}}", { x: [] }); t("{{#p}}{{n}} {{outer}}{{/p}}", { p: { n: 1 }, outer: "o" });
t("a.b.c={{a.b.c}} {{a.x}}", { a: { b: { c: 5 } } }); t("{{! comment }}x{{!c}}\n{{! only }}\ny", {}); t("{{=<% %>=}}<% a %> {{b}} <%={{ }}=%>{{b}}", { a: 1, b: 2 });
t("  {{> row}}\n{{> none}}", { x: 1 }, { row: "<{{x}}>\n<2>\n" }); t("{{#b}}hi {{n}}{{/b}}", { n: "N", b() { return (text, render) => `<b>${render(text)}</b>`; } });
t("{{f}}", { f() { return this.g * 2; }, g: 4 }); t("{{#a}}", {}); t("{{/a}}", {}); t("{{#a}}{{/b}}", {}); t("{{a", {}); t(5, {}); t("{{z}}{{n}}{{f}}{{e}}", { z: 0, n: null, f: false, e: "" });
t("[[a]]", { a: "<" }, {}, { tags: ["[[", "]]"], escape: (s) => s + "!" }); t("{{#a}}{{#b}}{{c}}{{/b}}{{/a}}", { a: [{ b: [{ c: 1 }, { c: 2 }] }, { b: [] }] }); t("|\r\n{{#a}}\r\nx\r\n{{/a}}\r\n|", { a: true }); t("  {{#a}}  \n  x\n  {{/a}}\n", { a: 1 }); t("{{#s}}{{length}}{{.}}{{/s}}", { s: "str" }); t("{{a.length}}", { a: [1, 2] });
console.log(M.tags);
