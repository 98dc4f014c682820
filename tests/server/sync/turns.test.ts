// Those who have much to write share the event loop with each other and with everything else.
import { expect, test } from "vitest";

import { Turns } from "../../../server/sync/turns.ts";

/** Writers that each have so many pieces, on a clock that moves by one for each. */
function setUp(turnMsMax: number, pieces: readonly number[]) {
  const order: string[] = [];
  let now = 0;
  const turns = new Turns(turnMsMax, { now: () => now });
  for (const [name, count] of pieces.entries()) {
    let left = count;
    turns.add({
      writePiece() {
        now += 1;
        left -= 1;
        order.push(`${name}`);
        return left > 0;
      },
    });
  }
  return order;
}

const nextTurn = () => new Promise((resolve) => void setImmediate(resolve));

test("whoever has more to write waits for all others after each piece", async () => {
  const order = setUp(100, [3, 1, 2]);
  expect(order).toEqual([]);
  await nextTurn();
  expect(order.join("")).toBe("012020");
});

test("after a few milliseconds everything else goes first, and nobody loses their place", async () => {
  const order = setUp(2, [3, 2, 1]);
  const lengths: number[] = [];
  while (order.length < 6) {
    await nextTurn();
    lengths.push(order.length);
  }
  expect(lengths).toEqual([2, 4, 6]);
  expect(order.join("")).toBe("012010");
});
