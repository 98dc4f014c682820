// What the qualifiers of relations are called, what they mean, and the words usually given for them. Words are offered,
// never required: a source may say something else.

interface QualifierTerm {
  readonly label: string;
  readonly meaning: string;
  readonly words?: readonly string[];
}

/** Every qualifier that a kind of the vocabulary asks for. */
export const qualifierTerms = {
  about: { label: "About", meaning: "What is talked about." },
  agreement: { label: "Agreement", meaning: "Which deal it is." },
  amount: { label: "Amount", meaning: "How much, as a number or as the source has it." },
  asOf: { label: "As of", meaning: "The day for which the source says it." },
  basis: {
    label: "Basis",
    meaning: "On what it rests.",
    words: ["in force", "acceded", "founding", "Party", "signed, not in force"],
  },
  channel: {
    label: "Channel",
    meaning: "How the influence works.",
    words: ["trade dependence", "security", "aid", "persuasion", "pressure", "elite ties"],
  },
  condition: { label: "Condition", meaning: "What has to be met." },
  currency: { label: "Currency", meaning: "Of the amount.", words: ["USD", "EUR", "TWD", "JPY"] },
  decision: { label: "Decision", meaning: "On which decision." },
  direction: {
    label: "Direction",
    meaning: "Towards a yes (+) or a no (-).",
    words: ["+", "-"],
  },
  feasibility: { label: "Feasibility", meaning: "How feasible somebody holds it to be." },
  field: { label: "Field", meaning: "In what they are rivals." },
  form: {
    label: "Form",
    meaning: "What kind of alliance it is.",
    words: ["treaty", "diplomatic recognition", "informal"],
  },
  former: { label: "Former", meaning: "No longer so when it was said.", words: ["yes", "no"] },
  goods: { label: "Goods", meaning: "What is supplied or held back." },
  inForceOn: { label: "In force on", meaning: "The day from which it binds." },
  lawful: { label: "Lawful", meaning: "Whether it was allowed.", words: ["yes", "no", "alleged"] },
  legalBasis: { label: "Legal basis", meaning: "The law or resolution it rests on." },
  level: {
    label: "Level",
    meaning: "How firm the interest is, or who talks.",
    words: ["expressed", "officials in favour"],
  },
  measure: { label: "Measure", meaning: "By which act." },
  nameUsed: { label: "Name used", meaning: "Under which name." },
  period: { label: "Period", meaning: "For which time." },
  queuePosition: { label: "Place in the queue", meaning: "How many applied before, plus one." },
  rank: { label: "Rank", meaning: "Which place among its partners." },
  rate: { label: "Rate", meaning: "How high, with its unit beside it." },
  role: { label: "Role", meaning: "As what.", words: ["party", "guest", "not taking part"] },
  round: { label: "Round", meaning: "Which round of talks." },
  route: { label: "Route", meaning: "Which of the ways to the aim." },
  sector: { label: "Sector", meaning: "Of which industry." },
  share: { label: "Share", meaning: "How much of it." },
  strength: {
    label: "Strength",
    meaning: "As an analyst judges it.",
    words: ["weak", "moderate", "strong"],
  },
  title: { label: "Title", meaning: "Of the office or post." },
  unit: { label: "Unit", meaning: "Of the rate or amount.", words: ["percent", "USD per tonne"] },
  voluntary: {
    label: "Voluntary",
    meaning: "Whether it was free.",
    words: ["yes", "compelled", "unclear"],
  },
} as const satisfies Record<string, QualifierTerm>;
export type Qualifier = keyof typeof qualifierTerms;

/** The term of a qualifier; undefined for one that a team or a file brought along. */
export function qualifierTermOf(name: string): QualifierTerm | undefined {
  return Object.hasOwn(qualifierTerms, name) ? qualifierTerms[name as Qualifier] : undefined;
}
