import { expect, test } from "vitest";

import { historyToast } from "../../../client/app/edit-words.ts";

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
