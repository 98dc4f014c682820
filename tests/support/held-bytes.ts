// What this process holds in memory, without its garbage.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
const roundsMax = 20;

/** Bytes of objects and buffers that are still referred to. */
export async function heldBytes(): Promise<number> {
  let held = measure();
  // Buffers are let go of in the background, some time after the collection that found them.
  for (let round = 0; round < roundsMax; round += 1) {
    await nextTurn();
    const next = measure();
    if (next >= held) return held;
    held = next;
  }
  return held;
}

function measure(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
