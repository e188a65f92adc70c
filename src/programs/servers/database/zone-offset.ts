const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a zone by its name (`Europe/Berlin`) is ahead of UTC at a moment, both in milliseconds; undefined for a name that is none. */
export function zoneOffset(zone: string, utc: number): number | undefined {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      });
    } catch {
      return undefined;
    }
    formats.set(zone, format);
  }
  const moment = Math.floor(utc / 1000) * 1000;
  const parts: Record<string, number> = {};
  for (const p of format.formatToParts(new Date(moment))) parts[p.type] = Number(p.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - moment;
}
