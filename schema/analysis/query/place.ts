// Places in sources as people write them and as evidence stores them: `p4, p12`, `"Whither TPA?" L715`, `L26-28, 733`.
import { hasWords, wordsOf } from "./text.ts";

/** Where in a source: a stretch of numbers in a unit, or else words of a heading. */
export type PlaceFilter =
  | ({ readonly kind: "stretch" } & Stretch)
  | { readonly kind: "words"; readonly words: readonly string[] };

interface Stretch {
  /** Absent where any unit will do. */
  readonly unit: Unit | undefined;
  readonly from: number;
  readonly to: number;
}

type Unit = (typeof units)[number]["unit"];

/** "p4" is a paragraph and "p. 4" a page, as the locators have it. The longer way of writing one comes first. */
const units = [
  { unit: "page", pattern: /^(?:pages?|pp?\.)$/iu },
  { unit: "paragraph", pattern: /^(?:paragraphs?|paras?\.?|p|¶+)$/iu },
  { unit: "line", pattern: /^(?:lines?|l)$/iu },
  { unit: "section", pattern: /^(?:sections?|sec\.?|s|§+)$/iu },
  { unit: "article", pattern: /^(?:articles?|art\.?)$/iu },
] as const;

const number = String.raw`\d+(?:\.\d+)*`;
const unitName = String.raw`(?<unit>[\p{L}¶§]+\.?)?`;
const stretch = String.raw`${unitName}\s*(?<from>${number})(?:\s*[-–—]\s*[\p{L}§]*\s*(?<to>${number}))?`;
const wholeStretch = new RegExp(`^${stretch}$`, "u");
const quotedHeading = /^["“][^"”]*["”],?/u;

/** A place to look for. Whatever is no stretch of numbers is words of a heading: "Annex", "exit from the TPP". */
export function readPlace(text: string): PlaceFilter {
  const found = wholeStretch.exec(text.trim())?.groups;
  const unit = unitOf(found?.["unit"]);
  if (!found || (found["unit"] !== undefined && unit === undefined))
    return { kind: "words", words: wordsOf(text) };
  return { kind: "stretch", unit, ...endsOf(found) };
}

/** Whether a locator covers a place, in part at least. Rule QRY-13. */
export function isAtPlace(locator: string, place: PlaceFilter): boolean {
  if (place.kind === "words") return hasWords(place.words, [wordsOf(locator)]);
  return stretchesOf(locator).some(
    ({ unit, from, to }) =>
      (place.unit === undefined || place.unit === unit) && from <= place.to && place.from <= to,
  );
}

/** Numbers in a heading are no place. A number without a unit has that of the number before it. */
function stretchesOf(locator: string): readonly Stretch[] {
  const rest = locator.trim().replace(quotedHeading, "");
  let before: Unit | undefined;
  return [...rest.matchAll(new RegExp(stretch, "gu"))].map(({ groups = {} }) => {
    const unit = unitOf(groups["unit"]) ?? before;
    before = unit;
    return { unit, ...endsOf(groups) };
  });
}

function unitOf(name: string | undefined): Unit | undefined {
  return name === undefined ? undefined : units.find(({ pattern }) => pattern.test(name))?.unit;
}

function endsOf(groups: Readonly<Record<string, string | undefined>>): Pick<Stretch, "from" | "to"> {
  const from = Number.parseFloat(groups["from"] ?? "0");
  const to = groups["to"] === undefined ? from : Number.parseFloat(groups["to"]);
  return { from: Math.min(from, to), to: withParts(Math.max(from, to)) };
}

/** Article 27 reaches to the end of 27.9. */
function withParts(to: number): number {
  return Number.isInteger(to) ? to + 0.999 : to;
}
