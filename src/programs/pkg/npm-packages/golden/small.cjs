// npm: is-odd left-pad nanoid debug
const odd = require("is-odd"); const pad = require("left-pad"); const { nanoid, customAlphabet } = require("nanoid"); const debug = require("debug");
const t = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.message); } };
t(() => [odd(1), odd(2), odd("3"), odd(-5)]); t(() => odd("x")); t(() => odd(1.5)); t(() => [pad("a", 5), pad(7, 3, 0), pad("abc", 2)]);
t(() => [nanoid().length, nanoid(5).length, /^[\w-]+$/.test(nanoid(100)), customAlphabet("ab", 8)().length]);
t(() => [Boolean(debug("app").enabled), debug("app").namespace, debug.humanize(1000)]); debug.enable("app:*,-app:x"); t(() => [debug.enabled("app:db"), debug.enabled("app:x"), debug("app").extend("db").enabled]); t(() => debug.disable()); debug("app:db")("hidden");
