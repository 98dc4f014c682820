// What every storage of versions promises. Each implementation of the log runs this suite.
import { describe, expect, test } from "vitest";

import { EntenteError } from "../../schema/errors.ts";
import type { VersionKind } from "../../schema/versions/version.ts";
import { defaultLimits } from "../../server/limits.ts";
import { all, edit, type Storage } from "./update-log-contract.ts";

/** Runs the suite on an implementation. */
export function testVersionStore(name: string, openStorage: () => Storage): void {
  describe(`version store: ${name}`, () => {
    test("a version says how far the logs of its workspace went, and keeps saying it", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      await log.createWorkspace("b", "B");
      await log.append([edit("a", 1), edit("a", 2), edit("a/text", 3)]);
      const words = { workspace: "a", kind: "named", name: "One", note: "", by: "Ann" } as const;
      const one = await log.versions.add(words);
      expect(one).toMatchObject({ ...words, seq: 2, textSeq: 1 });
      await log.append([edit("a", 4)]);
      const two = await log.versions.add(
        { ...words, name: "Two", by: undefined },
        { seq: 1, textSeq: undefined },
      );
      expect(await log.versions.list("a", 10)).toEqual([one, two]);
      expect(await log.versions.list("a", 10, one.id)).toEqual([two]);
      expect(await log.versions.read("b", one.id)).toBeUndefined();
      expect(await log.versions.rename("b", one.id, "X", "")).toBeUndefined();
      expect(await log.versions.remove("b", one.id)).toBe(false);
      await expect(log.versions.add({ ...words, workspace: "c" })).rejects.toThrow(EntenteError);
      const renamed = await log.versions.rename("a", two.id, "Deux", "Note");
      expect(renamed).toEqual({ ...two, name: "Deux", note: "Note" });
      expect(await log.versions.remove("a", two.id)).toBe(true);
      expect((await log.versions.add(words)).id).toBeGreaterThan(two.id);
      expect(await log.versions.countNamed("a")).toBe(2);
    });

    test("a version is kept together with what follows it, or not at all", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      await log.append([edit("a", 1)]);
      const before = {
        workspace: "a",
        kind: "before-restore",
        name: "Before",
        note: "",
        by: undefined,
      } as const;
      await expect(log.append([edit("a", 2), edit("unknown", 3)], before)).rejects.toThrow(EntenteError);
      expect(await log.versions.list("a", 10)).toEqual([]);
      await log.append([edit("a", 2), edit("a", 3)], before);
      expect(await log.versions.newest("a", "before-restore")).toMatchObject({ seq: 1, textSeq: 0 });
      expect((await all(log, "a")).length).toBe(3);
    });

    test("of each kind of version that the server makes, the newest are kept, and all that somebody named", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      const make = (kind: VersionKind, name: string) =>
        log.versions.add({ workspace: "a", kind, name, note: "", by: undefined });
      const first = await make("before-removal", "First");
      await make("named", "Kept");
      await make("before-restore", "Of another kind");
      await log.versions.rename("a", first.id, "Named since", "");
      const { versionsAutomaticMax } = defaultLimits;
      for (let count = 0; count < versionsAutomaticMax + 3; count += 1)
        await make("before-removal", `${count}`);
      const names = (await log.versions.list("a", 1000)).map(({ name }) => name);
      expect(names.length).toBe(versionsAutomaticMax + 3);
      expect(names.slice(-3)).toEqual(["Of another kind", "Kept", "Named since"]);
      expect(names).not.toContain("2");
      expect(names).toContain("3");
    });
  });
}
