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
  const tasks = events
    .filter((event) => event.name === taskName && event.ph === "X" && threadOf(event) === thread)
    .toSorted((a, b) => a.ts - b.ts);
  return sumPerFrame(
    tasks,
    ours.map(({ ts }) => ts).toSorted((a, b) => a - b),
  );
}

/** The main thread hands a frame over to be drawn. */
const frameName = "BeginCommitCompositorFrame";
const taskName = "RunTask";

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid}/${tid}`;
}

/** The task that hands a frame over belongs to it; those after it belong to the next. */
function sumPerFrame(tasks: readonly TraceEvent[], frameTimes: readonly number[]): readonly FrameWork[] {
  let index = 0;
  const work = frameTimes.map((time) => {
    let [busyUs, elapsedUs] = [0, 0];
    for (let task = tasks[index]; task && task.ts <= time; task = tasks[index]) {
      busyUs += task.tdur ?? task.dur ?? 0;
      elapsedUs += task.dur ?? 0;
      index += 1;
    }
    return { busyMs: busyUs / 1000, elapsedMs: elapsedUs / 1000 };
  });
  // What went on when the trace began is of no frame.
  return work.slice(1);
}
