import { expect, test } from "vitest";

import { isAtPlace, readPlace } from "../../../../schema/analysis/query/place.ts";

const finds = (place: string, locator: string) => isAtPlace(locator, readPlace(place));

test.each([
  ["p4", "p4"],
  ["paragraph 4", "p4"],
  ["Para. 12", "p4, p12"],
  ["4", "p4"],
  ["L727", '"Whither TPA?" L715-733'],
  ["line 727", "L26-28, 733, 720–740"],
  ["L700-716", '"Whither TPA?" L715'],
  ["716-700", '"Whither TPA?" L715'],
  ["p. 3", "pp. 2–5"],
  ["§ 3", "§3"],
  ["art. 27", "Article 27.4"],
  ["whither tpa", '"Whither TPA?" L715'],
  ["annex", "Annex"],
])("QRY-13 the place %s is in %s", (place, locator) => expect(finds(place, locator)).toBe(true));

test.each([
  ["p4", "p14"],
  ["p4", "p. 4"],
  ["L4", "p4"],
  ["line 2", '"2. A ROAD MAP" L100'],
  ["4", "p40-44"],
  ["exit", '"Whither TPA?" L715'],
  ["annex 3", "p3"],
])("QRY-13 the place %s is not in %s", (place, locator) => expect(finds(place, locator)).toBe(false));
