// The vocabulary is whole: every word has its term, every kind reads both ways, and marks that judge nothing rank nowhere.
import { expect, test } from "vitest";
import { admiraltyPair, isAtLeast, markNumber } from "../../schema/admiralty.ts";
import { decisionStatusTerms, decisionTypeTerms } from "../../schema/terms/decision-terms.ts";
import { qualifierTerms, qualifierTermOf } from "../../schema/terms/qualifiers.ts";
import { relationKinds, relationKindTerms, type RelationKindTerm } from "../../schema/relation-kinds.ts";
import { usualSubtypes } from "../../schema/terms/subtypes.ts";
import {
  confidences,
  credibilities,
  decisionStatuses,
  decisionTypes,
  likelihoods,
  likelihoodTerms,
  reliabilities,
  ruleKinds,
  ruleTerms,
} from "../../schema/vocabulary.ts";

const terms = relationKinds.map((kind): [string, RelationKindTerm] => [kind, relationKindTerms[kind]]);

test("ADM-1 a grade is both marks or none", () => {
  expect(admiraltyPair("B", 2)).toBe("B2");
  expect(admiraltyPair("F", 6)).toBe("F6");
  expect([admiraltyPair("B", undefined), admiraltyPair(undefined, 2)]).toEqual([undefined, undefined]);
});

test("ADM-2 marks that cannot be judged have no number and rank nowhere", () => {
  expect(reliabilities.map(markNumber)).toEqual([1, 2, 3, 4, 5, null]);
  expect(credibilities.map(markNumber)).toEqual([1, 2, 3, 4, 5, null]);
  for (const mark of reliabilities) {
    expect([isAtLeast(mark, "F"), isAtLeast("F", mark)]).toEqual([false, false]);
    expect(isAtLeast(mark, mark)).toBe(mark !== "F");
  }
  expect([isAtLeast("A", "B"), isAtLeast("C", "B"), isAtLeast(1, 2), isAtLeast(3, 2)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test("every kind of relation reads both ways, and a symmetric one reads alike", () => {
  for (const [kind, { label, inverse, isSymmetric = false }] of terms) {
    expect([kind, label.length > 0, inverse === label]).toEqual([kind, true, isSymmetric]);
  }
  const labels = terms.map(([, { label }]) => label);
  expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
});

test("every qualifier that a kind asks for has a term, and every term is asked for", () => {
  const asked = new Set(terms.flatMap(([, { qualifiers = [] }]) => qualifiers));
  expect(Object.keys(qualifierTerms).toSorted()).toEqual([...asked].toSorted());
  expect(qualifierTermOf("toString")).toBeUndefined();
});

test("types, states and rules of decisions say what they mean", () => {
  for (const term of [
    ...decisionTypes.map((type) => decisionTypeTerms[type]),
    ...decisionStatuses.map((status) => decisionStatusTerms[status]),
    ...ruleKinds.map((rule) => ruleTerms[rule]),
  ])
    expect([term.label, /^[A-Z].*\.$/.test(term.meaning)]).toEqual([term.label, true]);
});

test("likelihoods cover 1 to 99 percent without a gap, each with both words of ICD 203", () => {
  const bands = likelihoods.map((word) => likelihoodTerms[word].percent);
  expect([bands[0]?.[0], bands.at(-1)?.[1]]).toEqual([1, 99]);
  bands.slice(1).forEach(([from], index) => expect(from).toBe(bands[index]?.[1]));
  const words = likelihoods.flatMap((word) => [likelihoodTerms[word].label, likelihoodTerms[word].synonym]);
  expect(new Set(words).size).toBe(likelihoods.length * 2);
  expect(confidences).toEqual(["low", "moderate", "high"]);
});

test("subtypes are offered where there are usual ones", () => {
  expect(usualSubtypes("body")).toContain("think tank");
  expect([usualSubtypes("person"), usualSubtypes("constructor")]).toEqual([[], []]);
});
