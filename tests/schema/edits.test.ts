import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { perform, type Command } from "../../schema/edits.ts";
import { EntenteError } from "../../schema/errors.ts";
import { History } from "../../schema/history.ts";
import type { EntityFields } from "../../schema/records.ts";
import { project } from "../../schema/projection.ts";
import { ann, claim, entity, entityId, relation, source, workspace } from "./workspace.ts";

const refusal = (doc: Y.Doc, command: Command) => {
  const before = Y.encodeStateAsUpdate(doc);
  try {
    perform(doc, command, ann);
  } catch (error) {
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
    return error instanceof EntenteError ? error : undefined;
  }
  return undefined;
};

test("EDT-1 a command is one transaction, or nothing at all", () => {
  const doc = workspace();
  let updates = 0;
  doc.on("update", () => (updates += 1));
  perform(doc, { kind: "all", commands: [source(), entity("s:JPN"), claim("clm:1", "s:JPN")] }, ann);
  expect(updates).toBe(1);
  const half: Command = {
    kind: "all",
    commands: [entity("s:KOR"), { kind: "merge", id: entityId("s:KOR"), into: entityId("s:KOR") }],
  };
  expect(refusal(doc, half)?.code).toBe("data-invalid");
  expect(project(doc).entities.has(entityId("s:KOR"))).toBe(false);
});

test("EDT-1 what does not fit is refused with its place", () => {
  const doc = workspace(entity("s:JPN"));
  const bad = { kind: "add-entity", id: entityId("s:KOR"), fields: { kind: "state", label: "" } } as const;
  expect(refusal(doc, bad)?.faults).toEqual([{ at: "s:KOR.label", message: "must not be empty" }]);
  const change = (fields: Readonly<Record<string, unknown>>) =>
    refusal(doc, { kind: "change", id: entityId("s:JPN"), fields });
  expect(change({ validFrom: "soon" })?.message).toMatch(/EDTF/);
  expect(change({ mood: "good" })?.message).toMatch(/no field/);
  expect(change({ label: null })?.code).toBe("data-invalid");
  expect(change({ "notes.x": "y" })?.code).toBe("data-invalid");
  expect(change({ "aliases.x": { name: 7 } })?.code).toBe("data-invalid");
});

test("EDT-2 an id that exists is never written over", () => {
  const doc = workspace(entity("s:JPN", { label: "Japan" }));
  expect(refusal(doc, entity("s:JPN", { label: "Nippon" }))?.message).toMatch(/exists already/);
  expect(refusal(doc, { kind: "all", commands: [entity("s:KOR"), entity("s:KOR")] })?.message).toMatch(
    /exists already/,
  );
});

test("EDT-3 a patch needs its record, which may be added in the same step", () => {
  const doc = workspace();
  const rename: Command = { kind: "rename", id: entityId("s:JPN"), label: "Japan" };
  expect(refusal(doc, rename)?.message).toMatch(/does not exist/);
  perform(doc, { kind: "all", commands: [entity("s:JPN"), rename] }, ann);
  expect(project(doc).entities.get(entityId("s:JPN"))?.label).toBe("Japan");
});

test("EDT-4 deleting writes one value and nothing to what is attached", () => {
  const doc = workspace(
    entity("s:JPN"),
    entity("a:CPTPP", { kind: "agreement" }),
    relation("r:1", "s:JPN", "a:CPTPP"),
  );
  const edit = perform(doc, { kind: "retract", ids: [entityId("s:JPN")] }, ann);
  expect(edit.writes.map(({ key }) => key)).toEqual(["s:JPN/$del"]);
  expect(project(doc).bin).toEqual([
    { id: "s:JPN", root: "n", label: "s:JPN", deletedBy: "Ann", deletedAt: ann.at },
  ]);
  expect(doc.getMap("n").has("s:JPN")).toBe(true);
});

/** A copy of a document, as another visit has it. */
function nextVisit(doc: Y.Doc): Y.Doc {
  const next = new Y.Doc();
  Y.applyUpdate(next, Y.encodeStateAsUpdate(doc));
  return next;
}

describe("EDT-5 a rename", () => {
  const id = entityId("s:VNM");
  const namesOf = (doc: Y.Doc) => {
    const { label, aliases = [] } = project(doc).entities.get(id) as EntityFields;
    return [label, ...aliases.map(({ name }) => name)];
  };
  const rename = (doc: Y.Doc, ...labels: readonly string[]) => {
    for (const label of labels) perform(doc, { kind: "rename", id, label }, ann);
    return namesOf(doc);
  };

  test("EDT-5 keeps the old name as an alias", () => {
    const second = nextVisit(workspace(entity("s:VNM", { label: "Vietnam" })));
    expect(rename(second, "Viet Nam")).toEqual(["Viet Nam", "Vietnam"]);
    expect(rename(nextVisit(second), "越南")).toEqual(["越南", "Viet Nam", "Vietnam"]);
  });

  test("EDT-5 of a name that its author gave on the same visit is a correction, and keeps nothing", () => {
    const first = workspace(entity("s:VNM", { label: "Veitnam" }));
    expect(rename(first, "Vietnma", "Vietnam")).toEqual(["Vietnam"]);
    expect(rename(nextVisit(first), "Veit Nam", "Viet Nam")).toEqual(["Viet Nam", "Vietnam"]);
  });

  test("EDT-5 in the step that adds the entity keeps nothing", () => {
    const doc = workspace({
      kind: "all",
      commands: [entity("s:VNM", { label: "Veitnam" }), { kind: "rename", id, label: "Vietnam" }],
    });
    expect(namesOf(doc)).toEqual(["Vietnam"]);
  });

  test("EDT-5 back to an earlier name takes it out of the aliases, unless more is said there", () => {
    const doc = nextVisit(workspace(entity("s:VNM", { label: "Vietnam" })));
    expect(rename(doc, "Veitnam", "Vietnam")).toEqual(["Vietnam"]);
    const aliases = [{ name: "Viet Nam" }, { name: "越南", use: "official" as const }];
    const told = nextVisit(workspace(entity("s:VNM", { label: "Vietnam", aliases })));
    expect(rename(told, "Viet Nam")).toEqual(["Viet Nam", "越南", "Vietnam"]);
    expect(rename(nextVisit(told), "越南")).toEqual(["越南", "越南", "Viet Nam", "Vietnam"]);
  });

  test("EDT-5 to another name, back, and on keeps what somebody else had called it", () => {
    const theirs = workspace(entity("s:VNM", { label: "Vietnam" }));
    expect(rename(nextVisit(theirs), "Viet Nam", "Vietnam", "越南")).toEqual(["越南", "Vietnam"]);
    const undone = nextVisit(theirs);
    const history = new History(undone);
    history.perform({ kind: "rename", id, label: "Viet Nam" }, "Rename", ann);
    history.undo(ann);
    expect(rename(undone, "越南")).toEqual(["越南", "Vietnam"]);
  });

  test("EDT-5 leaves alone what is said of an alias beside its name", () => {
    const [forum, official] = [
      { name: "Viet Nam", forum: "APEC" },
      { name: "Vietnam", use: "official" as const },
    ];
    const doc = nextVisit(workspace(entity("s:VNM", { label: "Vietnam", aliases: [forum, official] })));
    rename(doc, "Viet Nam");
    expect(project(doc).entities.get(id)?.aliases).toEqual([forum, official]);
  });
});
