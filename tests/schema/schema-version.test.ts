import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { perform } from "../../schema/edits.ts";
import { EntenteError } from "../../schema/errors.ts";
import { History } from "../../schema/history.ts";
import { LiveProjection } from "../../schema/live-projection.ts";
import { beginWorkspace } from "../../schema/new-workspace.ts";
import { writePins } from "../../schema/rooms/pins.ts";
import { project } from "../../schema/projection.ts";
import {
  isTooNew,
  readSchemaVersion,
  schemaVersion,
  upcasters,
  upcastFrom,
  type Upcaster,
} from "../../schema/schema-version.ts";
import { ann, entity, entityId, relation, relationId, source, claim, workspace } from "./workspace.ts";

/** As if version 2 had called the strength of a relation its weight, and told companies from firms. */
const renameStrength: Upcaster = (root, _id, fields) => {
  if (root !== "e" || !("weight" in fields)) return fields;
  const { weight, ...others } = fields;
  return { ...others, strength: weight };
};
const firmsAreCompanies: Upcaster = (root, _id, fields) =>
  root === "n" && fields["kind"] === "firm" ? { ...fields, kind: "company" } : fields;
const list = [renameStrength, firmsAreCompanies];

/** A document in the older form, and one record that a newer program has already written. */
function oldDocument(): Y.Doc {
  const doc = workspace(source(), entity("s:A"), entity("s:B"), entity("c:new", { kind: "company" }));
  doc.getMap("n").set("c:old", { kind: "firm", label: "Old" });
  doc.getMap("e").set("r:1", { kind: "member-of", from: "s:A", to: "s:B", weight: "weak" });
  perform(doc, relation("r:2", "s:A", "s:B", { strength: "strong" }), ann);
  perform(doc, claim("clm:1", "r:1"), ann);
  return doc;
}

const strengthOf = (doc: Y.Doc, id: string, with_ = list) =>
  project(doc, with_).relations.get(relationId(id))?.strength;

function tooNew(): Y.Doc {
  const doc = workspace(entity("s:A"));
  doc.getMap("m").set("minWrite", schemaVersion + 1);
  return doc;
}

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof EntenteError) return `${error.code} ${error.hint}`;
  }
  return "";
}

test("VER-1 a workspace begins with the version of the model, and one without it began with the first", () => {
  const doc = new Y.Doc();
  expect(readSchemaVersion(doc)).toBe(1);
  expect(beginWorkspace(doc, "A map", ann)).toHaveLength(1);
  expect(doc.getMap("m").toJSON()).toEqual({ schema: schemaVersion, title: "A map" });
  for (const strange of ["2", 0, 1.5, null, {}]) {
    doc.getMap("m").set("schema", strange);
    expect(readSchemaVersion(doc)).toBe(1);
  }
});

describe("VER-2", () => {
  test("VER-2 records of an older version are read as those of the newest, patches too", () => {
    const doc = oldDocument();
    const before = Y.encodeStateAsUpdate(doc);
    expect(strengthOf(doc, "r:1")).toBe("weak");
    expect(project(doc, list).entities.get(entityId("c:old"))?.kind).toBe("company");
    expect(strengthOf(doc, "r:1", [])).toBeUndefined();
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
    doc.getMap("e").set("r:1/weight", "moderate");
    expect(strengthOf(doc, "r:1")).toBe("moderate");
  });

  test("VER-2 only from the version in which the workspace began", () => {
    const doc = oldDocument();
    doc.getMap("m").set("schema", 2);
    expect(strengthOf(doc, "r:1")).toBeUndefined();
    expect(project(doc, list).entities.get(entityId("c:old"))?.kind).toBe("company");
    doc.getMap("m").set("schema", 3);
    expect(project(doc, list).entities.get(entityId("c:old"))?.kind).toBe("firm");
  });

  test("VER-2 a record of the newer form is left as it is, by the product's own too", () => {
    const doc = oldDocument();
    expect(strengthOf(doc, "r:2")).toBe("strong");
    for (const each of [list, upcasters]) {
      const upcast = upcastFrom(1, each);
      const once = upcast?.("e", relationId("r:1"), { weight: "weak" });
      expect(once && upcast?.("e", relationId("r:1"), once)).toEqual(once);
    }
  });

  test("VER-2 step by step equals all at once, also when the version changes under way", () => {
    const doc = oldDocument();
    const live = new LiveProjection(doc, list);
    const same = () => {
      live.flush();
      const whole = project(doc, list);
      expect(live.graph.relations).toEqual(whole.relations);
      expect(live.graph.entities).toEqual(whole.entities);
      expect(live.graph.problems).toEqual(whole.problems);
    };
    same();
    doc.getMap("e").set("r:1/weight", "strong");
    same();
    doc.getMap("m").set("schema", 3);
    same();
    doc.getMap("m").set("minWrite", 9);
    same();
  });
});

