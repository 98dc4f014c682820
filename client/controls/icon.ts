// Importing this file makes `<wa-icon name="search">` draw bundled icons only: see icon-set.ts for the names.
// `<wa-icon>` is decoration unless it has a `label`; a button that holds only an icon carries its own `aria-label`.
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { registerIconLibrary } from "@awesome.me/webawesome/dist/components/icon/library.js";

import { iconSvg } from "./icon-set.ts";

/** Names that Web Awesome's own parts ask for, in the words of its icon font. */
const systemNames: Readonly<Record<string, string>> = {
  xmark: "x",
  "circle-xmark": "circle-x",
  "eye-slash": "eye-off",
};

// Slightly lighter than Lucide's 2 px, to sit beside 14 px Inter without shouting.
const strokeWidth = "1.75";

function draw(svg: SVGElement): void {
  svg.setAttribute("stroke-width", strokeWidth);
}

function toDataUri(name: string): string {
  const svg = iconSvg(name);
  return svg === undefined ? "" : `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

// Both libraries are replaced: the default one would ask a font company's host for every icon.
registerIconLibrary("default", { resolver: toDataUri, mutator: draw });
registerIconLibrary("system", { resolver: (name) => toDataUri(systemNames[name] ?? name), mutator: draw });
