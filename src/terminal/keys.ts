import type { Terminal } from "@xterm/xterm";

/**
 * Copy and paste as people expect in a page: Ctrl-C copies while something is selected and interrupts otherwise; Ctrl-V,
 * Ctrl-Shift-C and Ctrl-Shift-V do what they say. The browser's own paste event brings the text.
 */
export function handleClipboardKeys(term: Terminal): void {
  term.attachCustomKeyEventHandler((event) => {
    if (event.type !== "keydown" || !event.ctrlKey || event.altKey || event.metaKey) return true;
    const key = event.key.toLowerCase();
    if (key === "v") return false;
    if (key === "c" && (event.shiftKey || term.hasSelection())) {
      if (term.hasSelection()) {
        void navigator.clipboard?.writeText(term.getSelection());
        term.clearSelection();
      }
      event.preventDefault();
      return false;
    }
    return true;
  });
}