describe("VER-3", () => {
  test("VER-3 a workspace that is too new is shown, with a problem that says what to do", () => {
    const doc = tooNew();
    expect(isTooNew(doc)).toBe(true);
    const { entities, problems } = project(doc);
    expect(entities.size).toBe(1);
    expect(problems).toMatchObject([{ code: "too-new-schema", severity: "error" }]);
    expect(problems[0]?.message).toMatch(/newer Entente.*Reload/);
    doc.getMap("m").set("minWrite", schemaVersion);
    expect([isTooNew(doc), project(doc).problems]).toEqual([false, []]);
  });

  test("VER-3 every edit of it is refused, undo too, and nothing is written", () => {
    const doc = workspace();
    const history = new History(doc);
    history.perform(entity("s:A"), "Add", ann);
    doc.getMap("m").set("minWrite", schemaVersion + 1);
    const before = Y.encodeStateAsUpdate(doc);
    for (const work of [
      () => perform(doc, entity("s:B"), ann),
      () => perform(doc, { kind: "set-meta", fields: { title: "T" } }, ann),
      () => history.undo(ann),
    ])
      expect(refusalOf(work)).toMatch(/^schema-too-new Reload/);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  test("VER-3 asking a document of another room makes no settings in it", () => {
    const view = new Y.Doc();
    writePins(view, new Map([[entityId("s:A"), [1, 2]]]), ann);
    expect(view.share.has("m")).toBe(false);
  });
});

test("VER-4 no command writes what only the server writes", () => {
  for (const key of ["schema", "minWrite"])
    expect(refusalOf(() => perform(workspace(), { kind: "set-meta", fields: { [key]: 1 } }, ann))).toMatch(
      /^data-invalid/,
    );
});

test("VER-6 a deletion in its first form is read like one of today, and so is whether the record changed since", () => {
  const contents = { kind: "state", label: "A" };
  const seen = 2_815_238_559;
  const former = { by: "Ann", at: "2026-01-02T03:04:05.678Z", seen };
  const doc = workspace();
  for (const id of ["s:A", "s:B", "s:C"]) doc.getMap("n").set(id, contents);
  doc.getMap("n").set("s:A/$del", former);
  doc.getMap("n").set("s:B/$del", { ...former, seen: seen + 1 });
  perform(doc, { kind: "retract", ids: [entityId("s:C")] }, ann);
  expect(
    project(doc).bin.map(({ id, deletedBy, deletedAt, isChangedSince }) => [
      id,
      deletedBy,
      deletedAt,
      isChangedSince,
    ]),
  ).toEqual([
    ["s:B", "Ann", former.at, true],
    ["s:A", "Ann", former.at, undefined],
    ["s:C", "Ann", ann.at, undefined],
  ]);
  expect(doc.getMap("n").get("s:C/$del")).toEqual(["Ann", Date.parse(ann.at) / 1000, seen & 0x7ffffff]);
});

test.each([[[]], [["Ann"]], [["Ann", 1e300, "seen"]], [[null, -1, {}]], [{}], [{ by: 7, at: 7, seen: "x" }]])(
  "VER-6 whatever a foreign program puts there for a mark, %j is a deletion, and nothing throws",
  (mark) => {
    const doc = workspace(entity("s:A"));
    doc.getMap("n").set("s:A/$del", mark);
    expect(project(doc).bin.map(({ id, isChangedSince }) => [id, isChangedSince])).toEqual([
      ["s:A", undefined],
    ]);
  },
);
