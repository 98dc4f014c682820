// The closed lists of the field: kinds of entities and relations, stances, grades, rules. Data, not code:
// palettes, forms, filters, legends and checks all read them here.

/** Kinds of entities. The user's three words come first; palettes show the rest behind "more". */
export const entityKinds = [
  "state",
  "agreement",
  "company",
  "decision",
  "bloc",
  "body",
  "person",
  "group",
  "sector",
  "negotiation",
  "regime",
  "measure",
  "provision",
  "proposal",
  "event",
  "place",
] as const;
export type EntityKind = (typeof entityKinds)[number];

interface EntityKindTerm {
  readonly label: string;
  readonly plural: string;
  readonly description: string;
}

export const entityKindTerms: Readonly<Record<EntityKind, EntityKindTerm>> = {
  state: {
    label: "State or economy",
    plural: "States and economies",
    description: "A state or separate customs territory that can act in trade forums.",
  },
  agreement: {
    label: "Agreement",
    plural: "Agreements",
    description: "A treaty or trade pact, in force or not.",
  },
  company: { label: "Company", plural: "Companies", description: "A firm." },
  decision: { label: "Decision", plural: "Decisions", description: "A question to be settled under a rule." },
  bloc: {
    label: "Bloc",
    plural: "Blocs",
    description: "An organised group of states with a name of its own.",
  },
  body: {
    label: "Body",
    plural: "Bodies",
    description:
      "An institution: ministry, legislature, international organisation, working group, think tank.",
  },
  person: {
    label: "Person",
    plural: "People",
    description: "One person. Offices they hold are dated relations.",
  },
  group: { label: "Group", plural: "Groups", description: "An unnamed or collective speaker." },
  sector: { label: "Sector", plural: "Sectors", description: "An industry or policy area." },
  negotiation: { label: "Negotiation", plural: "Negotiations", description: "Talks without a final text." },
  regime: { label: "Regime", plural: "Regimes", description: "A non-binding coordination arrangement." },
  measure: {
    label: "Measure",
    plural: "Measures",
    description: "A unilateral or reciprocal act, such as a tariff.",
  },
  provision: {
    label: "Provision",
    plural: "Provisions",
    description: "A clause inside an agreement or law.",
  },
  proposal: { label: "Proposal", plural: "Proposals", description: "A plan that is not yet a negotiation." },
  event: { label: "Event", plural: "Events", description: "A dated happening." },
  place: { label: "Place", plural: "Places", description: "A city or a part of a state." },
};

/** Kinds that can act: take part, speak, hold a position. */
export const actorKinds = [
  "state",
  "company",
  "bloc",
  "body",
  "person",
  "group",
] as const satisfies EntityKind[];

/** Whether something of a kind can act. Of a team's own kinds nobody can know, so they may. */
export function mayAct(kind: string): boolean {
  return (actorKinds as readonly string[]).includes(kind) || !isEntityKind(kind);
}

/** Kinds on which somebody can hold a position. */
export const positionKinds = [
  "decision",
  "agreement",
  "provision",
  "proposal",
  "measure",
  "negotiation",
  "regime",
] as const satisfies EntityKind[];

/** Kinds as data from outside may be anything; these tell ours apart from a team's own. */
export function isEntityKind(kind: string): kind is EntityKind {
  return (entityKinds as readonly string[]).includes(kind);
}
/**
 * Stances, from most for to most against; `abstain` stands aside and is used where a vote was cast.
 * No evidence is *unknown*, which is the absence of a stance and never a member of this list.
 */
export const stances = [
  "champion",
  "support",
  "lean-support",
  "undecided",
  "lean-oppose",
  "oppose",
  "block",
  "abstain",
] as const;
export type Stance = (typeof stances)[number];
/** A stance, or `unknown` where nobody said anything. Only for showing and counting. */
export const stanceStates = [...stances, "unknown"] as const;
export type StanceState = (typeof stanceStates)[number];

interface StanceTerm {
  readonly label: string;
  readonly glyph: string;
  /** What it means, as the legend says it. */
  readonly meaning: string;
}

export const stanceTerms: Readonly<Record<StanceState, StanceTerm>> = {
  champion: { label: "champion", glyph: "▲▲", meaning: "spends capital and leads for it" },
  support: { label: "support", glyph: "▲", meaning: "says yes" },
  "lean-support": { label: "lean support", glyph: "△", meaning: "a conditional yes, or signs of one" },
  undecided: { label: "undecided", glyph: "◆", meaning: "evidence of hesitation or balance" },
  "lean-oppose": { label: "lean oppose", glyph: "▽", meaning: "resists, or a conditional no" },
  oppose: { label: "oppose", glyph: "▼", meaning: "says no, or voted no" },
  block: { label: "block", glyph: "▼▼", meaning: "holds a veto and declares or uses it" },
  abstain: { label: "abstain", glyph: "○", meaning: "stood aside in a vote" },
  unknown: { label: "unknown", glyph: "?", meaning: "no evidence; nobody has said anything" },
};

