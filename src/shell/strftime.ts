const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** strftime(3) in UTC, the C locale. `seconds` since 1970. */
export function strftime(format: string, seconds: number): string {
  const d = new Date(Math.floor(seconds) * 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  const hour12 = d.getUTCHours() % 12 || 12;
  const yearDay =
    Math.floor(
      (Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate()) - Date.UTC(d.getUTCFullYear(), 0, 1)) / 86_400_000,
    ) + 1;
  const day = DAYS[d.getUTCDay()] ?? "";
  const month = MONTHS[d.getUTCMonth()] ?? "";
  const one = (letter: string): string => {
    switch (letter) {
      case "a":
        return day.slice(0, 3);
      case "A":
        return day;
      case "b":
      case "h":
        return month.slice(0, 3);
      case "B":
        return month;
      case "c":
        return strftime("%a %b %e %H:%M:%S %Y", seconds);
      case "C":
        return two(Math.floor(d.getUTCFullYear() / 100));
      case "d":
        return two(d.getUTCDate());
      case "D":
      case "x":
        return strftime("%m/%d/%y", seconds);
      case "e":
        return String(d.getUTCDate()).padStart(2);
      case "F":
        return strftime("%Y-%m-%d", seconds);
      case "H":
        return two(d.getUTCHours());
      case "I":
        return two(hour12);
      case "j":
        return String(yearDay).padStart(3, "0");
      case "m":
        return two(d.getUTCMonth() + 1);
      case "M":
        return two(d.getUTCMinutes());
      case "n":
        return "\n";
      case "p":
        return d.getUTCHours() < 12 ? "AM" : "PM";
      case "R":
        return strftime("%H:%M", seconds);
      case "r":
        return strftime("%I:%M:%S %p", seconds);
      case "s":
        return String(Math.floor(seconds));
      case "S":
        return two(d.getUTCSeconds());
      case "t":
        return "\t";
      case "T":
      case "X":
        return strftime("%H:%M:%S", seconds);
      case "u":
        return String(d.getUTCDay() || 7);
      case "w":
        return String(d.getUTCDay());
      case "y":
        return two(d.getUTCFullYear() % 100);
      case "Y":
        return String(d.getUTCFullYear());
      case "z":
        return "+0000";
      case "Z":
        return "UTC";
      case "%":
        return "%";
      default:
        return `%${letter}`;
    }
  };
  return format.replace(/%(.)/gs, (_, letter: string) => one(letter));
}
