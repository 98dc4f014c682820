import { expect, test } from "vitest";

import { editRefusal, type SaveState } from "../../../client/session/session-state.ts";

const ended = (code: number): SaveState => ({ kind: "ended", code, reason: "", count: 0 });

test.each([
  [4400, "edit-forbidden"],
  [4403, "edit-forbidden"],
  [4404, "edit-forbidden"],
  [4409, "generation-other"],
  [4413, "edit-forbidden"],
])("after %d nothing made here is kept, so nothing is taken: %s", (code, refusal) => {
  for (const mayEdit of [true, undefined])
    expect(editRefusal({ save: ended(code), mayEdit })).toMatchObject({ code: refusal });
});

test.each([4401, 4426])("after %d edits wait on this device for the next start", (code) => {
  expect(editRefusal({ save: ended(code), mayEdit: true })).toBeUndefined();
});

test("whoever may only look is told so, whatever became of the connection", () => {
  for (const save of [ended(4409), { kind: "read-only" }] as const)
    expect(editRefusal({ save, mayEdit: false })).toMatchObject({ code: "edit-forbidden" });
});
