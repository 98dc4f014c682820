// Three people, the same records, lines that break: equal graphs, every conflict listed, nothing lost.
import { expect, test } from "vitest";

import { Random } from "../support/random.ts";
import { startTestServer } from "../support/server.ts";
import { ThreePeople } from "../support/three-people.ts";

test("CON-1, CON-4 three people with broken lines end with one graph, every conflict listed and nothing lost", async () => {
  await using server = await startTestServer();
  const random = new Random(4);
  await using three = await ThreePeople.join(server.port, "test", random);
  for (let round = 0; round < 6; round += 1) {
    const cutOff = three.people.filter(() => random.chance(0.6));
    for (const { cable } of cutOff) cable.cut();
    for (let index = 0; index < 25; index += 1) three.edit(random.pick(three.people));
    for (const { cable } of cutOff) cable.mend();
    await expect.poll(() => three.isSettled).toBe(true);
  }
  const { conflicts, edits, ...faults } = three.judge();
  expect(faults).toEqual({ isEqual: true, overruled: [], unlisted: [], wronglyListed: [], lostEvidence: [] });
  expect([edits, conflicts > 3]).toEqual([150, true]);
});
