// mysql2/promise.
module.exports = require("./promises.js");
