import type { MachineNotice } from "../machine/types.ts";
import { createTerminalView, type TerminalView } from "../terminal/view.ts";
import type { Beside } from "./beside.ts";
import { boot } from "./boot.ts";
import { loadWords, preferredLanguage } from "./i18n.ts";
import { createNotes } from "./notes.ts";
import { loadPreferences, savePreferences } from "./preferences.ts";
import { createSessionSaver } from "./session.ts";
import { makeTools } from "./tools.ts";

const preferences = loadPreferences();
const FONT_SIZE = 14;
const systemDark = matchMedia("(prefers-color-scheme: dark)");
let language = preferredLanguage(preferences.language);
const dark = () => (preferences.theme ? preferences.theme === "dark" : systemDark.matches);
const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
};

let words = await loadWords(language);
const { client, started, onBroken } = boot();
const look = () => ({ dark: dark(), fontSize: preferences.fontSize ?? FONT_SIZE, label: words.terminal });
const terminal = createTerminalView(byId("terminal"), client, look());
terminal.focus();
let current = terminal;
let terminals: readonly TerminalView[] = [terminal];
const notes = createNotes(
  byId("notes"),
  () => words,
  (on) => void client.fastForward(on),
  () => void client.cancelLoading(),
  () => current.focus(),
);
client.onNotice(notes.notice);
onBroken((why) => notes.say("failed", `${words.broken} ${why}`));

const saver = createSessionSaver(started);
client.onLog(saver.save);
addEventListener("pagehide", saver.flush);
started.then(
  (news) => {
    if ((news.session !== "new" && news.session !== "restored") || news.terminals > 1) void showBeside();
  },
  (e: Error) => notes.say("failed", `${words.failed} ${e.message}`),
);

applyTheme();
systemDark.addEventListener("change", applyTheme);
document.documentElement.lang = language;
Object.assign(window, { drydock: { client, terminal } });

async function reset(): Promise<void> {
  if (!confirm(words.resetAsk)) return;
  (await beside)?.stop();
  await saver.discard();
  client.dispose();
  location.reload();
}

// What stands beside the terminal is a chunk of its own: it comes when there is something to show, or when all is quiet.
const BESIDE_MS = 2000;
let beside: Promise<Beside> | undefined;
function showBeside(): Promise<Beside> {
  beside ??= import("./beside.ts").then(({ createBeside }) =>
    createBeside({
      client,
      started,
      notes,
      terminal,
      element: byId("terminal"),
      strip: byId("terminals"),
      touchKeys: byId("touch-keys"),
      look,
      onChange(shown, all) {
        current = shown;
        terminals = all;
        // For tests and for those who look under the hood.
        Object.assign(window, { drydock: { client, terminal: current } });
      },
      current: () => current,
      reset,
      desk: byId("desk"),
      splitter: byId("splitter"),
      tabs: byId("tabs"),
      engine: byId("engine"),
      browser: byId("browser"),
      words: () => words,
      panelWidth: preferences.panel,
      onPanelWidth(panel) {
        preferences.panel = panel;
        savePreferences(preferences);
      },
      notices: earlyNotices.splice(0),
    }),
  );
  return beside;
}
const earlyNotices: MachineNotice[] = [];
client.onNotice((notice) => {
  if (!beside) earlyNotices.push(notice);
});
client.onView((view) => {
  if (view.images.length || view.containers.length || view.volumes.length) void showBeside();
});
// The rest of the page is made once the prompt is there, and in any case soon.
const LATEST_MS = 500;
await Promise.race([terminal.ready.catch(() => {}), new Promise((resolve) => setTimeout(resolve, LATEST_MS))]);
const tools = makeTools(byId("tools"), {
  words: () => words,
  toggleTheme() {
    preferences.theme = dark() ? "light" : "dark";
    savePreferences(preferences);
    applyTheme();
  },
  changeFontSize(by) {
    preferences.fontSize = Math.min(28, Math.max(9, (preferences.fontSize ?? FONT_SIZE) + by));
    savePreferences(preferences);
    for (const t of terminals) t.setFontSize(preferences.fontSize);
  },
  async toggleLanguage() {
    language = language === "en" ? "ko" : "en";
    preferences.language = language;
    savePreferences(preferences);
    words = await loadWords(language);
    applyLanguage();
  },
  async openTerminal() {
    (await showBeside()).openTerminal();
  },
  reset,
});
setTimeout(() => void showBeside(), BESIDE_MS);

function applyTheme(): void {
  document.documentElement.dataset["theme"] = dark() ? "dark" : "light";
  for (const t of terminals) t.setDark(dark());
}

function applyLanguage(): void {
  document.documentElement.lang = language;
  tools.relabel();
  void beside?.then((b) => b.relabel());
}