/** How sure the one who asserts it is, kept as the text has it. */
export const certainties = [
  "asserted",
  "reported",
  "denied",
  "opinion",
  "prediction",
  "conditional",
  "recommendation",
  "hypothetical",
] as const;
export type Certainty = (typeof certainties)[number];

/** How the source came by it. */
export const attributions = ["author", "quoted", "reported", "poll"] as const;
export type Attribution = (typeof attributions)[number];

export const reviewStates = ["draft", "checked", "disputed"] as const;
export type ReviewState = (typeof reviewStates)[number];

/** Admiralty system, first mark: reliability of the source. F is "cannot be judged" and never a number. */
export const reliabilities = ["A", "B", "C", "D", "E", "F"] as const;
export type Reliability = (typeof reliabilities)[number];
export const reliabilityTerms: Readonly<Record<Reliability, string>> = {
  A: "completely reliable",
  B: "usually reliable",
  C: "fairly reliable",
  D: "not usually reliable",
  E: "unreliable",
  F: "cannot be judged",
};

/** Admiralty system, second mark: credibility of the information. 6 is "cannot be judged" and never a number. */
export const credibilities = [1, 2, 3, 4, 5, 6] as const;
export type Credibility = (typeof credibilities)[number];
export const credibilityTerms: Readonly<Record<Credibility, string>> = {
  1: "confirmed by independent sources",
  2: "probably true",
  3: "possibly true",
  4: "doubtful",
  5: "improbable",
  6: "cannot be judged",
};

/**
 * How likely the team holds something to be, in the words of ICD 203, each with its band in percent. For the team's
 * own judgements: what a text calls "probable" stays the text's word, in a claim's `hedge`.
 *
 * @source US Intelligence Community Directive 203, Analytic Standards, D.6.e(2)(a).
 */
export const likelihoods = [
  "almost-no-chance",
  "very-unlikely",
  "unlikely",
  "roughly-even",
  "likely",
  "very-likely",
  "almost-certain",
] as const;
export type Likelihood = (typeof likelihoods)[number];
export const likelihoodTerms: Readonly<
  Record<
    Likelihood,
    { readonly label: string; readonly synonym: string; readonly percent: readonly [number, number] }
  >
> = {
  "almost-no-chance": { label: "almost no chance", synonym: "remote", percent: [1, 5] },
  "very-unlikely": { label: "very unlikely", synonym: "highly improbable", percent: [5, 20] },
  unlikely: { label: "unlikely", synonym: "improbable", percent: [20, 45] },
  "roughly-even": { label: "roughly even chance", synonym: "roughly even odds", percent: [45, 55] },
  likely: { label: "likely", synonym: "probable", percent: [55, 80] },
  "very-likely": { label: "very likely", synonym: "highly probable", percent: [80, 95] },
  "almost-certain": { label: "almost certain", synonym: "nearly certain", percent: [95, 99] },
};

/** How well founded the team holds its own judgement to be. Never said in one sentence with a likelihood. */
export const confidences = ["low", "moderate", "high"] as const;

/** What a dispute is about: claims on one matter that cannot all hold at one time. */
export const disputeMatters = ["date", "amount", "stance", "attribution", "fact"] as const;
export type DisputeMatter = (typeof disputeMatters)[number];

export const sourceKinds = [
  "news",
  "op-ed",
  "report",
  "editorial",
  "treaty",
  "statement",
  "dataset",
  "interview",
] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const decisionTypes = [
  "accession",
  "accession-step",
  "ratification",
  "legislative",
  "negotiation",
  "proposal",
  "withdrawal",
] as const;
export type DecisionType = (typeof decisionTypes)[number];

export const decisionStatuses = ["not-started", "open", "stalled", "carried", "rejected", "lapsed"] as const;
export type DecisionStatus = (typeof decisionStatuses)[number];

/** Rules of decision. Those after `consensus` can be recorded; only the first two are evaluated so far. */
export const ruleKinds = [
  "unanimity",
  "consensus",
  "consensus-minus",
  "qualified-majority",
  "simple-majority",
  "unilateral-veto",
  "bilateral",
  "executive",
  "unspecified",
] as const;
export type RuleKind = (typeof ruleKinds)[number];

export const ruleTerms: Readonly<Record<RuleKind, { readonly label: string; readonly meaning: string }>> = {
  unanimity: { label: "Unanimity", meaning: "Every elector must consent. Any one refusal stops it." },
  consensus: { label: "Consensus", meaning: "No elector may object. Any one objection stops it." },
  "consensus-minus": {
    label: "Consensus minus",
    meaning: "A named number of objections is not enough to stop it.",
  },
  "qualified-majority": { label: "Qualified majority", meaning: "A set share of electors must be for it." },
  "simple-majority": {
    label: "Simple majority",
    meaning: "More than half of the votes cast must be for it.",
  },
  "unilateral-veto": { label: "Veto", meaning: "No holder of a veto may refuse." },
  bilateral: { label: "Bilateral", meaning: "Both parties must agree." },
  executive: { label: "Executive", meaning: "One authority decides." },
  unspecified: { label: "Rule not known", meaning: "The sources do not say how it is decided." },
};
