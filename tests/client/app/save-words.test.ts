import { expect, test } from "vitest";

import { saveWords } from "../../../client/app/save-words.ts";
import type { SaveState } from "../../../client/session/session-state.ts";

test.each<[SaveState, string, "calm" | "amber" | "red"]>([
  [{ kind: "connecting" }, "Connecting…", "calm"],
  [{ kind: "saved" }, "Saved", "calm"],
  [{ kind: "saving", count: 1 }, "Saving 1 change…", "calm"],
  [{ kind: "saving", count: 3 }, "Saving 3 changes…", "calm"],
  [{ kind: "offline", count: 0 }, "Offline", "amber"],
  [{ kind: "offline", count: 3 }, "Offline · 3 changes kept on this device", "amber"],
  [{ kind: "refused", reason: "The edit breaks a rule." }, "Not saved: the edit breaks a rule.", "red"],
  [{ kind: "too-new" }, "Read only", "amber"],
])("%o reads “%s”", (save, short, tone) => {
  expect(saveWords(save)).toMatchObject({ short, tone });
});

test("only Saved speaks of the server's disk as done", () => {
  expect(saveWords({ kind: "saved" }).meaning).toContain("is on the server's disk");
  expect(saveWords({ kind: "saving", count: 2 }).meaning).toContain("not yet confirmed");
  expect(saveWords({ kind: "offline", count: 2 }).meaning).toContain("on this device only");
});

test("VER-3 a workspace that is too new says so, and what to do", () => {
  expect(saveWords({ kind: "too-new" }).meaning).toMatch(/changed by a newer Entente. Reload to get it/);
});

test("a reason that begins with an acronym keeps it", () => {
  expect(saveWords({ kind: "refused", reason: "EDTF date expected" }).short).toBe(
    "Not saved: EDTF date expected",
  );
});
