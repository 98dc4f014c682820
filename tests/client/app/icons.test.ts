import { expect, test } from "vitest";

import { actionTerm, appActionNames } from "../../../client/app/actions.ts";
import { saveWords } from "../../../client/app/save-words.ts";
import "../../../client/controls/icon.ts";
import { iconSvg } from "../../../client/controls/icon-set.ts";
import { kindIconChoices, kindIcons } from "../../../client/controls/kind-icon.ts";

test("every icon that is asked for by name is in the bundle", () => {
  const saves = [
    { kind: "connecting" },
    { kind: "saved" },
    { kind: "saving", count: 1 },
    { kind: "offline", count: 0 },
    { kind: "degraded", count: 1 },
    { kind: "restarting", count: 1 },
    { kind: "read-only" },
    { kind: "ended", code: 4400, reason: "", count: 0 },
    { kind: "too-new" },
  ] as const;
  const names = [
    ...appActionNames.map((action) => actionTerm(action).icon).filter((icon) => !icon.startsWith("kind:")),
    ...Object.values(kindIcons),
    ...kindIconChoices,
    ...saves.map((save) => saveWords(save).icon),
  ];
  expect(names.filter((name) => iconSvg(name) === undefined)).toEqual([]);
});

test("every icon that is written out in an element is in the bundle", () => {
  const sources = import.meta.glob<string>("../../../client/**/*.ts", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const written = /<wa-icon[^>]*? name="(?<element>[\w-]+)"|\bicon: "(?<value>[\w-]+)"/gu;
  const names = Object.values(sources).flatMap((source) =>
    [...source.matchAll(written)].map(({ groups }) => groups?.["element"] ?? groups?.["value"] ?? ""),
  );
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => iconSvg(name) === undefined)).toEqual([]);
});

test("an icon is drawn from the bundle, and none is fetched from anywhere", async () => {
  const icon = Object.assign(document.createElement("wa-icon"), { name: "search" });
  const unknown = Object.assign(document.createElement("wa-icon"), { name: "no-such-icon" });
  const isDrawn = new Promise((resolve) => icon.addEventListener("wa-load", resolve, { once: true }));
  document.body.replaceChildren(icon, unknown);
  await isDrawn;
  expect(icon.shadowRoot?.querySelector("svg")?.getAttribute("stroke")).toBe("currentColor");
  const requests = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  expect(
    requests.filter(({ protocol, origin }) => protocol !== "data:" && origin !== location.origin),
  ).toEqual([]);
});
