// Five hundred people look at one room, and each says once a second where.
import type { Benchmark, Quantities, Quantity, Scale } from "../measure.ts";
import { pinningNote } from "./cores.ts";
import { cursorFrame } from "./frames.ts";
import { Crowd } from "./load-client.ts";
import { atRate } from "./pace.ts";
import { figureOf, type Figures, type Result } from "./rounds.ts";
import { ours, peersInMemory, relays, startSubject, type Subject } from "./subjects.ts";

const room = "presence";
/** Whoever takes longer than so many times what it should is not waited for. */
const mostStretch = 3;

interface Load {
  readonly people: number;
  readonly seconds: number;
}

/** The wall that other servers meet: each message of one goes to all. */
export const presence: Benchmark = {
  name: "server-presence",
  about: "500 people in one room, each moving the cursor once a second",
  parts: [watchEachOther],
};

async function watchEachOther(scale: Scale): Promise<Quantities> {
  const load = scale === "quick" ? { people: 5, seconds: 1 } : { people: 500, seconds: 6 };
  const subjects = scale === "quick" ? [ours] : [ours, ...(await peersInMemory()), relays.gathered];
  const results: Result[] = [];
  for (const subject of subjects) results.push({ subject, medians: await watchOn(subject, load) });
  const ofCore = figureOf(results, "corePercent");
  return {
    title: `${load.people} people for ${load.seconds} s; ${pinningNote}`,
    rows: [
      { name: "ours: share of a core", value: ofCore, unit: "%", most: 20 },
      { name: "ours: event loop, p99", value: figureOf(results, "loopP99Ms"), unit: "ms", most: 50 },
      ...results.map(toRow),
    ],
  };
}

async function watchOn(subject: Subject, { people, seconds }: Load): Promise<Figures> {
  await using running = await startSubject(subject, [{ room }]);
  let frames = 0;
  using crowd = new Crowd();
  const count = () => void (frames += 1);
  await crowd.add(running.process.url, subject.dialect(room), people, () => count);
  const say = (index: number) => {
    const [person, clock] = [index % people, Math.floor(index / people) + 1];
    crowd.clients[person]?.send(cursorFrame(person + 1, clock));
  };
  // Everybody is there before it counts.
  await atRate(people, people, say, mostStretch * 1000);
  const before = await running.process.ask("watch");
  const startMs = performance.now();
  frames = 0;
  const said = await atRate(
    people * seconds,
    people,
    (index) => say(people + index),
    seconds * mostStretch * 1000,
  );
  const after = await running.process.ask("sample");
  const wallMs = performance.now() - startMs;
  return {
    // Of the time it should take: who falls behind has not become cheaper by it.
    corePercent: (after.cpuMs - before.cpuMs) / ((said / people) * 10),
    loopP99Ms: after.loopP99Ms,
    framesEach: frames / people / (wallMs / 1000),
    // What the load could not put on in time, because the server's answers kept it busy.
    stretched: wallMs / ((said / people) * 1000),
  };
}

function toRow({ subject, medians }: Result): Quantity {
  const { corePercent = Number.NaN, loopP99Ms = Number.NaN, framesEach = 0, stretched = 1 } = medians;
  const slow = stretched > 1.1 ? `; the load took ${stretched.toFixed(1)} × as long as it should` : "";
  const note = `loop p99 ${loopP99Ms.toFixed(1)} ms; each hears ${framesEach.toFixed(1)} frames a second${slow}`;
  return { name: subject.name, value: corePercent, unit: "%", note };
}
