// The corpus of small updates that ask for much: each is refused by what it says of itself (T15, T17, T18, T23).
import { beforeEach, expect, test } from "vitest";

import type { RoomDocument } from "../../../server/sync/room-document.ts";
import { bombs } from "../../support/bombs.ts";
import { commit, openRoom, verdictOn } from "../../support/guarded-room.ts";
import { any, firstWrite, overwrite, update } from "../../support/update-bytes.ts";

let room: RoomDocument;
beforeEach(() => {
  room = openRoom();
  commit(room, update(7, 0, [firstWrite("n", "s:JPN", any(1)), firstWrite("n", "s:PER", any(2))]));
});

test.each([...bombs])("P17 %s", (_, bomb) => {
  const before = room.encoded();
  expect(["update-invalid", "protocol-invalid", "too-large", "gap"]).toContain(verdictOn(room, bomb));
  expect(room.encoded()).toEqual(before);
  // Whose clocks they were aimed at goes on.
  commit(room, update(7, 2, [overwrite(7, 0, any("later"))]));
  expect(room.read((doc) => doc.getMap("n").get("s:JPN"))).toBe("later");
});

test("P17 there are enough of them to mean something", () => {
  expect(bombs.size).toBeGreaterThanOrEqual(40);
  expect((Object.prototype as { polluted?: unknown }).polluted).toBeUndefined();
});
