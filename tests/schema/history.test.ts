import { expect, test } from "vitest";
import * as Y from "yjs";
import { perform } from "../../schema/edits.ts";
import { History } from "../../schema/history.ts";
import { readPins } from "../../schema/rooms/pins.ts";
import { project } from "../../schema/projection.ts";
import { ann, claim, entity, entityId, relation, relationId, source, sync, workspace } from "./workspace.ts";

const bea = { user: "Bea", at: "2026-02-03T04:05:06.000Z" };
const japan = entityId("s:JPN");
const labelOf = (doc: Y.Doc) => project(doc).entities.get(japan)?.label;
const setLabel = (label: string) => ({ kind: "change", id: japan, fields: { label } }) as const;

function pair() {
  const [mine, theirs] = [workspace(source(), entity("s:JPN", { label: "Japan" })), new Y.Doc()];
  sync(mine, theirs);
  return { mine, theirs, history: new History(mine) };
}

test("UND-1 undo writes back what stood there, and a first change falls back to the base", () => {
  const { mine, history } = pair();
  history.perform(setLabel("Nippon"), "Rename Japan", ann);
  expect(history.undoLabel).toBe("Rename Japan");
  expect(history.undo(ann)).toEqual({ label: "Rename Japan", skipped: [], isRefused: false, isDone: false });
  expect(labelOf(mine)).toBe("Japan");
  expect(history.undo(ann)).toBeUndefined();
});

test("UND-1 undo of a deletion restores the record with what others changed meanwhile", () => {
  const { mine, theirs, history } = pair();
  history.perform({ kind: "retract", ids: [japan] }, "Retract Japan", ann);
  perform(theirs, setLabel("Nihon"), bea);
  sync(mine, theirs);
  history.undo(ann);
  expect(labelOf(mine)).toBe("Nihon");
});

test("UND-2 what somebody else has written since is left alone, and the undo says so", () => {
  const { mine, theirs, history } = pair();
  history.perform(
    { kind: "change", id: japan, fields: { label: "Nippon", notes: "Mine" } },
    "Edit Japan",
    ann,
  );
  sync(mine, theirs);
  perform(theirs, setLabel("Nihon"), bea);
  sync(mine, theirs);
  expect(history.undo(ann)).toEqual({
    label: "Edit Japan",
    skipped: ["s:JPN/label"],
    isRefused: false,
    isDone: false,
  });
  expect(project(mine).entities.get(japan)).toEqual({ id: "s:JPN", kind: "state", label: "Nihon" });
});

test("UND-2 where somebody else has brought about the same, the undo says that it is done", () => {
  const { mine, theirs, history } = pair();
  history.perform({ kind: "retract", ids: [japan] }, "Retract Japan", ann);
  sync(mine, theirs);
  perform(theirs, { kind: "restore", ids: [japan] }, bea);
  sync(mine, theirs);
  expect(history.undo(ann)).toMatchObject({ isRefused: true, isDone: true });
  history.perform(setLabel("Nippon"), "Rename Japan", ann);
  sync(mine, theirs);
  perform(theirs, setLabel("Nihon"), bea);
  sync(mine, theirs);
  expect(history.undo(ann)).toMatchObject({ isRefused: true, isDone: false });
  history.perform(setLabel("Nippon"), "Rename Japan", ann);
  sync(mine, theirs);
  perform(theirs, setLabel("Nihon"), bea);
  sync(mine, theirs);
  expect(history.undo(ann)).toMatchObject({ isRefused: true, isDone: true });
});

test("UND-3 undo of an addition bins it, unless somebody else has built upon it", () => {
  const { mine, theirs, history } = pair();
  history.perform(entity("a:CPTPP", { kind: "agreement" }), "Add CPTPP", ann);
  sync(mine, theirs);
  perform(theirs, relation("r:1", "s:JPN", "a:CPTPP"), bea);
  sync(mine, theirs);
  expect(history.undo(ann)?.isRefused).toBe(true);
  expect(project(mine).entities.size).toBe(2);

  history.perform(entity("s:KOR"), "Add Korea", ann);
  expect(history.undo(ann)?.isRefused).toBe(false);
  expect(project(mine).bin.map(({ id }) => id)).toEqual(["s:KOR"]);
});

