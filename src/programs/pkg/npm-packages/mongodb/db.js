const { Collection } = require("./collection.js");
const { Cursor } = require("./cursor.js");

class Db {
  constructor(client, name) {
    Object.defineProperty(this, "client", { value: client, enumerable: false });
    this.databaseName = name;
  }
  collection(name) {
    return new Collection(this, name);
  }
  command(doc) {
    return this.client.command({ ...doc, $db: this.databaseName });
  }
  admin() {
    return {
      ping: () => this.client.command({ ping: 1, $db: "admin" }),
      command: (doc) => this.client.command({ ...doc, $db: "admin" }),
      listDatabases: () => this.client.command({ listDatabases: 1, $db: "admin" }),
    };
  }
  listCollections(filter = {}) {
    return new Cursor(this, "", { listCollections: 1, filter });
  }
  async collections() {
    return (await this.listCollections().toArray()).map((c) => this.collection(c.name));
  }
  async createCollection(name, options) {
    await this.command({ create: name, ...options });
    return this.collection(name);
  }
  async dropCollection(name) {
    await this.command({ drop: name });
    return true;
  }
  async dropDatabase() {
    await this.command({ dropDatabase: 1 });
    return true;
  }
}

module.exports = { Db };
