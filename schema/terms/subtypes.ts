// Closer kinds, as words that forms offer. A subtype is free text: these are usual, others are as good.

/** Usual subtypes by kind of entity. */
const subtypes: Readonly<Record<string, readonly string[]>> = {
  body: [
    "government",
    "government agency",
    "ministry",
    "legislature",
    "parliamentary committee",
    "court",
    "central bank",
    "international organisation",
    "working group",
    "political party",
    "think tank",
    "university",
    "pollster",
    "business association",
  ],
  agreement: ["free trade agreement", "digital trade agreement", "customs union", "investment treaty"],
  measure: ["tariff", "export control", "sanction", "subsidy", "law"],
  group: ["negotiators", "legislators", "officials", "members of an agreement"],
};

/** Subtypes to offer for a kind; none where there are no usual ones. */
export function usualSubtypes(kind: string): readonly string[] {
  return Object.hasOwn(subtypes, kind) ? (subtypes[kind] ?? []) : [];
}
