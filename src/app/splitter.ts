/** Lets the visitor drag the border between terminal and engine, or move it with the arrow keys. Widths are pixels. */
export function makeSplitter(
  handle: HTMLElement,
  desk: HTMLElement,
  width: number | undefined,
  changed: (width: number) => void,
): void {
  const set = (wanted: number) => {
    const most = Math.max(0, desk.clientWidth - 320);
    const w = Math.round(Math.min(most, Math.max(220, wanted)));
    desk.style.setProperty("--panel", `${w}px`);
    return w;
  };
  let now = width === undefined ? undefined : set(width);
  const measured = () => now ?? (desk.lastElementChild as HTMLElement | null)?.offsetWidth ?? 380;

  handle.addEventListener("pointerdown", (down) => {
    handle.setPointerCapture(down.pointerId);
    const from = measured() + down.clientX;
    const move = (event: PointerEvent) => {
      now = set(from - event.clientX);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener(
      "lostpointercapture",
      () => {
        handle.removeEventListener("pointermove", move);
        if (now !== undefined) changed(now);
      },
      { once: true },
    );
  });
  handle.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowLeft" ? 24 : event.key === "ArrowRight" ? -24 : 0;
    if (!step) return;
    now = set(measured() + step);
    changed(now);
    event.preventDefault();
  });
}
