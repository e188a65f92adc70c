const EventEmitter = require("events");
const net = require("net");

/** A connection to the simulated server: one JSON value a line each way, replies in the order of requests. */
class Connection extends EventEmitter {
  constructor() {
    super();
    this.waiting = [];
    this.rest = "";
    this.ended = false;
  }
  open(place, hello, done) {
    const socket = net.connect(place);
    this.socket = socket;
    socket.setEncoding("utf8");
    socket.on("connect", () => {
      this.opened = true;
      this.ask({ ...hello, pushes: true }, (reply) => done(null, reply), done);
    });
    socket.on("data", (d) => this.read(d));
    socket.on("error", (e) => {
      const waited = this.waiting.splice(0);
      for (const w of waited) w.fail(e);
      if (!this.opened) done(e);
      else if (waited.length === 0 && !this.ended) this.emit("broken", e);
    });
    socket.on("close", () => {
      const gone = this.waiting.splice(0);
      for (const w of gone) w.fail(new Error("Connection terminated unexpectedly"));
      this.emit("close", this.ended);
    });
  }
  read(text) {
    this.rest += text;
    for (let at = this.rest.indexOf("\n"); at >= 0; at = this.rest.indexOf("\n")) {
      const reply = JSON.parse(this.rest.slice(0, at));
      this.rest = this.rest.slice(at + 1);
      if (reply.heard && !("result" in reply) && !("failure" in reply)) this.emit("heard", reply.heard);
      else {
        const w = this.waiting.shift();
        if (w) w.done(reply);
        if (reply.heard) this.emit("heard", reply.heard);
      }
    }
  }
  ask(request, done, fail) {
    this.waiting.push({ done, fail });
    this.socket.write(`${JSON.stringify(request)}\n`);
  }
  end() {
    this.ended = true;
    if (this.socket) this.socket.end();
  }
}

module.exports = { Connection };
