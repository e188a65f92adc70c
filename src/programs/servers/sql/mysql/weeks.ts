const DAY = 86_400_000;

/**
 * MySQL's week of a date in one of its eight modes. Bit 1: weeks begin on Monday; bit 2: they are counted from 1, and a
 * date before the first belongs to the last year's; bit 4: the first week is the one with the year's first such day,
 * else the one with four days of the year (with bit 1 it is the other way round).
 */
export function weekOf(date: Date, mode: number): { readonly week: number; readonly year: number } {
  const monday = (mode & 1) !== 0;
  const fromOne = (mode & 2) !== 0;
  const firstDay = monday ? (mode & 4) !== 0 : (mode & 4) === 0;
  const day = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  const start = (year: number): number => {
    const first = Date.UTC(year, 0, 1);
    const weekday = (new Date(first).getUTCDay() - (monday ? 1 : 0) + 7) % 7;
    if (firstDay) return first + ((7 - weekday) % 7) * DAY;
    return weekday <= 3 ? first - weekday * DAY : first + (7 - weekday) * DAY;
  };
  let year = date.getUTCFullYear();
  if (fromOne && day >= start(year + 1)) year++;
  if (day < start(year)) {
    if (!fromOne) return { week: 0, year };
    year--;
  }
  return { week: Math.floor((day - start(year)) / (7 * DAY)) + 1, year };
}