test("UND-3 an addition that somebody else put in the bin is theirs to bring back, not redo's", () => {
  const { mine, theirs, history } = pair();
  history.perform(entity("s:KOR"), "Add Korea", ann);
  sync(mine, theirs);
  perform(theirs, { kind: "retract", ids: [entityId("s:KOR")] }, bea);
  sync(mine, theirs);
  expect(history.undo(ann)).toMatchObject({ isRefused: true, isDone: true });
  expect(history.redo(ann)).toBeUndefined();
  expect(project(mine).bin.map(({ id, deletedBy }) => [id, deletedBy])).toEqual([["s:KOR", bea.user]]);
});

test("UND-3 what somebody else has led to an addition counts as built upon it", () => {
  const { mine, theirs, history } = pair();
  perform(theirs, entity("s:PER"), bea);
  perform(theirs, relation("r:1", "s:JPN", "s:PER"), bea);
  sync(mine, theirs);
  history.perform(entity("a:CPTPP", { kind: "agreement" }), "Add CPTPP", ann);
  sync(mine, theirs);
  perform(theirs, { kind: "change", id: relationId("r:1"), fields: { to: "a:CPTPP" } }, bea);
  sync(mine, theirs);
  expect(history.undo(ann)?.isRefused).toBe(true);
  expect(project(mine).relations.size).toBe(1);
});

test("UND-3 somebody else's claim on one's own relation keeps its ends as well", () => {
  const { mine, theirs, history } = pair();
  history.perform(entity("a:CPTPP", { kind: "agreement" }), "Add CPTPP", ann);
  history.perform(relation("r:1", "s:JPN", "a:CPTPP"), "Add relation", ann);
  sync(mine, theirs);
  perform(theirs, claim("clm:1", "r:1"), bea);
  sync(mine, theirs);
  expect([history.undo(ann)?.isRefused, history.undo(ann)?.isRefused]).toEqual([true, true]);
  expect(project(mine).claims.size).toBe(1);
});

test("UND-3 a relation of somebody else's that one has led to one's own addition keeps it", () => {
  const { mine, theirs, history } = pair();
  perform(theirs, entity("s:PER"), bea);
  perform(theirs, relation("r:1", "s:PER", "s:JPN"), bea);
  sync(mine, theirs);
  perform(mine, { kind: "change", id: relationId("r:1"), fields: { to: "s:KOR" } }, ann);
  history.perform(entity("s:KOR"), "Add Korea", ann);
  expect(project(mine).relations.size).toBe(1);
  expect(history.undo(ann)?.isRefused).toBe(true);
  expect(project(mine).relations.size).toBe(1);
});

test("UND-3 holds after a redo too", () => {
  const { mine, theirs, history } = pair();
  history.perform(entity("s:KOR"), "Add Korea", ann);
  history.undo(ann);
  history.redo(ann);
  sync(mine, theirs);
  perform(theirs, claim("clm:1", "s:KOR"), bea);
  sync(mine, theirs);
  expect(history.undo(ann)?.isRefused).toBe(true);
  expect(project(mine).entities.has(entityId("s:KOR"))).toBe(true);
});

test("UND-4 redo takes an undo back", () => {
  const { mine, history } = pair();
  history.perform(setLabel("Nippon"), "Rename", ann);
  history.perform({ kind: "retract", ids: [japan] }, "Retract", ann);
  history.undo(ann);
  history.undo(ann);
  expect(labelOf(mine)).toBe("Japan");
  history.redo(ann);
  expect(labelOf(mine)).toBe("Nippon");
  history.redo(ann);
  expect(labelOf(mine)).toBeUndefined();
  expect(history.redoLabel).toBeUndefined();
});

test("UND-5 several own steps on one field undo one after the other, and redo again", () => {
  const { mine, history } = pair();
  for (const label of ["one", "two", "three"]) history.perform(setLabel(label), label, ann);
  const seen: (string | undefined)[] = [];
  for (const step of ["undo", "undo", "redo", "undo", "undo", "redo", "redo", "redo"] as const) {
    history[step](ann);
    seen.push(labelOf(mine));
  }
  expect(seen).toEqual(["two", "one", "two", "one", "Japan", "one", "two", "three"]);
});

