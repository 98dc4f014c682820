// A small workspace in plain data: enough of the sample's shape to show and press everything in the panels.
import { evaluate } from "../../../schema/analysis/decision.ts";
import type { Evaluation } from "../../../schema/analysis/evaluation.ts";
import type { Graph } from "../../../schema/graph.ts";
import type { EntityId } from "../../../schema/ids.ts";
import { graphOf } from "./graph-of.ts";

const state = (label: string, iso3: string, more: object = {}) => ({
  kind: "state",
  label,
  identifiers: { iso3 },
  ...more,
});
const electorNames = {
  "s:AUS": "Australia",
  "s:BRN": "Brunei",
  "s:CAN": "Canada",
  "s:CHL": "Chile",
  "s:JPN": "Japan",
  "s:MEX": "Mexico",
  "s:MYS": "Malaysia",
  "s:NZL": "New Zealand",
  "s:PER": "Peru",
  "s:SGP": "Singapore",
  "s:VNM": "Vietnam",
} as const;
export const electors = Object.keys(electorNames) as EntityId[];
export const decisionId = "d:twn-cptpp" as EntityId;

/** Taiwan's application as of December 2024: two for it, five hesitate, of four nothing is known. */
export const sample = graphOf({
  entities: {
    ...Object.fromEntries(Object.entries(electorNames).map(([id, label]) => [id, state(label, id.slice(2))])),
    "s:TWN": state("Taiwan", "TWN", {
      aliases: [
        { name: "Chinese Taipei", use: "forum" },
        { name: "Republic of China", use: "historic" },
      ],
      notes: "Customs territory of its own in the WTO.",
    }),
    "s:USA": state("United States", "USA"),
    "s:CHN": state("China", "CHN"),
    "a:CPTPP": {
      kind: "agreement",
      label: "CPTPP",
      aliases: [
        { name: "Comprehensive and Progressive Agreement for Trans-Pacific Partnership", use: "official" },
      ],
    },
    "c:TSMC": { kind: "company", label: "TSMC" },
    "p:cathy-fang": { kind: "person", label: "Cathy Fang" },
    "d:twn-cptpp": {
      kind: "decision",
      label: "Taiwan joins the CPTPP",
      decisionType: "accession",
      subject: "s:TWN",
      object: "a:CPTPP",
      rule: "unanimity",
      status: "stalled",
      electorate: [
        {
          validTo: "2020-11~",
          members: ["s:MEX", "s:JPN", "s:SGP", "s:NZL", "s:CAN", "s:AUS", "s:VNM"],
          basis: "those that had put it into force",
        },
        { validFrom: "2024-11", members: electors, basis: "Inferred: the eleven that signed" },
      ],
    },
    "d:cri-cptpp-wg": {
      kind: "decision",
      label: "Working group for Costa Rica",
      rule: "consensus",
      outcome: { result: "carried", date: "2024-11-29" },
    },
    "d:us-tpa": {
      kind: "decision",
      label: "Congress renews trade promotion authority",
      rule: "simple-majority",
    },
  },
  relations: {
    "r:apply": {
      kind: "applied-to-join",
      from: "s:TWN",
      to: "a:CPTPP",
      validFrom: "2021-09~",
      qualifiers: { queuePosition: 2 },
    },
    "r:surplus": { kind: "trade-surplus-with", from: "s:TWN", to: "s:USA" },
    "r:persuade": {
      kind: "influences",
      from: "s:USA",
      to: "s:PER",
      strength: "weak",
      qualifiers: { channel: "persuasion", direction: "+", decision: "d:twn-cptpp" },
    },
    "r:draft": { kind: "invests-in", from: "c:TSMC", to: "s:USA" },
    "r:member-jpn": { kind: "member-of", from: "s:JPN", to: "a:CPTPP", validFrom: "2018-12-30" },
    "r:member-per": {
      kind: "member-of",
      from: "s:PER",
      to: "a:CPTPP",
      validFrom: "2021-09-19",
      background: true,
    },
  },
  claims: {
    "clm:rule": {
      on: "d:twn-cptpp",
      field: "rule",
      statement: "Every member has to agree before a newcomer is let in.",
      assertedBy: "p:cathy-fang",
      certainty: "asserted",
      credibility: 2,
      evidence: [["src:000", "p4"]],
    },
    "clm:electors": {
      on: "d:twn-cptpp",
      field: "electorate",
      statement: "Eleven states signed the agreement.",
      certainty: "asserted",
      credibility: 2,
      evidence: [["src:001", "L299-304"]],
    },
    "clm:support": {
      on: "d:twn-cptpp",
      stance: "support",
      actors: ["s:JPN", "s:CAN"],
      collective: true,
      statement: "Tokyo and Ottawa are counted among those in favour.",
      assertedBy: "p:cathy-fang",
      certainty: "asserted",
      credibility: 3,
      valid: "2024-12~",
      evidence: [["src:000", "p4"]],
    },
    "clm:hesitate": {
      on: "d:twn-cptpp",
      stance: "undecided",
      actors: ["s:PER", "s:MYS", "s:BRN", "s:VNM", "s:SGP"],
      collective: true,
      statement:
        "Peru and the members in Southeast Asia hold back on Taipei, while they speak well of Beijing's entry.",
      assertedBy: "p:cathy-fang",
      certainty: "asserted",
      credibility: 3,
      valid: "2024-12~",
      evidence: [["src:000", "p4"]],
    },
    "clm:usa": {
      on: "d:twn-cptpp",
      stance: "support",
      actors: ["s:USA"],
      statement: "Washington works on members from outside, chiefly in Latin America.",
      assertedBy: "p:cathy-fang",
      certainty: "opinion",
      credibility: 3,
      valid: "2024-12~",
      reviewState: "disputed",
      evidence: [["src:000", "p2"]],
    },
    "clm:apply": {
      on: "r:apply",
      statement: "Taipei filed in autumn 2021 and has waited since.",
      assertedBy: "Cathy Fang",
      certainty: "asserted",
      credibility: 2,
      published: "2024-12~",
      evidence: [
        ["src:000", "p1"],
        ["src:001", '"Whither TPA?" L715-725'],
      ],
    },
    "clm:surplus": {
      on: "r:surplus",
      statement: "Taiwan sells more to the United States than it buys.",
      reviewState: "draft",
    },
    "clm:persuade": {
      on: "r:persuade",
      statement: "American diplomats nudge Lima.",
      certainty: "opinion",
      evidence: [["src:000", "p2"]],
    },
    "clm:member": {
      on: "r:member-jpn",
      statement: "Japan was among the first six for whom the agreement took effect.",
      certainty: "asserted",
      evidence: [["src:001", "L299"]],
    },
    "clm:member-per": {
      on: "r:member-per",
      statement: "For Peru it took effect in September 2021.",
      background: true,
      certainty: "asserted",
      evidence: [["src:treaty", "Art. 3"]],
    },
    "clm:outcome": {
      on: "d:cri-cptpp-wg",
      field: "outcome",
      statement: "Ministers agreed in Vancouver to set up the group.",
      certainty: "asserted",
      credibility: 2,
      evidence: [["src:000", "p1"]],
    },
  },
  sources: {
    "src:000": {
      kind: "op-ed",
      title: "Taiwan must rethink trade policy",
      author: "Cathy Fang",
      publisher: "a Taipei daily",
      dateUsed: "2024-12~",
      dateBasis: "inferred: a president-elect is named, and the bid is three years and three months old",
      reliability: "C",
    },
    "src:001": {
      kind: "report",
      title: "Reimagining the TPP: revisions that could facilitate US re-entry",
      publisher: "Asia Society Policy Institute",
      dateUsed: "2020-09/2020-11",
      dateBasis: "inferred",
      reliability: "B",
    },
    "src:treaty": { kind: "treaty", title: "CPTPP, Article 3", reliability: "A", background: true },
  },
});

/** What the program says of a decision in the sample. */
export function evaluationOf(
  decision: EntityId = decisionId,
  asOf = "2024-12-15",
  graph: Graph = sample,
): Evaluation {
  return evaluate(graph, decision, { asOf, today: "2026-11-22" });
}
