import type { MachineNotice } from "../machine/types.ts";
import { createTerminalView } from "../terminal/view.ts";
import { boot } from "./boot.ts";
import { preferredLanguage, words } from "./i18n.ts";
import { createNotes } from "./notes.ts";
import type { EnginePanel } from "./panels/engine.ts";
import { loadPreferences, savePreferences } from "./preferences.ts";
import { createSessionSaver, loadSession } from "./session.ts";
import { makeSplitter } from "./splitter.ts";
import { makeSideTabs } from "./tabs.ts";
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

const saved = await loadSession();
const { client, started } = boot({
  seed: crypto.randomUUID(),
  startTime: Math.floor(Date.now() / 1000) * 1_000_000,
  ...(saved === undefined ? {} : { log: saved }),
});
const terminal = createTerminalView(byId("terminal"), client, {
  dark: dark(),
  fontSize: preferences.fontSize ?? FONT_SIZE,
  label: words(language).terminal,
});
terminal.focus();
const notes = createNotes(
  byId("notes"),
  () => words(language),
  (on) => void client.fastForward(on),
);
client.onNotice(notes.notice);

const saver = createSessionSaver();
client.onLog(saver.save);
addEventListener("pagehide", saver.flush);
started.then(
  (news) => {
    const w = words(language);
    if (news.session === "restored") return;
    if (news.session === "diverged") notes.say(w.diverged);
    if (news.session === "damaged") notes.say(w.damaged);
  },
  (e: Error) => notes.say(`${words(language).failed} ${e.message}`),
);

makeSplitter(byId("splitter"), byId("desk"), preferences.panel, (panel) => {
  preferences.panel = panel;
  savePreferences(preferences);
});
applyTheme();
systemDark.addEventListener("change", applyTheme);

const tools = makeTools(byId("tools"), {
  words: () => words(language),
  toggleTheme() {
    preferences.theme = dark() ? "light" : "dark";
    savePreferences(preferences);
    applyTheme();
  },
  changeFontSize(by) {
    preferences.fontSize = Math.min(28, Math.max(9, (preferences.fontSize ?? FONT_SIZE) + by));
    savePreferences(preferences);
    terminal.setFontSize(preferences.fontSize);
  },
  toggleLanguage() {
    language = language === "en" ? "ko" : "en";
    preferences.language = language;
    savePreferences(preferences);
    applyLanguage();
  },
  async reset() {
    if (!confirm(words(language).resetAsk)) return;
    await saver.discard();
    client.dispose();
    location.reload();
  },
});

const side = makeSideTabs(byId("tabs"), { engine: byId("engine"), browser: byId("browser") }, client, () =>
  words(language),
);

// The picture of the engine is a chunk of its own: it comes when there is something to show, or when all is quiet.
let panel: EnginePanel | undefined;
let panelComes = false;
const PANEL_MS = 2000;
async function showPanel(): Promise<void> {
  if (panelComes) return;
  panelComes = true;
  const { EnginePanel } = await import("./panels/engine.ts");
  panel = new EnginePanel();
  panel.onCommand = (line) => terminal.type(`${line}\r`);
  panel.onBrowse = (url) => void side.browse(url);
  byId("engine").append(panel);
  applyLanguage();
  client.onView((view) => {
    if (panel) panel.view = view;
  });
  for (const notice of buildNotices.splice(0)) panel.notice(notice);
}
const buildNotices: MachineNotice[] = [];
client.onNotice((notice) => {
  if (notice.kind !== "build-started" && notice.kind !== "build-step") return;
  if (panel) panel.notice(notice);
  else buildNotices.push(notice);
});
client.onView((view) => {
  if (view.images.length || view.containers.length || view.volumes.length) void showPanel();
});
setTimeout(() => {
  void showPanel();
  void terminal.linkAddresses((url) => void side.browse(url));
}, PANEL_MS);

function applyTheme(): void {
  document.documentElement.dataset["theme"] = dark() ? "dark" : "light";
  terminal.setDark(dark());
}

function applyLanguage(): void {
  document.documentElement.lang = language;
  tools.relabel();
  side.relabel();
  if (panel) panel.words = words(language);
}

// For tests and for those who look under the hood.
Object.assign(window, { drydock: { client, terminal } });
