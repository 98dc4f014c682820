// Reads from a trace of Chromium how long a page's main thread worked for each frame.

/** One event of Chromium's trace format. Times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** From beginning to end. */
  readonly dur?: number;
  /** Of that, what the thread had the processor: on a shared machine the rest was somebody else's. */
  readonly tdur?: number;
}

/** What a trace must hold for this. */
export const traceCategories = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"];

/** The main thread's time for one frame, in milliseconds. */
export interface FrameWork {
  /** For which it had the processor. */
  readonly busyMs: number;
  /** With waiting: for the processor, where others want it too, and for the compositor. */
  readonly elapsedMs: number;
  /** Of the first, what it took to hand the frame over: without a graphics card canvases are painted then, pixel by pixel. */
  readonly handedMs: number;
}

/**
 * What a page's main thread did for each frame: all tasks since the frame before, its own rendering included. Of several
 * pages the one with the most frames counts.
 */
export function workPerFrame(events: readonly TraceEvent[]): readonly FrameWork[] {
  const frames = events.filter(({ name }) => name === frameName);
  const [page] = [...Map.groupBy(frames, threadOf)].toSorted(([, a], [, b]) => b.length - a.length);
  if (!page) return [];
  const [thread, ours] = page;
  const ofThread = events.filter((event) => event.ph === "X" && threadOf(event) === thread);
  return sumPerFrame(
    ofThread.filter((event) => event.name === taskName),
    ofThread.filter((event) => event.name === commitName),
    ours.map(({ ts }) => ts).toSorted((a, b) => a - b),
  );
}

/** The main thread hands a frame over to be drawn. */
const frameName = "BeginCommitCompositorFrame";
/** Goes on around it. */
const commitName = "Commit";
const taskName = "RunTask";

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid}/${tid}`;
}

/** The task that hands a frame over belongs to it; those after it belong to the next. */
function sumPerFrame(
  tasks: readonly TraceEvent[],
  commits: readonly TraceEvent[],
  frameTimes: readonly number[],
): readonly FrameWork[] {
  // What went on when the trace began is of no frame.
  return frameTimes.slice(1).map((time, index) => {
    const before = frameTimes[index] ?? 0;
    const ofFrame = tasks.filter(({ ts }) => ts > before && ts <= time);
    const handing = commits.filter(({ ts, dur = 0 }) => ts <= time && time <= ts + dur);
    return {
      busyMs: sumMs(ofFrame.map(busyUs)),
      elapsedMs: sumMs(ofFrame.map(({ dur = 0 }) => dur)),
      handedMs: sumMs(handing.map(busyUs)),
    };
  });
}

function busyUs({ tdur, dur = 0 }: TraceEvent): number {
  return tdur ?? dur;
}

function sumMs(timesUs: readonly number[]): number {
  return timesUs.reduce((sum, time) => sum + time, 0) / 1000;
}
