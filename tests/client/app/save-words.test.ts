import { expect, test } from "vitest";

import { fullToast, mayReload, saveWords } from "../../../client/app/save-words.ts";
import type { SaveState } from "../../../client/session/session-state.ts";

const ended = (code: number, reason = "") => ({ kind: "ended", code, reason, count: 0 }) as const;

test.each<[SaveState, string, "calm" | "amber" | "red"]>([
  [{ kind: "connecting" }, "Connecting…", "calm"],
  [{ kind: "saved" }, "Saved", "calm"],
  [{ kind: "saving", count: 1 }, "Saving 1 change…", "calm"],
  [{ kind: "saving", count: 3 }, "Saving 3 changes…", "calm"],
  [{ kind: "offline", count: 0 }, "Offline", "amber"],
  [{ kind: "offline", count: 3 }, "Offline · 3 changes kept on this device", "amber"],
  [{ kind: "degraded", count: 0 }, "Not saving", "amber"],
  [{ kind: "degraded", count: 2 }, "Not saved yet · 2 changes", "amber"],
  [{ kind: "restarting", count: 0 }, "Server restarting", "amber"],
  [{ kind: "restarting", count: 1 }, "Server restarting · 1 change kept here", "amber"],
  [{ kind: "read-only" }, "View only", "calm"],
  [ended(4400, "The edit breaks a rule."), "Not saved: the edit breaks a rule", "red"],
  [ended(4401), "Signed out", "amber"],
  [ended(4403), "No access", "amber"],
  [ended(4404), "Cannot be opened", "red"],
  [ended(4409), "Other version on the server", "amber"],
  [ended(4413), "Too large to save", "red"],
  [ended(4426), "Newer Entente needed", "amber"],
  [{ kind: "too-new" }, "Read only", "amber"],
])("%o reads “%s”", (save, short, tone) => {
  expect(saveWords(save)).toMatchObject({ short, tone });
});

test("only Saved speaks of the server's disk as done", () => {
  expect(saveWords({ kind: "saved" }).meaning).toContain("is on the server's disk");
  expect(saveWords({ kind: "saving", count: 2 }).meaning).toContain("not yet confirmed");
  expect(saveWords({ kind: "offline", count: 2 }).meaning).toContain("on this device only");
});

test("F25 where the browser keeps nothing, no words say that it does, and all say to leave the tab open", () => {
  const waiting = ["offline", "degraded", "restarting"] as const;
  for (const kind of waiting) {
    const [none, some] = [0, 2].map((count) => saveWords({ kind, count, isTabOnly: true }));
    expect([none?.tone, some?.tone]).toEqual(["amber", "red"]);
    expect(some?.short).toMatch(/ · 2 changes in this tab only$/);
    for (const meaning of [none?.meaning, some?.meaning]) {
      expect(meaning).toMatch(/This browser keeps nothing for this page.* Leave this tab open/);
      expect(meaning).not.toContain("kept on this device");
    }
  }
  expect(saveWords({ kind: "connecting", isTabOnly: true }).meaning).toContain("Leave this tab open");
  expect(saveWords({ kind: "saved", isTabOnly: true }).meaning).toMatch(
    /is on the server's disk.*leave this tab open/,
  );
});

test("VER-3 a workspace that is too new says so, and what to do", () => {
  expect(saveWords({ kind: "too-new" }).meaning).toMatch(/changed by a newer Entente. Reload to get it/);
});

test("what the server ended says what is left on this device only, and what to do", () => {
  expect(saveWords(ended(4403)).meaning).not.toContain("device");
  expect(saveWords({ ...ended(4403), count: 2 }).meaning).toMatch(
    /Ask one of its owners, then reload. Not on the server: 2 changes are on this device only/,
  );
  expect(saveWords({ ...ended(4401), count: 1 }).meaning).toMatch(/1 change is on this device only/);
});

test("P20 a server with another history says that there may be changes here only, even where none is counted", () => {
  expect(saveWords(ended(4409)).meaning).toMatch(
    /you are asked first.* There may be changes on this device only\.$/,
  );
  expect(saveWords({ ...ended(4409), count: 1 }).meaning).toMatch(
    /Not on the server: 1 change is on this device only\.$/,
  );
});

test("a server that cannot save says that nothing is lost and nothing has to be done", () => {
  expect(saveWords({ kind: "degraded", count: 2 }).meaning).toMatch(
    /kept on this device and are saved by themselves/,
  );
});

test("a reason that begins with an acronym keeps it", () => {
  expect(saveWords(ended(4400, "EDTF date expected")).short).toBe("Not saved: EDTF date expected");
});

test("whoever came by a shared link is sent to whoever gave it to them", () => {
  expect(saveWords(ended(4403), "link")).toMatchObject({ short: "No access", tone: "amber" });
  for (const save of [ended(4403), { kind: "read-only" }] as const)
    expect(saveWords(save, "link").meaning).toContain("sk whoever gave you the link");
  expect(saveWords(ended(4401), "link").meaning).toContain("Open the link again");
  expect(saveWords({ kind: "offline", count: 0 }, "link")).toEqual(saveWords({ kind: "offline", count: 0 }));
});

test("where nobody signs in, nobody is told to sign in as somebody else", () => {
  expect(saveWords(ended(4404)).meaning).toContain("sign in as somebody else");
  expect(saveWords(ended(4404), "local").meaning).toMatch(/^There is no workspace of this name/);
});

test("reloading is offered to whoever comes back by it, and not to whoever's link is over", () => {
  for (const code of [4401, 4403, 4404]) {
    expect(mayReload(ended(code), "account")).toBe(true);
    expect(mayReload(ended(code), "link")).toBe(false);
  }
  expect(mayReload(ended(4426), "link")).toBe(true);
  expect(mayReload({ kind: "too-new" }, "link")).toBe(true);
  expect(mayReload({ kind: "offline", count: 1 }, "account")).toBe(false);
});

test("a workspace that is nearly full says so, what is safe and what to do, until it is closed", () => {
  const toast = fullToast({ bytes: 70, bytesMax: 128 });
  expect(toast).toMatchObject({ tone: "warning", stays: true });
  expect(toast.text).toMatch(/^This workspace is 54 % full. Everything is saved/);
  expect(fullToast({ bytes: 130, bytesMax: 128 }).text).toContain("99 %");
});
