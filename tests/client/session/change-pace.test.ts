import { expect, test } from "vitest";
import { ChangePace } from "../../../client/session/change-pace.ts";

/** A pace whose frames come when the test says so. */
function paced() {
  const waiting: (() => void)[] = [];
  let shown = 0;
  const pace = new ChangePace(
    (callback) => waiting.push(callback),
    () => (shown += 1),
  );
  const frame = () => waiting.splice(0).forEach((callback) => callback());
  return { pace, frame, shown: () => shown, waiting };
}

test("while others edit in every frame, every third shows what they did", () => {
  const { pace, frame, shown } = paced();
  const after = Array.from({ length: 9 }, () => {
    pace.changed(false);
    pace.changed(false);
    frame();
    return shown();
  });
  expect(after).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
});

test("what somebody does themselves shows in the next frame, with all that waits, and then others wait again", () => {
  const { pace, frame, shown } = paced();
  pace.changed(false);
  frame();
  pace.changed(false);
  pace.changed(true);
  frame();
  expect(shown()).toBe(2);
  pace.changed(false);
  frame();
  expect(shown()).toBe(2);
});

test("without a change no frame is asked for, and none after the end", () => {
  const { pace, frame, shown, waiting } = paced();
  pace.changed(true);
  frame();
  expect(waiting).toEqual([]);
  pace.changed(true);
  pace[Symbol.dispose]();
  frame();
  pace.changed(true);
  expect([shown(), waiting]).toEqual([1, []]);
});
