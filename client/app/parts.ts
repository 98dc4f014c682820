// Parts of the page that load after the shell has painted, each once.

const loaders = {
  graph: () => import("../canvas/graph-canvas.ts"),
  table: () => import("../views/table-view.ts"),
  inspector: () => import("../panels/inspector.ts"),
  drawer: () => import("../panels/decision-drawer.ts"),
  dialogs: () => import("../panels/edit-dialogs.ts"),
  problems: () =>
    Promise.all([
      import("@awesome.me/webawesome/dist/components/dialog/dialog.js"),
      import("../panels/problems-panel.ts"),
      import("../panels/bin-panel.ts"),
    ]),
  palette: () => import("./dialogs/palette.ts"),
  unsent: () => import("./dialogs/unsent-dialog.ts"),
  shortcuts: () => import("./dialogs/shortcut-sheet.ts"),
  import: () => import("./dialogs/import-dialog.ts"),
  names: () => import("./dialogs/names-dialog.ts"),
  terms: () => import("./dialogs/terms-dialog.ts"),
  versions: () => import("../versions/versions-dialog.ts"),
  people: () => Promise.all([import("../account/people-dialog.ts"), import("../account/account-dialog.ts")]),
  "sign-in": () => import("../account/sign-in-page.ts"),
} as const;

export type Part = keyof typeof loaders;

const loading = new Map<Part, Promise<unknown>>();

/** Defines a part's elements. A load that failed, for want of a connection, is tried again the next time. */
export function loadPart(part: Part): Promise<unknown> {
  const known = loading.get(part);
  if (known) return known;
  const begun = loaders[part]().catch((cause: unknown) => {
    loading.delete(part);
    throw new Error("A part of the page could not be loaded. Check the connection and try again.", { cause });
  });
  loading.set(part, begun);
  return begun;
}

/** Loads what is in sight of a map, then the rest. */
export async function loadAround(view: Part): Promise<void> {
  await Promise.all([view, "drawer" as const, "inspector" as const].map((part) => loadPart(part)));
  await loadRest();
}

/** Loads all other parts while nobody waits: whoever then loses the connection loses no part of the page. */
async function loadRest(): Promise<void> {
  for (const part of Object.keys(loaders) as Part[]) {
    await idle();
    await loadPart(part);
  }
}

/** Not every browser tells when it has nothing to do. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 5000 });
    else setTimeout(resolve, 2000);
  });
}
