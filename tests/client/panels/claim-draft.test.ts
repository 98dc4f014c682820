// What the forms make of a draft is what the document accepts, and nothing in it is a problem.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { newIds } from "../../../client/controls/new-id.ts";
import { aliasChanges } from "../../../client/panels/alias-text.ts";
import {
  claimCommands,
  claimFaults,
  dateFault,
  emptyClaim,
  emptySource,
  type ClaimDraft,
} from "../../../client/panels/claim-draft.ts";
import { perform, type Command } from "../../../schema/edits.ts";
import type { EntityId, RelationId } from "../../../schema/ids.ts";
import { project } from "../../../schema/projection.ts";

const author = { user: "Test", at: "2026-11-22T00:00:00Z" };
const japan = "s:JPN" as EntityId;
const decision = "d:question" as EntityId;

/** A workspace with a state, a decision, and a relation between them. */
function workspace(): Y.Doc {
  const doc = new Y.Doc();
  const commands: readonly Command[] = [
    { kind: "add-entity", id: japan, fields: { kind: "state", label: "Japan" } },
    { kind: "add-entity", id: decision, fields: { kind: "decision", label: "Question", rule: "consensus" } },
    {
      kind: "add-relation",
      id: "r:one" as RelationId,
      fields: { kind: "concerns", from: decision, to: japan },
    },
  ];
  perform(doc, { kind: "all", commands }, author);
  return doc;
}

const full: ClaimDraft = {
  ...emptyClaim,
  statement: " Tokyo says yes. ",
  newSource: {
    ...emptySource,
    title: "Minutes",
    author: "Clerk",
    datePrinted: "2024-12",
    url: "https://example.org/a",
    reliability: "B",
  },
  locator: "p4",
  assertedBy: "Clerk",
  valid: "2024-12~",
  said: "2024-12-01",
  published: "2024-12-02",
  credibility: "2",
};

test("a full draft has no fault and becomes records without a problem", () => {
  const doc = workspace();
  expect(claimFaults(full)).toEqual({});
  const position = claimCommands(full, { on: decision, stance: "support", actors: [japan] }, newIds());
  const plain = claimCommands(full, { on: "r:one" as RelationId }, newIds());
  perform(doc, { kind: "all", commands: [...position, ...plain] }, author);
  const graph = project(doc);
  expect(graph.problems).toEqual([]);
  const [claim] = [...graph.claims.values()].filter(({ stance }) => stance === "support");
  expect(claim).toMatchObject({
    statement: "Tokyo says yes.",
    actors: [japan],
    assertedBy: "Clerk",
    certainty: "asserted",
    credibility: 2,
    valid: "2024-12~",
  });
  expect(claim?.evidence.map(({ locator }) => locator)).toEqual(["p4"]);
  expect([...graph.sources.values()].map(({ title, reliability }) => [title, reliability])).toEqual([
    ["Minutes", "B"],
    ["Minutes", "B"],
  ]);
});

test("an empty draft names every fault with what to do", () => {
  expect(Object.keys(claimFaults(emptyClaim))).toEqual(["statement", "source", "locator"]);
  const untitled = { ...full, newSource: { ...emptySource, datePrinted: "soon", url: "example.org" } };
  expect(claimFaults(untitled)).toEqual({
    "source.title": "Give the source's title.",
    "source.datePrinted": expect.stringContaining("“soon” is not a date.") as string,
    "source.url": "Write the address with http:// or https:// before it.",
  });
});

test("dates are checked as the document checks them", () => {
  for (const text of ["", "2024", "2024-12~", "2020/2024", "../2024-11"])
    expect(dateFault(text)).toBeUndefined();
  for (const text of ["autumn", "12/2024", "2024-13"]) expect(dateFault(text)).toContain("is not a date");
});

test("edited aliases are what the document then holds", () => {
  const doc = workspace();
  const before = [{ name: "Nippon" }];
  const names = () => (project(doc).entities.get(japan)?.aliases ?? []).map(({ name }) => name);
  perform(doc, { kind: "change", id: japan, fields: aliasChanges([], before) }, author);
  expect(names()).toEqual(["Nippon"]);
  const after = [{ name: "Nihon", use: "common" as const }];
  perform(doc, { kind: "change", id: japan, fields: aliasChanges(before, after) }, author);
  expect(names()).toEqual(["Nihon"]);
});
