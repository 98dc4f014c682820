import { describe, expect, test } from "vitest";

import "../../../client/app/tokens.css";
import { stanceStates } from "../../../schema/vocabulary.ts";

/** Contrast of two colours by WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(color: string): number {
  const parts = [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const texts: readonly (readonly [`--e-${string}`, `--e-${string}`])[] = [
  ["--e-ink", "--e-page"],
  ["--e-ink", "--e-accent-tint"],
  ["--e-muted", "--e-page"],
  ["--e-muted", "--e-surface"],
  ["--e-muted", "--e-raised"],
  ["--e-muted", "--e-hover"],
  ["--e-muted", "--e-accent-tint"],
  ["--e-accent", "--e-page"],
  ["--e-accent", "--e-surface"],
  ["--e-accent", "--e-accent-tint"],
  ["--e-on-accent", "--e-accent"],
  ["--e-on-accent", "--e-accent-hover"],
  ["--e-amber-ink", "--e-amber-fill"],
  ["--e-red-ink", "--e-red-fill"],
  ["--e-red-ink", "--e-surface"],
];
const shapes: readonly (readonly [`--e-${string}`, `--e-${string}`])[] = [
  ["--e-outline", "--e-page"],
  ["--e-outline", "--e-surface"],
  ["--e-outline", "--e-raised"],
  ["--e-accent", "--e-page"],
  ["--e-amber-line", "--e-page"],
  ["--e-red-line", "--e-surface"],
];

/** A token's value as written for the theme in force. */
const readToken = (name: `--e-${string}`) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

describe.each(["light", "dark"])("in the %s theme", (theme) => {
  const contrastOf = (one: `--e-${string}`, other: `--e-${string}`) => {
    document.documentElement.dataset["theme"] = theme;
    return contrast(readToken(one), readToken(other));
  };

  test.each(texts)("text %s on %s has 4.5 to 1", (text, ground) => {
    expect(contrastOf(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(shapes)("shape %s on %s has 3 to 1", (shape, ground) => {
    expect(contrastOf(shape, ground)).toBeGreaterThanOrEqual(3);
  });

  test.each(stanceStates)(
    "%s reads on its fill, and its outline stands out from page and surface",
    (stance) => {
      expect(contrastOf(`--e-stance-${stance}-text`, `--e-stance-${stance}-fill`)).toBeGreaterThanOrEqual(
        4.5,
      );
      expect(contrastOf(`--e-stance-${stance}-line`, "--e-surface")).toBeGreaterThanOrEqual(3);
      expect(contrastOf(`--e-stance-${stance}-line`, "--e-page")).toBeGreaterThanOrEqual(3);
    },
  );
});
