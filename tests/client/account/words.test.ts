import { expect, test } from "vitest";

import type { AuditEntry, Grant, Me } from "../../../client/account/account-data.ts";
import { keepReturn, readArrival, takeReturn } from "../../../client/account/arrival.ts";
import { actorWords, auditWords } from "../../../client/account/audit-words.ts";
import { deviceWords } from "../../../client/account/device-words.ts";
import { grantLine, rolesUpTo } from "../../../client/account/grant-words.ts";
import { rightsToast } from "../../../client/account/rights-words.ts";
import { endingToast, isLastEnd } from "../../../client/account/session-end-words.ts";
import { refusalWords } from "../../../client/account/sign-in-words.ts";
import { agoWords } from "../../../client/account/time-words.ts";

const now = Date.parse("2026-11-25T12:00:00Z");
const me = (...names: string[]): Me => ({
  access: "accounts",
  person: { id: "p", name: "Ann Lee" },
  signInBy: { passkey: true, oidc: null },
  expiresAt: null,
  workspaces: names.map((name) => ({ name, title: name, role: "viewer" })),
});

test("a link says how somebody comes; what cannot be read is an ordinary visit", () => {
  expect(readArrival("#link=abc")).toEqual({ kind: "link", secret: "abc" });
  expect(readArrival("#share=abc")).toEqual({ kind: "share", secret: "abc" });
  expect(readArrival("#signed-in=elsewhere")).toEqual({ kind: "done" });
  expect(readArrival("#refused=sign-in-unavailable")).toEqual({
    kind: "refused",
    code: "sign-in-unavailable",
  });
  for (const hash of ["", "#", "#link", "#link=", "#other=abc"])
    expect(readArrival(hash)).toEqual({ kind: "plain" });
});

test("somebody goes on to where they were going, once, if it is theirs and on this server", () => {
  keepReturn("/w/b?view=table");
  expect(takeReturn(me("a", "b"))).toBe("/w/b?view=table");
  expect(takeReturn(me("a", "b"))).toBe("/w/a");
  for (const strange of ["//evil.example/w/a", "https://evil.example/w/a", "/w/c", "/w/ab"]) {
    keepReturn(strange);
    expect(takeReturn(me("a"))).toBe("/w/a");
  }
  expect(takeReturn(me())).toBe("/");
});

test("nobody gives away more than they have", () => {
  expect(rolesUpTo("owner")).toEqual(["owner", "editor", "commenter", "viewer"]);
  expect(rolesUpTo("commenter")).toEqual(["commenter", "viewer"]);
  expect(rolesUpTo("visitor")).toEqual([]);
});

test("a link tells who made it, until when, and when it was last used", () => {
  const grant: Grant = {
    id: "g",
    label: "The minister’s office",
    role: "visitor",
    person: null,
    madeBy: "Ann Lee",
    madeAt: "2026-11-20T12:00:00Z",
    usedAt: "2026-11-25T09:00:00Z",
    expiresAt: "2026-12-02T12:00:00Z",
    isThis: false,
  };
  expect(grantLine("links", grant, now)).toBe(
    "Until 2 December 2026 · last used 3 hours ago · made by Ann Lee",
  );
  expect(grantLine("tokens", { ...grant, role: "viewer", usedAt: null, expiresAt: null }, now)).toBe(
    "Viewer · until taken back · not used yet · made by Ann Lee",
  );
  expect(grantLine("links", { ...grant, madeBy: "operator" }, now)).toMatch(
    /made by whoever runs the server$/u,
  );
});

test.each([
  ["2026-11-25T11:58:00Z", "just now"],
  ["2026-11-25T11:20:00Z", "40 minutes ago"],
  ["2026-11-25T11:00:00Z", "1 hour ago"],
  ["2026-11-23T12:00:00Z", "2 days ago"],
  ["2026-10-01T12:00:00Z", "on 1 October 2026"],
])("%s was %s", (iso, words) => {
  expect(agoWords(iso, now)).toBe(words);
});

test("what was done about people is said in a sentence; an action of a newer server by its name", () => {
  const entry = (action: string, detail: AuditEntry["detail"]): AuditEntry => ({
    seq: 1,
    at: "",
    actor: "p",
    actorName: "Ann Lee",
    action,
    detail,
  });
  expect(auditWords(entry("role-changed", { name: "Ben", from: "editor", role: "viewer" }))).toBe(
    "changed Ben from editor to viewer",
  );
  expect(auditWords(entry("invitation-made", { label: "Ben", role: "editor" }))).toBe(
    "invited Ben as an editor",
  );
  expect(auditWords(entry("invitation-used", { madeBy: "Ann Lee" }))).toBe(
    "accepted an invitation from Ann Lee",
  );
  expect(auditWords(entry("role-given", { name: "Ben", role: "editor", madeBy: "operator" }))).toBe(
    "became an editor, invited by whoever runs the server",
  );
  expect(auditWords(entry("role-given", { name: "Ben", role: "editor" }))).toBe("added Ben as an editor");
  expect(auditWords(entry("door-painted", {}))).toBe("door painted");
});

test("whoever makes their account by an invitation is named by it, where the server wrote the name down", () => {
  const entry = { seq: 1, at: "", actor: "visitor", actorName: "visitor", action: "person-added" } as const;
  expect(actorWords({ ...entry, detail: { name: "Ben Ortiz" } })).toBe("Ben Ortiz");
  expect(actorWords({ ...entry, detail: {} })).toBe("Somebody new");
});

test("a browser is called by the name that people know", () => {
  expect(deviceWords("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0")).toBe(
    "Firefox on Windows",
  );
  expect(deviceWords("")).toBe("Unknown device");
});

test("the same refusal says what it means for the way somebody came", () => {
  const refused = { code: "sign-in-refused", message: "This does not let anybody in.", hint: "Ask." };
  const titles = (["passkey", "link", "invitation", "share", "organisation"] as const).map(
    (way) => refusalWords(way, refused).title,
  );
  expect(new Set(titles).size).toBe(titles.length);
  expect(refusalWords("link", { code: "unreachable", message: "It is away.", hint: "Try again." })).toEqual({
    title: "It is away",
    next: "Try again.",
  });
});

test("whoever loses the right to edit hears so, and of what was not sent", () => {
  const reason = "An owner changed your role: you are a viewer now.";
  expect(rightsToast({ mayEdit: false, reason }, { kind: "saving", count: 2 }).text).toBe(
    `You may now only look. ${reason} 2 changes were not sent before; whatever is not kept is named.`,
  );
  expect(rightsToast({ mayEdit: true, reason }, { kind: "saved" }).text).toBe(
    `You may change the map. ${reason}`,
  );
});

test("whoever is about to be signed out can stay, unless the sign-in ends for good", () => {
  const run = () => {};
  expect(endingToast(290, false, run)).toMatchObject({
    text: "You will be signed out in 5 minutes. Nothing was changed here for long.",
    stays: true,
    action: { label: "Stay signed in" },
  });
  expect(endingToast(2, true, run)).toMatchObject({
    text: "You will be signed out in 1 minute. This sign-in is old.",
    action: { label: "Sign in again" },
  });
  expect(isLastEnd(300, "2026-11-25T12:05:00Z", now)).toBe(true);
  expect(isLastEnd(300, "2026-11-26T12:00:00Z", now)).toBe(false);
  expect(isLastEnd(300, null, now)).toBe(false);
});
