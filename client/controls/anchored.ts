// Where a floating panel goes. It is shown in the top layer (`popover`), so no dialog or scroll area can cut it off.

interface Placement {
  /** Which edges of panel and anchor line up. */
  readonly align: "start" | "end";
  /** At least as wide as the anchor. */
  readonly matchWidth?: boolean;
}

const gapPx = 4;
const marginPx = 8;

/**
 * Puts a panel below its anchor, or above it where there is more room, within the window. Call it after the panel
 * is shown, and again when its content changes.
 */
export function placeBeside(anchor: Element, panel: HTMLElement, { align, matchWidth }: Placement): void {
  const around = anchor.getBoundingClientRect();
  const [below, above] = [window.innerHeight - around.bottom, around.top];
  const isBelow = below >= panel.scrollHeight + gapPx + marginPx || below >= above;
  const heightMax = Math.max(120, (isBelow ? below : above) - gapPx - marginPx);
  Object.assign(panel.style, {
    position: "fixed",
    inset: "auto",
    margin: "0",
    minWidth: matchWidth ? `${around.width}px` : "",
    maxHeight: `${heightMax}px`,
  });
  const width = panel.offsetWidth;
  const wanted = align === "start" ? around.left : around.right - width;
  const left = Math.max(marginPx, Math.min(wanted, window.innerWidth - width - marginPx));
  panel.style.left = `${left}px`;
  if (isBelow) panel.style.top = `${around.bottom + gapPx}px`;
  else panel.style.bottom = `${window.innerHeight - around.top + gapPx}px`;
}
