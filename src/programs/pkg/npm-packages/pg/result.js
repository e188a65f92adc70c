const types = require("./types.js");

const SIZES = {
  16: 1,
  18: 1,
  20: 8,
  21: 2,
  23: 4,
  26: 4,
  700: 4,
  701: 8,
  1082: 4,
  1083: 8,
  1114: 8,
  1184: 8,
  1186: 16,
  1266: 12,
  2950: 16,
  19: 64,
};

/** What a statement gave: its rows, with the columns' descriptions. */
class Result {
  constructor(rowMode, own) {
    this.command = null;
    this.rowCount = null;
    this.oid = null;
    this.rows = [];
    this.fields = [];
    this._parsers = undefined;
    this._types = own || types;
    this.RowCtor = null;
    this.rowAsArray = rowMode === "array";
    this._prebuiltEmptyResultObject = null;
    if (this.rowAsArray) this.parseRow = this._parseRowAsArray;
  }
  take(result) {
    const { columns, rows, tag } = result;
    const m = /^([A-Za-z]+)(?: (\d+))?(?: (\d+))?/.exec(tag);
    if (m) {
      this.command = m[1];
      if (m[3] !== undefined) {
        this.oid = Number(m[2]);
        this.rowCount = Number(m[3]);
      } else if (m[2] !== undefined) this.rowCount = Number(m[2]);
    }
    if (columns) {
      this.addFields(
        columns.map((c) => ({
          name: c.name,
          tableID: 0,
          columnID: 0,
          dataTypeID: c.oid,
          dataTypeSize: SIZES[c.oid] || -1,
          dataTypeModifier: c.mod === undefined ? -1 : c.mod,
          format: "text",
        })),
      );
      this.rows = rows.map((r) => this.parseRow(r));
    }
    return this;
  }
  addFields(fields) {
    this.fields = fields;
    this._parsers = fields.map((f) => this._types.getTypeParser(f.dataTypeID, "text"));
    this._prebuiltEmptyResultObject = Object.fromEntries(fields.map((f) => [f.name, null]));
  }
  cell(v, i) {
    if (v === null) return null;
    const text = v === true ? "t" : v === false ? "f" : String(v);
    return this._parsers[i](text);
  }
  parseRow(cells) {
    const row = { ...this._prebuiltEmptyResultObject };
    cells.forEach((v, i) => {
      row[this.fields[i].name] = this.cell(v, i);
    });
    return row;
  }
  _parseRowAsArray(cells) {
    return cells.map((v, i) => this.cell(v, i));
  }
  addRow(row) {
    this.rows.push(row);
  }
}

module.exports = { Result };
