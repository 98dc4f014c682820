// Each piece of bad input goes to a running server by a socket of its own, while two people edit in another room.
import type { Duplex } from "node:stream";
import type { Benchmark, Quantities, Quantity, Scale } from "../measure.ts";
import { badInputs, type BadInput } from "./bad-bytes.ts";
import { pinningNote } from "./cores.ts";
import type { LoadClient } from "./load-client.ts";
import { becomes } from "./pace.ts";
import { Pulse } from "./pulse.ts";
import { openClient, ours, peersInMemory, startSubject, type Running, type Subject } from "./subjects.ts";

const room = "bad";
const otherRoom = "other";
const waitMs = 400;
const editsPerSecond = 50;
const MB = 1e6;

interface Outcome {
  readonly input: BadInput;
  readonly isSurvived: boolean;
  readonly isCutOff: boolean;
  readonly stallMs: number;
  readonly growthMB: number;
}

/** Bytes that no honest client sends. */
export const badInput: Benchmark = {
  name: "server-bad-input",
  about: `${badInputs.length} kinds of broken and hostile input: who survives, how long others wait, memory`,
  parts: [sendAll],
};

async function sendAll(scale: Scale): Promise<Quantities> {
  const inputs = scale === "quick" ? badInputs.slice(-4) : badInputs;
  const subjects = scale === "quick" ? [ours] : [ours, ...(await peersInMemory())];
  const rows: Quantity[] = [];
  for (const subject of subjects) {
    await using running = await startSubject(subject, [{ room }, { room: otherRoom }]);
    const outcomes: Outcome[] = [];
    for (const [index, input] of inputs.entries()) outcomes.push(await suffer(running, input, index + 1));
    rows.push(...toRows(subject, outcomes));
  }
  return { title: `${inputs.length} kinds; ${pinningNote}`, rows };
}

async function suffer(running: Running, input: BadInput, number: number): Promise<Outcome> {
  const { process } = running;
  if (!process.isAlive) await process.start();
  using pulse = await Pulse.join(running, otherRoom, number, 2000);
  using offender = openClient(running, room);
  const streams = streamOf(offender);
  await offender.joined;
  const before = await process.ask("watch");
  pulse.start(editsPerSecond);
  await misbehave(offender, await streams, input);
  await becomes(() => offender.isClosed || !process.isAlive, waitMs);
  const isCutOff = offender.isClosed;
  const other = await pulse.stop();
  const answers = process.isAlive && (await pulse.answers());
  // It may yet be on its way down.
  const after = answers ? await process.ask("sample").catch(() => undefined) : undefined;
  if (!after) {
    await process.end("SIGKILL");
    return { input, isSurvived: false, isCutOff, stallMs: Number.NaN, growthMB: Number.NaN };
  }
  return {
    input,
    isSurvived: true,
    isCutOff,
    stallMs: Math.max(after.loopMostMs, other.quantile(1)),
    growthMB: (after.rssPeakBytes - before.rssBytes) / MB,
  };
}

/** What the WebSocket writes to. */
function streamOf({ socket }: LoadClient): Promise<Duplex> {
  return new Promise((resolve) => {
    socket.once("upgrade", (response) => resolve(response.socket));
  });
}

async function misbehave(offender: LoadClient, stream: Duplex, input: BadInput): Promise<void> {
  stream.on("error", () => {});
  if (input.raw) stream.write(input.raw);
  if (input.text) offender.socket.send(input.text);
  for (const frame of input.frames ?? []) if (!offender.isClosed) offender.send(frame);
}

function toRows(subject: Subject, outcomes: readonly Outcome[]): readonly Quantity[] {
  const [name, isOurs] = [subject.name, subject === ours];
  const survived = outcomes.filter(({ isSurvived }) => isSurvived);
  const fallen = outcomes.filter(({ isSurvived }) => !isSurvived);
  const spared = survived.filter(({ input, isCutOff }) => !isCutOff && !input.isTolerable);
  const stalled = survived.toSorted((a, b) => b.stallMs - a.stallMs)[0];
  const grown = survived.toSorted((a, b) => b.growthMB - a.growthMB)[0];
  const goal = (row: Quantity, most: number): Quantity => (isOurs ? { ...row, most } : row);
  return [
    goal({ name: `${name}: not survived`, value: fallen.length, unit: "", note: namesOf(fallen) }, 0),
    goal({ name: `${name}: sender not cut off`, value: spared.length, unit: "", note: namesOf(spared) }, 0),
    goal(
      {
        name: `${name}: longest stall`,
        value: stalled?.stallMs ?? 0,
        unit: "ms",
        note: stalled?.input.name ?? "",
      },
      100,
    ),
    goal(
      {
        name: `${name}: most memory on top (RSS)`,
        value: grown?.growthMB ?? 0,
        unit: "MB",
        note: grown?.input.name ?? "",
      },
      40,
    ),
  ];
}

function namesOf(outcomes: readonly Outcome[]): string {
  return outcomes.map(({ input }) => input.name).join("; ");
}
