// dayjs's plugins that are used every day, by the names of their files.
module.exports = {
  advancedFormat: (_o, _c, _d, { plugins }) => {
    for (const n of ["Q", "Do", "kk", "k", "WW", "W", "ww", "wo", "w", "GGGG", "gggg"]) plugins.known.add(n);
    plugins.epoch = true;
  },
  localizedFormat: (_o, _c, _d, { plugins }) => {
    plugins.long = true;
  },
  relativeTime: (_o, Class, dayjs, { text }) => {
    const between = (a, b, without) => text.inWords(a - b, without);
    Class.prototype.from = function (other, without) {
      return between(this, dayjs(other), without);
    };
    Class.prototype.to = function (other, without) {
      return between(dayjs(other), this, without);
    };
    Class.prototype.fromNow = function (without) {
      return between(this, dayjs(), without);
    };
    Class.prototype.toNow = function (without) {
      return between(dayjs(), this, without);
    };
  },
  utc: (_o, Class, dayjs, { parse }) => {
    dayjs.utc = (date) => new Class(date instanceof Class ? new Date(date.valueOf()) : parse(date, 0), 0);
    Class.prototype.utc = function () {
      return new Class(new Date(this.valueOf()), 0);
    };
    Class.prototype.local = function () {
      return new Class(new Date(this.valueOf()));
    };
    Class.prototype.isUTC = function () {
      return this.zone === 0;
    };
    const own = Class.prototype.utcOffset;
    Class.prototype.utcOffset = function (n) {
      if (n === undefined) return own.call(this);
      return new Class(new Date(this.valueOf()), Math.abs(n) <= 16 ? n * 60 : n);
    };
  },
  customParseFormat: (_o, _c, dayjs, { plugins, text }) => {
    plugins.parseFormat = (date, format, strict) => {
      for (const f of [].concat(format)) {
        const found = text.read(date, f, { strict: strict === true });
        if (found) return dayjs(found);
      }
      return dayjs(new Date(Number.NaN));
    };
  },
  isBetween: (_o, Class, dayjs) => {
    Class.prototype.isBetween = function (a, b, unit, ends = "()") {
      const [from, to] = [dayjs(a), dayjs(b)];
      const after = ends[0] === "(" ? this.isAfter(from, unit) : !this.isBefore(from, unit);
      const before = ends[1] === ")" ? this.isBefore(to, unit) : !this.isAfter(to, unit);
      const back = ends[0] === "(" ? this.isBefore(from, unit) : !this.isAfter(from, unit);
      const forth = ends[1] === ")" ? this.isAfter(to, unit) : !this.isBefore(to, unit);
      return (after && before) || (back && forth);
    };
  },
  isSameOrBefore: (_o, Class) => {
    Class.prototype.isSameOrBefore = function (other, unit) {
      return this.isSame(other, unit) || this.isBefore(other, unit);
    };
  },
  isSameOrAfter: (_o, Class) => {
    Class.prototype.isSameOrAfter = function (other, unit) {
      return this.isSame(other, unit) || this.isAfter(other, unit);
    };
  },
  isLeapYear: (_o, Class) => {
    Class.prototype.isLeapYear = function () {
      return (this.$y % 4 === 0 && this.$y % 100 !== 0) || this.$y % 400 === 0;
    };
  },
  isToday: (_o, Class, dayjs) => {
    Class.prototype.isToday = function () {
      return this.format("YYYY-MM-DD") === dayjs().format("YYYY-MM-DD");
    };
  },
  dayOfYear: (_o, Class, _d, { text }) => {
    Class.prototype.dayOfYear = function (n) {
      const now = text.dayOfYear(text.parts(this.$d, this.zone));
      return n === undefined ? now : this.add(n - now, "day");
    };
  },
  weekOfYear: (_o, Class, _d, { text }) => {
    Class.prototype.week = function (n) {
      const now = text.week(text.parts(this.$d, this.zone)).week;
      return n === undefined ? now : this.add((n - now) * 7, "day");
    };
  },
  isoWeek: (_o, Class, _d, { text }) => {
    Class.prototype.isoWeek = function (n) {
      const now = text.isoWeek(text.parts(this.$d, this.zone)).week;
      return n === undefined ? now : this.add((n - now) * 7, "day");
    };
    Class.prototype.isoWeekday = function (n) {
      return n === undefined ? this.day() || 7 : this.add(n - (this.day() || 7), "day");
    };
  },
  quarterOfYear: (_o, Class) => {
    Class.prototype.quarter = function (n) {
      const now = Math.floor(this.$M / 3) + 1;
      return n === undefined ? now : this.add((n - now) * 3, "month");
    };
  },
};
