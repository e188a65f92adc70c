const LEAST = 220;
const LEAST_TERMINAL = 320;
const KEY_STEP = 24;

/** Lets the visitor drag the border between terminal and engine, or move it with the arrow keys. Widths are pixels. */
export function makeSplitter(
  handle: HTMLElement,
  desk: HTMLElement,
  width: number | undefined,
  changed: (width: number) => void,
): void {
  const most = () => Math.max(LEAST, desk.clientWidth - LEAST_TERMINAL);
  const set = (wanted: number) => {
    const w = Math.round(Math.min(most(), Math.max(LEAST, wanted)));
    desk.style.setProperty("--panel", `${w}px`);
    tell();
    return w;
  };
  const measured = () => (desk.lastElementChild as HTMLElement | null)?.offsetWidth ?? LEAST;
  /** For screen readers: how much of the row is the panel's. */
  const tell = () => {
    const percent = (pixels: number) => String(Math.round((100 * pixels) / Math.max(1, desk.clientWidth)));
    handle.setAttribute("aria-valuemin", percent(LEAST));
    handle.setAttribute("aria-valuemax", percent(most()));
    handle.setAttribute("aria-valuenow", percent(measured()));
  };
  if (width !== undefined) set(width);
  tell();
  new ResizeObserver(tell).observe(desk);

  handle.addEventListener("pointerdown", (down) => {
    handle.setPointerCapture(down.pointerId);
    const from = measured() + down.clientX;
    const move = (event: PointerEvent) => void set(from - event.clientX);
    handle.addEventListener("pointermove", move);
    handle.addEventListener(
      "lostpointercapture",
      () => {
        handle.removeEventListener("pointermove", move);
        changed(measured());
      },
      { once: true },
    );
  });
  handle.addEventListener("keydown", (event) => {
    const now = measured();
    const to = { ArrowLeft: now + KEY_STEP, ArrowRight: now - KEY_STEP, Home: LEAST, End: most() }[event.key];
    if (to === undefined) return;
    changed(set(to));
    event.preventDefault();
  });
}
