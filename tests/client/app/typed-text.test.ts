import { expect, test } from "vitest";

import { typedText, withTyped } from "../../../client/app/typed-text.ts";
import type { ClaimId, EntityId } from "../../../schema/ids.ts";

const rename = { kind: "rename", id: "s:JPN" as EntityId, label: "Nippon" } as const;
const refused = { text: "No.", tone: "info" } as const;

test("what somebody typed is told by what its fields are called, without what nobody typed", () => {
  const add = {
    kind: "add-entity",
    id: "c:intel" as EntityId,
    fields: { kind: "company", label: "Intel", notes: "Two\nlines" },
  } as const;
  expect(typedText({ kind: "all", commands: [add, rename] })).toBe(
    "Name: Intel\nNotes: Two\nlines\nName: Nippon",
  );
});

test("of a claim and its evidence, what was typed is told, and no id or key", () => {
  const claim = {
    kind: "add-claim",
    id: "clm:a1" as ClaimId,
    fields: { kind: "claim", on: "d:twn-cptpp" as EntityId, statement: "Peru hesitates.", field: "status" },
  } as const;
  expect(typedText(claim)).toBe("What is claimed: Peru hesitates.");
  expect(
    typedText({
      kind: "change",
      id: "s:JPN" as EntityId,
      fields: { subject: "s:TWN", validFrom: "2018-12" },
    }),
  ).toBe("Valid from: 2018-12");
});

test("a refusal stays while there is something to copy, and only then", () => {
  const tell = () => undefined;
  expect(withTyped(refused, rename, tell)).toMatchObject({
    stays: true,
    action: { label: "Copy what you typed" },
  });
  expect(withTyped(refused, { kind: "retract", ids: ["s:JPN" as EntityId] }, tell)).toBe(refused);
});
