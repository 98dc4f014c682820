// The repository as its own tests read it: files, what each imports, and what it exports.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync, type ParseResult } from "vite";

/** The repository's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** One module of ours, with what the rules of style ask about it. Paths are from the root, with `/`. */
export interface Module {
  readonly path: string;
  readonly text: string;
  /** Files of ours it imports, types and dynamic imports included. */
  readonly files: readonly string[];
  /** Packages it imports, `node:fs` among them; `@scope/name` and `name` without what follows. */
  readonly packages: readonly string[];
  readonly parsed: ParseResult;
}

/** Top-level folders whose code is ours. */
export const codeFolders = ["schema", "server", "client", "seed", "tests"] as const;

const unread = new Set(["node_modules", "dist", "data", "coverage", "artefacts", ".git", ".cache"]);

/** Every file under a folder of the repository, generated and installed ones left out. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
    if (unread.has(entry.name)) return [];
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** The text of a file of the repository. */
export function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** All modules of a folder, parsed. Declarations (`.d.ts`) are left out: they have no code. */
export function modulesUnder(folder: string): readonly Module[] {
  return filesUnder(folder)
    .filter((path) => /\.(?:ts|mjs)$/u.test(path) && !path.endsWith(".d.ts"))
    .map((path) => readModule(path, readText(path)));
}

/** @throws Error naming the file, if it cannot be parsed. */
export function readModule(path: string, text: string): Module {
  const parsed = parseSync(path, text);
  const problem = parsed.errors[0];
  if (problem) throw new Error(`${path}: ${problem.message}`);
  const specifiers = importsOf(parsed, text).map((specifier) => specifier.split("?")[0] ?? specifier);
  const isRelative = (specifier: string) => specifier.startsWith(".");
  return {
    path,
    text,
    parsed,
    files: specifiers.filter(isRelative).map((specifier) => posix.join(posix.dirname(path), specifier)),
    packages: specifiers.filter((specifier) => !isRelative(specifier)).map(packageName),
  };
}

function importsOf({ module }: ParseResult, text: string): readonly string[] {
  const imported = module.staticImports.map((item) => item.moduleRequest.value);
  const reExported = module.staticExports.flatMap((item) =>
    item.entries.map((entry) => entry.moduleRequest?.value),
  );
  const dynamic = module.dynamicImports.map((item) =>
    literal(text.slice(item.moduleRequest.start, item.moduleRequest.end)),
  );
  return [...imported, ...reExported, ...dynamic].filter((specifier) => specifier !== undefined);
}

/** A dynamic import's address if it is written out, else undefined: computed ones name no module. */
function literal(expression: string): string | undefined {
  return /^(["'`])(?<address>[^"'`$]+)\1$/u.exec(expression)?.groups?.["address"];
}

function packageName(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** The first import cycle found, as the files in their order, or undefined. */
export function findCycle(modules: readonly Module[]): readonly string[] | undefined {
  const importsOfFile = new Map(modules.map((module) => [module.path, module.files]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    const start = trail.indexOf(path);
    if (start >= 0) return [...trail.slice(start), path];
    if (done.has(path)) return undefined;
    for (const next of importsOfFile.get(path) ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  return modules.map(({ path }) => visit(path, [])).find((cycle) => cycle !== undefined);
}

/** Lines with code on them: neither blank nor wholly comment. */
export function codeLineCount(text: string): number {
  const withoutBlocks = text.replaceAll(/\/\*[\s\S]*?\*\//gu, "");
  return withoutBlocks.split("\n").filter((line) => !/^\s*(?:\/\/.*)?$/u.test(line)).length;
}

/** Where a link or import of a file leads, from the root; it begins with `..` when it leaves the repository. */
export function targetOf(path: string, link: string): string {
  return relative(root, join(root, dirname(path), link));
}
