import { expect, test } from "vitest";

import { typedText, withTyped } from "../../../client/app/typed-text.ts";
import type { EntityId } from "../../../schema/ids.ts";

const rename = { kind: "rename", id: "s:JPN" as EntityId, label: "Nippon" } as const;
const refused = { text: "No.", tone: "info" } as const;

test("what somebody typed is told by the names of its fields, without what nobody typed", () => {
  const add = {
    kind: "add-entity",
    id: "c:intel" as EntityId,
    fields: { kind: "company", label: "Intel", notes: "Two\nlines" },
  } as const;
  expect(typedText({ kind: "all", commands: [add, rename] })).toBe(
    "label: Intel\nnotes: Two\nlines\nlabel: Nippon",
  );
});

test("a refusal stays while there is something to copy, and only then", () => {
  const tell = () => undefined;
  expect(withTyped(refused, rename, tell)).toMatchObject({
    stays: true,
    action: { label: "Copy what you typed" },
  });
  expect(withTyped(refused, { kind: "retract", ids: ["s:JPN" as EntityId] }, tell)).toBe(refused);
});
