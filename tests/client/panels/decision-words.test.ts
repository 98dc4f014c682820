import { expect, test } from "vitest";

import {
  answerInWords,
  binInWords,
  countsInWords,
  movesInWords,
  outlookInWords,
} from "../../../client/panels/decision-words.ts";
import { nameIn } from "../../../client/panels/graph-reading.ts";
import type { Evaluation } from "../../../schema/analysis/evaluation.ts";
import type { EntityId } from "../../../schema/ids.ts";
import type { Entity } from "../../../schema/records.ts";
import { stanceStates } from "../../../schema/vocabulary.ts";
import { decisionId, evaluationOf, sample } from "./fixture.ts";

const nameOf = (id: EntityId) => nameIn(sample, id);
const decision = (id: EntityId) => sample.entities.get(id) as Entity;
const ids = (...names: string[]) => names as EntityId[];
const none = Object.fromEntries(stanceStates.map((stance) => [stance, 0])) as Evaluation["counts"];

/** An evaluation of three electors, changed as a test needs it. */
function made(change: Partial<Evaluation>): Evaluation {
  return {
    ...evaluationOf(),
    electors: ids("s:JPN", "s:CAN", "s:PER"),
    counts: { ...none, support: 2, oppose: 1 },
    positions: [],
    declaredBlockers: [],
    potentialBlockers: [],
    unknown: [],
    minimalMoves: [],
    ...change,
  };
}

test("the sample reads as the strip shows it", () => {
  expect(answerInWords(evaluationOf(), decision(decisionId), nameOf)).toBe(
    "Open. Unanimity of 11: 2 support, 5 undecided, 4 unknown. Any one refusal stops it.",
  );
});

test("an electorate of which nothing is known is said to be unknown, not against", () => {
  expect(answerInWords(evaluationOf(decisionId, "2020-09-30"), decision(decisionId), nameOf)).toBe(
    "Open. Unanimity of 7: 7 unknown. Any one refusal stops it.",
  );
});

test("ELE-5 who decides and lies in the bin is said, and so is an agreement whose members decide", () => {
  expect(binInWords(made({}), nameOf)).toBe("");
  expect(binInWords(made({ inBin: ids("s:PER", "s:JPN") }), nameOf)).toBe(
    "Japan and Peru are in the bin. They still have a vote, and nothing is known of them.",
  );
  expect(binInWords(made({ inBin: ids("a:CPTPP") }), nameOf)).toBe(
    "CPTPP is in the bin. Its members still decide.",
  );
});

test("consensus is stopped by an objection, not by a refusal", () => {
  const evaluation = made({ rule: "consensus", counts: { ...none, support: 2, unknown: 1 } });
  expect(answerInWords(evaluation, undefined, nameOf)).toBe(
    "Open. Consensus of 3: 2 support, 1 unknown. Any one objection stops it.",
  );
});

test("a blocked decision names who refuses", () => {
  const one = made({ result: "blocked", declaredBlockers: ids("s:PER") });
  expect(answerInWords(one, undefined, nameOf)).toBe(
    "Blocked. Unanimity of 3: 2 support, 1 opposes. Peru refuses.",
  );
  const two = made({
    result: "blocked",
    counts: { ...none, support: 1, block: 2 },
    declaredBlockers: ids("s:PER", "s:CAN"),
  });
  expect(answerInWords(two, undefined, nameOf)).toBe(
    "Blocked. Unanimity of 3: 1 supports, 2 block. Canada and Peru refuse.",
  );
});

test("a carried decision says by what", () => {
  const all = made({ result: "carried", counts: { ...none, champion: 1, support: 2 } });
  expect(answerInWords(all, undefined, nameOf)).toBe(
    "Carried. Unanimity of 3: 1 champion, 2 support. Every elector consents.",
  );
  const costaRica = "d:cri-cptpp-wg" as EntityId;
  expect(answerInWords(evaluationOf(costaRica), decision(costaRica), nameOf)).toBe(
    "Carried on 29 November 2024, as recorded.",
  );
});

test("a recorded rejection says so, and an outcome after the day shown is not told", () => {
  const rejected = { ...decision(decisionId), outcome: { result: "rejected", date: "2024-03" } } as Entity;
  expect(answerInWords(made({ result: "blocked" }), rejected, nameOf)).toBe(
    "Blocked: rejected in March 2024, recorded without a claim.",
  );
  const later = { ...rejected, outcome: { result: "carried", date: "2025-03" } } as Entity;
  expect(answerInWords(made({ result: "open" }), later, nameOf)).toMatch(/^Open\. Unanimity of 3/);
});

test("what cannot be evaluated says why", () => {
  const tpa = "d:us-tpa" as EntityId;
  expect(answerInWords(evaluationOf(tpa), decision(tpa), nameOf)).toBe(
    `Not evaluable. ${evaluationOf(tpa).reason}`,
  );
});

test("what had been decided by some time says so", () => {
  const voted = {
    ...decision("d:twn-cptpp" as EntityId),
    outcome: { result: "carried", date: "../2020-08" },
  } as Entity;
  expect(answerInWords(made({ result: "carried" }), voted, nameOf)).toBe(
    "Carried by August 2020 at the latest, recorded without a claim.",
  );
});

test("counts go from most for to most against, and leave out what nobody holds", () => {
  const one = Object.fromEntries(stanceStates.map((stance) => [stance, 1])) as Evaluation["counts"];
  expect(countsInWords(one)).toBe(
    "1 champion, 1 supports, 1 leans to support, 1 undecided, 1 leans against, 1 opposes, 1 blocks, 1 abstains, 1 unknown",
  );
  expect(countsInWords(none)).toBe("");
});

test("what it would take counts those who have not consented, by where they stand", () => {
  expect(movesInWords(evaluationOf(), nameOf)).toBe(
    "consent of all 9 who have not given it (5 undecided, 4 unknown).",
  );
});

test("few are named, many are not, and alternatives are said to be alternatives", () => {
  const [japan, canada, peru, chile] = ids("s:JPN", "s:CAN", "s:PER", "s:CHL");
  if (!japan || !canada || !peru || !chile) throw new Error("the sample has these four");
  expect(movesInWords(made({ minimalMoves: [[peru]] }), nameOf)).toBe("consent of Peru.");
  expect(
    movesInWords(
      made({
        minimalMoves: [
          [japan, canada],
          [japan, peru],
          [canada, peru],
        ],
      }),
      nameOf,
    ),
  ).toBe("consent of any 2 of these 3: Canada, Japan and Peru.");
  expect(
    movesInWords(
      made({
        minimalMoves: [
          [japan, canada],
          [peru, chile],
        ],
      }),
      nameOf,
    ),
  ).toBe("consent of 2 more, in 2 ways; for example Canada and Japan.");
  expect(movesInWords(made({ minimalMoves: [] }), nameOf)).toBe("");
});

test("nobody who hesitates or is silent is called an opponent", () => {
  const lines = outlookInWords(evaluationOf(), nameOf);
  expect(lines).toEqual([
    { term: "Declared blockers:", text: "none." },
    { term: "Potential blockers:", text: "5 who hesitate without refusing." },
    { term: "Unknown:", text: "4 without evidence either way." },
    { term: "What it would take:", text: "consent of all 9 who have not given it (5 undecided, 4 unknown)." },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/oppon|oppos|against|enem/i);
});

test("declared blockers are named", () => {
  const [line] = outlookInWords(made({ declaredBlockers: ids("s:PER") }), nameOf);
  expect(line).toEqual({ term: "Declared blockers:", text: "Peru." });
});
