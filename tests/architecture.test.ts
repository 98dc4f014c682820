// The rules of the house that the linter cannot hold: who imports whom, what every rule and export owes its reader.
import { describe, expect, test } from "vitest";
import {
  codeFolders,
  codeLineCount,
  filesUnder,
  findCycle,
  modulesUnder,
  readModule,
  readText,
  targetOf,
  type Module,
} from "./support/source-tree.ts";

const modules = codeFolders.flatMap((folder) => modulesUnder(folder));
const folderOf = (path: string) => path.split("/")[0] ?? "";
const shipped = modules.filter(({ path }) => folderOf(path) !== "tests");

/** Which folders a folder may import besides itself. Tests may import anything. */
const allowedFolders: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  server: ["schema"],
  client: ["schema"],
  seed: ["schema"],
};

/** The only ways across: the server fills an empty data folder with the sample, and builds the client it serves. */
const allowedCrossings = new Set(["seed/build.ts"]);

/** Packages a folder may import; `node:` stands for Node's own. A new one needs its reason in the README. */
const allowedPackages: Readonly<Record<string, readonly string[]>> = {
  schema: ["yjs", "lib0", "valibot", "edtf", "@noble/hashes", "papaparse"],
  server: [
    "node:",
    "@fastify/helmet",
    "@fastify/static",
    "@fastify/swagger",
    "@simplewebauthn/server",
    "@valibot/to-json-schema",
    "commander",
    "fastify",
    "lib0",
    "openid-client",
    "pino",
    "prom-client",
    "valibot",
    "vite",
    "ws",
    "y-protocols",
    "yjs",
  ],
  client: [
    "@awesome.me/webawesome",
    "@fontsource-variable/inter",
    "@fontsource-variable/source-serif-4",
    "@vaadin/grid",
    "cytoscape",
    "d3-force",
    "lib0",
    "lit",
    "lucide-static",
    "minisearch",
    "papaparse",
    "valibot",
    "y-indexeddb",
    "y-protocols",
    "y-websocket",
    "yjs",
  ],
  seed: ["node:", "valibot", "yaml"],
};

/** Build settings are no part of what is shipped. */
const isConfig = ({ path }: Module) => path.endsWith(".config.ts");

describe("imports", () => {
  test("schema imports nothing of ours; server, client and seed import schema only", () => {
    const wrong = shipped.flatMap(({ path, files }) => {
      const allowed = [folderOf(path), ...(allowedFolders[folderOf(path)] ?? [])];
      const strange = files.filter(
        (file) => !allowed.includes(folderOf(file)) && !allowedCrossings.has(file),
      );
      return strange.map((file) => `${path} imports ${file}`);
    });
    expect(wrong).toEqual([]);
  });

  test("each folder imports only the packages it is known to need", () => {
    const wrong = shipped
      .filter((module) => !isConfig(module))
      .flatMap(({ path, packages }) => {
        const allowed = allowedPackages[folderOf(path)] ?? [];
        const isAllowed = (name: string) => allowed.includes(name.startsWith("node:") ? "node:" : name);
        return packages.filter((name) => !isAllowed(name)).map((name) => `${path} imports ${name}`);
      });
    expect(wrong).toEqual([]);
  });

  test("only the canvas imports cytoscape", () => {
    expect(importersOf(["cytoscape"]).filter((path) => !path.startsWith("client/canvas/"))).toEqual([]);
  });

  test("in the client only the session touches Yjs", () => {
    const yjs = ["yjs", "y-websocket", "y-protocols", "y-indexeddb", "lib0"];
    const importers = importersOf(yjs).filter((path) => path.startsWith("client/"));
    expect(importers.filter((path) => !path.startsWith("client/session/"))).toEqual([]);
  });

  test("there is no import cycle", () => {
    expect(findCycle(modules)).toBeUndefined();
  });

  test("no file only passes on what others define, and none has a default export", () => {
    const wrong = modules.filter(
      (module) => !isConfig(module) && (isBarrel(module) || hasDefaultExport(module)),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test("a made-up cycle, barrel and default export are found", () => {
    const first = readModule("schema/a.ts", 'import type { B } from "./b.ts"; export default 1;');
    const second = readModule("schema/b.ts", 'export * from "./a.ts";');
    expect(findCycle([first, second])).toEqual(["schema/a.ts", "schema/b.ts", "schema/a.ts"]);
    expect([hasDefaultExport(first), isBarrel(second), isBarrel(first)]).toEqual([true, true, false]);
  });
});

describe("readers", () => {
  test("no file of code is longer than 300 lines without blanks and comments", () => {
    const code = codeFolders
      .flatMap((folder) => filesUnder(folder))
      .filter((path) => /\.(?:ts|mjs|css)$/u.test(path));
    const long = code.map((path) => `${path}: ${codeLineCount(readText(path))}`);
    expect(long.filter((line) => Number(line.split(": ")[1]) > 300)).toEqual([]);
  });

  test("every exported function, class and interface says what it means", () => {
    const bare = shipped.flatMap(({ path, text }) =>
      undocumentedExports(text).map((name) => `${path}: ${name}`),
    );
    expect(bare).toEqual([]);
  });

  test("no text leads out of the repository or names a place on somebody's machine", () => {
    const texts = filesUnder(".").filter((path) =>
      /\.(?:ts|mjs|json|md|yaml|yml|css|html|sh)$|^\.ci\//u.test(path),
    );
    const wrong = texts.flatMap((path) =>
      strayPlaces(path, readText(path)).map((place) => `${path}: ${place}`),
    );
    expect(wrong).toEqual([]);
  });

  test("stray places are found where there are some", () => {
    const parent = "../".repeat(3);
    expect(strayPlaces("server/http/a.ts", `see ${parent}notes.md and ../b.ts`)).toEqual([
      `${parent}notes.md`,
    ]);
    expect(strayPlaces("a.md", ["", "home", "ann", "x"].join("/"))).toEqual([["", "home", "ann"].join("/")]);
  });
});

function importersOf(packages: readonly string[]): readonly string[] {
  return shipped
    .filter((module) => module.packages.some((name) => packages.includes(name)))
    .map(({ path }) => path);
}

function isBarrel({ parsed }: Module): boolean {
  const exported = parsed.module.staticExports.flatMap((item) => item.entries);
  return exported.length > 0 && exported.every((entry) => entry.moduleRequest !== null);
}

function hasDefaultExport({ parsed }: Module): boolean {
  const exported = parsed.module.staticExports.flatMap((item) => item.entries);
  return exported.some((entry) => entry.exportName.kind === "Default");
}

/** Names of exported functions, classes and interfaces with no docstring above them or their decorators. */
function undocumentedExports(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const name = /^export (?:async )?(?:function\*?|class|interface) (?<name>\w+)/u.exec(line)?.groups?.[
      "name"
    ];
    if (!name) return [];
    const above = lines.slice(0, index).findLast((candidate) => !candidate.startsWith("@"));
    return above?.trimEnd().endsWith("*/") ? [] : [name];
  });
}

function strayPlaces(path: string, text: string): readonly string[] {
  const links = text.match(/(?:\.\.\/)+[\w./-]*/gu) ?? [];
  const outside = links.filter((link) => targetOf(path, link).startsWith(".."));
  const machine = text.match(/(?<![\w.:/])\/(?:home|root|work|Users)\/\w+/gu) ?? [];
  return [...outside, ...machine];
}