test("PIN-1 a move is one step of undo among the others", () => {
  const { mine } = pair();
  const view = new Y.Doc();
  const history = new History(mine, view);
  history.pin(new Map([[japan, [10.6, 20]]]), "Move", ann);
  history.perform(setLabel("Nippon"), "Rename", ann);
  history.pin(new Map([[japan, [30, 40]]]), "Move", ann);
  const places: unknown[] = [];
  for (const step of ["undo", "undo", "undo", "redo"] as const) {
    history[step](ann);
    places.push([readPins(view).get(japan), labelOf(mine)]);
  }
  expect(places).toEqual([
    [[11, 20], "Nippon"],
    [[11, 20], "Japan"],
    [undefined, "Japan"],
    [[11, 20], "Japan"],
  ]);
});

test("UND-6 in a fresh document, undo goes on with what stands there; a refused step is gone", () => {
  const { mine, theirs, history } = pair();
  const notes = (text: string) => ({ kind: "change", id: japan, fields: { notes: text } }) as const;
  const notesOf = (doc: Y.Doc) => project(doc).entities.get(japan)?.notes;
  history.perform(notes("kept"), "Note", ann);
  sync(mine, theirs);
  const refused = history.perform(setLabel("Refused"), "Rename", ann).writes[0];
  history.perform(setLabel("Nippon"), "Rename again", ann);
  const later = history.perform(notes("carried"), "Note again", ann).writes[0];

  // What the server has, and what is written anew of the rest.
  const fresh = new Y.Doc();
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(theirs));
  const [label] = perform(fresh, setLabel("Nippon"), ann).writes;
  const [note] = perform(fresh, notes("carried"), ann).writes;
  if (!label || !note || !refused || !later) throw new Error("every edit writes");
  const anew = new Map<number, typeof label.afterId | "refused">([
    [refused.afterId.clock, "refused"],
    [refused.afterId.clock + 1, label.afterId],
    [later.afterId.clock, note.afterId],
  ]);
  history.moveTo(fresh, undefined, ({ client, clock }) =>
    client === mine.clientID ? anew.get(clock) : undefined,
  );

  expect(history.undo(ann)).toEqual({ label: "Note again", skipped: [], isRefused: false, isDone: false });
  expect(notesOf(fresh)).toBe("kept");
  expect(history.undo(ann)).toEqual({ label: "Rename again", skipped: [], isRefused: false, isDone: false });
  // Not what was refused, though it stood there in between.
  expect(labelOf(fresh)).toBe("Japan");
  expect(history.undo(ann)).toEqual({ label: "Note", skipped: [], isRefused: false, isDone: false });
  expect(history.undo(ann)).toBeUndefined();
  expect(history.redo(ann)?.label).toBe("Note");
  expect(labelOf(mine)).toBe("Nippon");
});

test("UND-6 what was written under the former client id is one's own still, and what others built upon is not", () => {
  const { mine, theirs, history } = pair();
  history.perform(
    { kind: "add-entity", id: entityId("s:PER"), fields: { kind: "state", label: "Peru" } },
    "Add",
    ann,
  );
  history.perform({ kind: "change", id: entityId("s:PER"), fields: { notes: "mine" } }, "Note", ann);
  sync(mine, theirs);
  const fresh = new Y.Doc();
  sync(theirs, fresh);
  history.moveTo(fresh, undefined, () => undefined);
  history.undo(ann);
  expect(history.undo(ann)).toEqual({ label: "Add", skipped: [], isRefused: false, isDone: false });
  expect(project(fresh).entities.has(entityId("s:PER"))).toBe(false);
  history.redo(ann);
  sync(fresh, theirs);
  perform(theirs, { kind: "change", id: entityId("s:PER"), fields: { notes: "theirs" } }, bea);
  sync(theirs, fresh);
  expect(history.undo(ann)?.isRefused).toBe(true);
});
