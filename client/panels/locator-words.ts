// Places in sources are stored short (`p4`, `L299-304`) and read in words.

const units: readonly { readonly pattern: RegExp; readonly one: string; readonly many: string }[] = [
  { pattern: /^pp?\.\s*(?=\d)/, one: "page", many: "pages" },
  { pattern: /^p(?=\d)/, one: "paragraph", many: "paragraphs" },
  { pattern: /^L(?=\d)/, one: "line", many: "lines" },
  { pattern: /^(?:§\s*|s)(?=\d)/, one: "section", many: "sections" },
  { pattern: /^art\.?\s*(?=\d)/i, one: "Article", many: "Articles" },
];
const headingPattern = /^["“](?<heading>[^"”]+)["”],?\s*(?<rest>.*)$/;

/** A locator in words: `p4` is "paragraph 4", `"Whither TPA?" L715` is "“Whither TPA?”, line 715". */
export function locatorWords(locator: string): string {
  const groups = headingPattern.exec(locator.trim())?.groups;
  if (!groups) return placeWords(locator.trim());
  const [heading, rest] = [`“${groups["heading"] ?? ""}”`, groups["rest"] ?? ""];
  return rest === "" ? heading : `${heading}, ${placeWords(rest)}`;
}

/** Several places of one unit may follow each other: `p4, p12` or `L26-28, 733`. */
function placeWords(text: string): string {
  const unit = units.find(({ pattern }) => pattern.test(text));
  if (!unit) return text;
  const places = text.split(/\s*[,;]\s*/).map((place) => place.replace(unit.pattern, ""));
  if (!places.every((place) => /^[\d.]+(?:\s*[-–]\s*L?p?[\d.]+)?$/.test(place))) return text;
  const ranges = places.map((place) => place.replace(/\s*[-–]\s*[Lp]?/, "–"));
  const isOne = ranges.length === 1 && !ranges.join("").includes("–");
  return `${isOne ? unit.one : unit.many} ${ranges.join(", ")}`;
}
