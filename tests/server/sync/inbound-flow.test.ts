// How fast a socket is read, by a clock that the test turns.
import { expect, test, vi } from "vitest";

import { defaultLimits } from "../../../server/limits.ts";
import { Service } from "../../../server/service.ts";
import { InboundFlow } from "../../../server/sync/inbound-flow.ts";
import { WorkShare } from "../../../server/sync/work-share.ts";

test("T8 a new socket of whoever has used up their share is not read before they are even", () => {
  vi.useFakeTimers();
  try {
    const limits = { ...defaultLimits, workMsMax: 1000, workMsPerSecond: 250 };
    const now = () => performance.now();
    const share = new WorkShare(limits, now);
    const calls: string[] = [];
    const tap = { pause: () => void calls.push("pause"), resume: () => void calls.push("resume") };
    const open = () => new InboundFlow(tap, { limits, now, cpu: () => 0, service: new Service(), share });
    {
      using even = open();
      expect([even.isPaused, calls]).toEqual([false, []]);
    }
    share.spend(1100);
    using owing = open();
    expect([owing.isPaused, calls]).toEqual([true, ["pause"]]);
    vi.advanceTimersByTime(450);
    expect([owing.isPaused, calls]).toEqual([false, ["pause", "resume"]]);
  } finally {
    vi.useRealTimers();
  }
});
