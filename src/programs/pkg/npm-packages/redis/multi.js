const { commands } = require("./commands.js");
const { ErrorReply, MultiErrorReply, WatchError } = require("./errors.js");
const { request } = require("./request.js");

/** A transaction: commands are gathered, and sent with `exec`. */
class Multi {
  #client;
  #queue = [];
  constructor(client) {
    this.#client = client;
  }
  add(words, answer = (v) => v) {
    this.#queue.push({ words, answer });
    return this;
  }
  addCommand(words, answer) {
    return this.add(words.map(String), answer);
  }
  SELECT(db) {
    return this.add(["SELECT", String(db)], () => undefined);
  }
  async exec(asPipeline = false) {
    if (asPipeline) return this.execAsPipeline();
    const queue = this.#queue;
    if (queue.length === 0) return [];
    const sent = [["MULTI"], ...queue.map((q) => q.words), ["EXEC"]].map((words) => this.#client.raw(words));
    for (const one of sent) one.catch(() => {});
    const list = await sent.at(-1);
    if (list === null) throw new WatchError();
    return transformed(list, queue);
  }
  async execAsPipeline() {
    const queue = this.#queue;
    const all = await Promise.all(queue.map((q) => this.#client.raw(q.words).catch((e) => e)));
    return transformed(all, queue);
  }
}
Multi.prototype.EXEC = Multi.prototype.exec;
Multi.prototype.execTyped = Multi.prototype.exec;
Multi.prototype.select = Multi.prototype.SELECT;

function transformed(list, queue) {
  const wrong = [];
  const out = list.map((v, i) => {
    if (!(v instanceof ErrorReply)) return queue[i].answer(v);
    wrong.push(i);
    return v;
  });
  if (wrong.length) throw new MultiErrorReply(out, wrong);
  return out;
}

for (const method of commands.keys())
  Multi.prototype[method] = function (...args) {
    const { words, answer } = request(method, args);
    return this.add(words, answer);
  };

module.exports = { Multi };
