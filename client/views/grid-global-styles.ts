// Takes the place of the grid's own module of the same exports (vite.config.ts), which puts style elements into the
// page: the content policy refuses those, and takes constructed sheets.
import type { CSSResultGroup } from "lit";

/** As the original: a property that is registered already stays as it is. */
export function registerCSSProperty(definition: PropertyDefinition): void {
  try {
    CSS.registerProperty(definition);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "InvalidModificationError")) throw error;
  }
}

/** Adds defaults for the whole page. They are in a layer of their own, which everything of ours outranks. */
export function addGlobalStyles(_id: string, ...styles: readonly CSSResultGroup[]): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles.map(String).join("\n"));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
