import { fileURLToPath } from "node:url";

import { defineConfig, type Plugin } from "vite";

/** Where `vite` finds a running server while somebody works on the client. */
const serverOrigin = "http://127.0.0.1:4300";

/** See views/grid-global-styles.ts. */
const gridGlobalStyles: Plugin = {
  name: "entente-grid-global-styles",
  enforce: "pre",
  resolveId(source, importer) {
    const isOfGrid =
      source.endsWith("component-base/src/css-utils.js") || importer?.includes("/component-base/");
    if (!isOfGrid || !source.endsWith("css-utils.js")) return null;
    return fileURLToPath(new URL("views/grid-global-styles.ts", import.meta.url));
  },
};

export default defineConfig({
  plugins: [gridGlobalStyles],
  root: import.meta.dirname,
  base: "/",
  cacheDir: fileURLToPath(new URL("../node_modules/.vite/client", import.meta.url)),
  build: {
    outDir: fileURLToPath(new URL("../dist/client", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    // The content policy allows fonts and images from this server only, so nothing becomes a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Cytoscape and the grid are large on purpose and load after the shell; see ARCHITECTURE.md.
    chunkSizeWarningLimit: 700,
  },
  worker: { format: "es" },
  server: {
    // The shared parts lie beside this folder, not in it.
    fs: { allow: [fileURLToPath(new URL("..", import.meta.url))] },
    // The server answers only to its own name and its own pages, so requests go on as if from there.
    proxy: {
      "/api": { target: serverOrigin, changeOrigin: true, headers: { origin: serverOrigin } },
      "/sync": { target: serverOrigin, ws: true, changeOrigin: true, rewriteWsOrigin: true },
    },
  },
});
