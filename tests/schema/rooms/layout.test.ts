import { expect, test } from "vitest";
import * as Y from "yjs";
import { readLayout, writeLayout, type Layout } from "../../../schema/rooms/layout.ts";
import { ann, entityId } from "../workspace.ts";

test("LAY-1 a layout is kept whole, in whole numbers, and read back by everybody", () => {
  const [author, reader] = [new Y.Doc(), new Y.Doc()];
  const layout: Layout = new Map(
    Array.from({ length: 2000 }, (_, index) => [entityId(`c:n${index}`), [index + 0.4, -index]] as const),
  );
  writeLayout(author, layout, ann);
  Y.applyUpdate(reader, Y.encodeStateAsUpdate(author));
  expect(readLayout(reader).size).toBe(2000);
  expect(readLayout(reader).get(entityId("c:n1999"))).toEqual([1999, -1999]);

  const before = Y.encodeStateAsUpdate(author);
  writeLayout(author, layout, ann);
  expect(Y.encodeStateAsUpdate(author)).toEqual(before);

  writeLayout(author, new Map([[entityId("s:JPN"), [1, 2]]]), ann);
  expect([...readLayout(author)]).toEqual([["s:JPN", [1, 2]]]);
});

test("LAY-1 what is no layout is left out", () => {
  const doc = new Y.Doc();
  doc.getMap("l").set("part0", "s:JPN 1 2\nnot an id 3 4\ns:PER x 2\ns:CHL 1\n");
  doc.getMap("l").set("part1", { s: 1 });
  expect([...readLayout(doc)]).toEqual([["s:JPN", [1, 2]]]);
});
