// Where entries go.
const EventEmitter = require("events");
const fs = require("fs");
const path = require("path");
const { LEVEL, MESSAGE } = require("./levels");

class Transport extends EventEmitter {
  constructor(options = {}) {
    super();
    this.level = options.level;
    this.format = options.format;
    this.silent = options.silent;
  }
}
class Console extends Transport {
  constructor(options = {}) {
    super(options);
    this.name = "console";
    this.stderrLevels = new Set(options.stderrLevels ?? []);
    this.eol = options.eol ?? "\n";
  }
  log(info, done) {
    (this.stderrLevels.has(info[LEVEL]) ? process.stderr : process.stdout).write(`${info[MESSAGE]}${this.eol}`);
    this.emit("logged", info);
    done?.();
  }
}
class File extends Transport {
  constructor(options = {}) {
    super(options);
    if (!options.filename && !options.stream) throw new Error("Cannot log to file without filename or stream.");
    this.name = "file";
    this.dirname = options.dirname ?? path.dirname(options.filename);
    this.filename = path.basename(options.filename);
    for (const k of ["maxsize", "maxFiles", "zippedArchive", "tailable"])
      if (options[k]) throw new Error(`drydock: ${k} of winston's files is not simulated`);
    fs.mkdirSync(this.dirname, { recursive: true });
    this.at = path.join(this.dirname, this.filename);
    fs.closeSync(fs.openSync(this.at, options.options?.flags ?? "a"));
  }
  log(info, done) {
    fs.appendFileSync(this.at, `${info[MESSAGE]}\n`);
    this.emit("logged", info);
    done?.();
  }
}
module.exports = {
  Console,
  File,
  get Http() {
    throw new Error("drydock: winston's Http transport is not simulated");
  },
  get Stream() {
    throw new Error("drydock: winston's Stream transport is not simulated");
  },
  Transport,
};
