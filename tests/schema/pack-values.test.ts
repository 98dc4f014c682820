import { expect, test } from "vitest";
import * as Y from "yjs";
import { packValues } from "../../schema/pack-values.ts";
import { Random } from "../support/random.ts";
import { sync } from "./workspace.ts";

test("a packed document and a plain one say the same, byte for byte, whoever writes and in whatever order", () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const random = new Random(seed);
    const [packed, plain] = [new Y.Doc(), new Y.Doc()];
    packValues(packed);
    for (let step = 0; step < 60; step += 1) {
      const writer = random.pick([packed, plain]);
      // Several keys together are read as one run and must stay separate values.
      writer.transact(() => {
        for (let count = random.below(4); count >= 0; count -= 1)
          writer.getMap("n").set(`s:${random.below(8)}`, { step, count, list: [step, null] });
        if (random.chance(0.3)) writer.getText("t").insert(0, "word ");
      });
      if (random.chance(0.4)) sync(packed, plain);
    }
    sync(packed, plain);
    expect(packed.getMap("n").toJSON(), `seed ${seed}`).toEqual(plain.getMap("n").toJSON());
    expect(Y.encodeStateAsUpdate(packed), `seed ${seed}`).toEqual(Y.encodeStateAsUpdate(plain));
    expect(packed.getText("t").toJSON()).toBe(plain.getText("t").toJSON());
  }
});
