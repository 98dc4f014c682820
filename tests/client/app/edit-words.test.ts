import { expect, test } from "vitest";

import { historyToast, noEditToast } from "../../../client/app/edit-words.ts";
import type { Me } from "../../../client/account/account-data.ts";
import type { SaveState } from "../../../client/session/session-state.ts";

const result = { label: "Retract 51 entities", skipped: ["s:JPN/$del"], isRefused: true, isDone: false };

test("an undo that somebody else made impossible says so", () => {
  expect(historyToast(result, "Undone").text).toContain("“Retract 51 entities” stays: nothing to undo");
});

test("what somebody else has taken back already is not said to stay", () => {
  expect(historyToast({ ...result, isDone: true }, "Undone")).toEqual({
    text: "“Retract 51 entities” is undone already: somebody else did it.",
    tone: "info",
  });
});

test("whoever may not edit because the connection was ended is told that, not that they may look", () => {
  const visit = (save: SaveState) => ({ save, mayEdit: false, workspace: "test" });
  const ended = (code: number) => visit({ kind: "ended", code, reason: "", count: 0 });
  const visitor: Me = {
    access: "accounts",
    person: null,
    signInBy: { passkey: true, oidc: null },
    expiresAt: null,
    workspaces: [{ name: "test", title: "Test", role: "visitor" }],
  };
  expect(noEditToast(ended(4404), undefined)?.text).toMatch(/^Cannot be opened\. You may not open/);
  expect(noEditToast(ended(4403), visitor)?.text).toMatch(/^No access\. .*Ask whoever gave you the link/);
  expect(noEditToast(visit({ kind: "read-only" }), undefined)?.text).toMatch(/^You may look at everything/);
  expect(noEditToast({ ...visit({ kind: "saved" }), mayEdit: true }, undefined)).toBeUndefined();
});
