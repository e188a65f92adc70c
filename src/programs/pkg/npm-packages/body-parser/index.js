// body-parser, to its documented interface: express's own parsers.
const { json, raw, text, urlencoded } = require("./parsers");

const both = () => (req, res, next) => json()(req, res, (e) => (e ? next(e) : urlencoded()(req, res, next)));
module.exports = Object.assign(both, { json, urlencoded, raw, text });
