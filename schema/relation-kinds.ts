// Kinds of relations as data: how each reads both ways, and what it usually joins.
import type { Qualifier } from "./terms/qualifiers.ts";
import { actorKinds, type EntityKind } from "./vocabulary.ts";

type Ends = readonly EntityKind[] | "any";

/** A kind of relation, read "from <label> to"; the inverse reads the other way. */
export interface RelationKindTerm<Kinds = Ends> {
  readonly label: string;
  readonly inverse: string;
  readonly from: Kinds;
  readonly to: Kinds;
  readonly isSymmetric?: true;
  /** Fields beyond validFrom, validTo, status and note that this kind asks for. */
  readonly qualifiers?: readonly Qualifier[];
}

const actors: Ends = actorKinds;
const parties: Ends = ["state", "bloc"];
const pacts: Ends = ["agreement", "bloc", "regime", "body"];

/** Kinds of relations. Stances are not among them: they are claims, drawn as lines from actor to decision. */
export const relationKindTerms = {
  "member-of": {
    label: "is a member of",
    inverse: "has member",
    from: ["state", "body", "person", "company", "bloc"],
    to: [...pacts, "group"],
    qualifiers: ["basis"],
  },
  signed: { label: "signed", inverse: "signed by", from: parties, to: ["agreement"] },
  ratified: {
    label: "has ratified",
    inverse: "ratified by",
    from: parties,
    to: ["agreement"],
    qualifiers: ["inForceOn"],
  },
  "not-ratified": {
    label: "has not ratified",
    inverse: "awaits ratification by",
    from: parties,
    to: ["agreement"],
    qualifiers: ["asOf"],
  },
  "withdrew-from": { label: "withdrew from", inverse: "left by", from: parties, to: pacts },
  "interested-in": {
    label: "has shown interest in joining",
    inverse: "attracts",
    from: parties,
    to: pacts,
    qualifiers: ["level"],
  },
  "applied-to-join": {
    label: "applied to join",
    inverse: "has applicant",
    from: parties,
    to: pacts,
    qualifiers: ["queuePosition", "nameUsed"],
  },
  "observer-of": { label: "is an observer of", inverse: "has observer", from: parties, to: pacts },
  "adherent-of": { label: "is an adherent of", inverse: "has adherent", from: parties, to: pacts },
  "negotiates-with": {
    label: "negotiates with",
    inverse: "negotiates with",
    from: parties,
    to: parties,
    isSymmetric: true,
    qualifiers: ["about", "round", "level"],
  },
  "has-trade-deal-with": {
    label: "has a trade deal with",
    inverse: "has a trade deal with",
    from: parties,
    to: parties,
    isSymmetric: true,
    qualifiers: ["agreement"],
  },
  "party-to-talks": {
    label: "takes part in",
    inverse: "has participant",
    from: actors,
    to: ["negotiation", "event", "agreement"],
    qualifiers: ["role"],
  },
  "imposes-tariff-on": {
    label: "taxes imports of",
    inverse: "is taxed by",
    from: parties,
    to: parties,
    qualifiers: ["rate", "unit", "sector", "measure"],
  },
  sanctions: {
    label: "sanctions",
    inverse: "sanctioned by",
    from: ["state", "body", "bloc"],
    to: actors,
    qualifiers: ["measure", "legalBasis"],
  },
  "retaliates-against": {
    label: "retaliates against",
    inverse: "hit in return by",
    from: parties,
    to: parties,
    qualifiers: ["measure"],
  },
  "trade-surplus-with": {
    label: "runs a trade surplus with",
    inverse: "runs a trade deficit with",
    from: parties,
    to: parties,
    qualifiers: ["amount", "currency", "period"],
  },
  "trades-with": {
    label: "trades with",
    inverse: "trades with",
    from: parties,
    to: parties,
    isSymmetric: true,
    qualifiers: ["rank"],
  },
  "invests-in": {
    label: "invests in",
    inverse: "receives investment from",
    from: actors,
    to: ["state", "company", "place", "sector"],
    qualifiers: ["amount", "currency", "voluntary"],
  },
  supplies: {
    label: "supplies",
    inverse: "supplied by",
    from: actors,
    to: actors,
    qualifiers: ["goods", "lawful"],
  },
  "restricts-exports-to": {
    label: "restricts exports to",
    inverse: "faces export controls of",
    from: ["state", "regime"],
    to: actors,
    qualifiers: ["goods"],
  },
  influences: {
    label: "influences",
    inverse: "is influenced by",
    from: actors,
    to: "any",
    qualifiers: ["decision", "direction", "strength", "channel"],
  },
  recognises: { label: "recognises", inverse: "recognised by", from: ["state"], to: ["state"] },
  "allied-with": {
    label: "is an ally of",
    inverse: "is an ally of",
    from: ["state"],
    to: ["state"],
    isSymmetric: true,
    qualifiers: ["form"],
  },
  "rival-of": {
    label: "rivals",
    inverse: "rivals",
    from: actors,
    to: actors,
    isSymmetric: true,
    qualifiers: ["field"],
  },
  amends: { label: "amends", inverse: "amended by", from: "any", to: ["agreement", "provision", "measure"] },
  suspends: {
    label: "suspends",
    inverse: "suspended by",
    from: "any",
    to: ["agreement", "provision", "measure"],
  },
  succeeds: { label: "succeeds", inverse: "succeeded by", from: "any", to: "any" },
  "derived-from": {
    label: "is derived from",
    inverse: "is the basis of",
    from: ["agreement", "provision", "negotiation"],
    to: ["agreement", "provision"],
    qualifiers: ["share"],
  },
  contains: { label: "contains", inverse: "is part of", from: "any", to: "any" },
  requires: { label: "requires", inverse: "required by", from: "any", to: "any", qualifiers: ["condition"] },
  "alternative-to": {
    label: "is an alternative to",
    inverse: "has the alternative",
    from: "any",
    to: "any",
    qualifiers: ["route", "feasibility"],
  },
  "holds-office": {
    label: "holds office in",
    inverse: "held by",
    from: ["person"],
    to: ["body", "state", "bloc"],
    qualifiers: ["title", "former"],
  },
  leads: { label: "leads", inverse: "led by", from: actors, to: "any", qualifiers: ["title", "former"] },
  "works-for": {
    label: "works for",
    inverse: "employs",
    from: ["person"],
    to: actors,
    qualifiers: ["title", "former"],
  },
  "affiliated-with": {
    label: "is affiliated with",
    inverse: "has affiliate",
    from: actors,
    to: actors,
    qualifiers: ["title", "former"],
  },
  "based-in": { label: "is based in", inverse: "hosts", from: "any", to: ["state", "place"] },
  "located-in": {
    label: "is located in",
    inverse: "contains the place",
    from: ["place", "event"],
    to: ["state", "place"],
  },
  "operates-in": {
    label: "operates in",
    inverse: "has operator",
    from: actors,
    to: ["sector", "place", "state"],
  },
  established: { label: "established", inverse: "established by", from: actors, to: "any" },
  proposes: { label: "proposes", inverse: "proposed by", from: actors, to: "any" },
  dismisses: { label: "dismisses", inverse: "dismissed by", from: actors, to: "any" },
  concerns: { label: "concerns", inverse: "is the subject of", from: "any", to: "any" },
  "same-as": {
    label: "is the same as",
    inverse: "is the same as",
    from: "any",
    to: "any",
    isSymmetric: true,
    qualifiers: ["basis"],
  },
  "different-from": {
    label: "is not",
    inverse: "is not",
    from: "any",
    to: "any",
    isSymmetric: true,
    qualifiers: ["basis"],
  },
} as const satisfies Record<string, RelationKindTerm>;
export type RelationKind = keyof typeof relationKindTerms;
export const relationKinds = Object.keys(relationKindTerms) as readonly RelationKind[];

/** The relation kinds offered first when somebody draws a line. */
export const commonRelationKinds = [
  "member-of",
  "applied-to-join",
  "interested-in",
  "negotiates-with",
  "influences",
  "has-trade-deal-with",
] as const satisfies RelationKind[];

/** Whether a kind is in the vocabulary; a team's own is not. terms.ts has the terms of both. */
export function isRelationKind(kind: string): kind is RelationKind {
  return Object.hasOwn(relationKindTerms, kind);
}
