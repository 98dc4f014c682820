// npm run soak [-- --minutes 10 --cut 30]: three people edit the same records while their lines break, for as long as asked;
// then what each of them knew when they wrote says what must be there. Exits 1 when anything is missing or unlisted.
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";

import { addWorkspace } from "../support/server.ts";
import { Random } from "../support/random.ts";
import { startServerProcess } from "../support/server-process.ts";
import { ThreePeople, type Person } from "../support/three-people.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    cut: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
  },
});
const [lastsMs, cutMs] = [Number(values.minutes) * 60_000, Number(values.cut) * 1000];
const random = new Random(Number(values.seed));

await using server = await startServerProcess();
await addWorkspace(server.url, "soak");
await using three = await ThreePeople.join(Number(new URL(server.url).port), "soak", random);

const endsAt = Date.now() + lastsMs;
await Promise.all(three.people.map((person) => work(person)));
for (let tries = 0; !three.isSettled && tries < 300; tries += 1) await wait(100);
const findings = three.judge();
console.log(JSON.stringify({ minutes: Number(values.minutes), ...findings }, null, 2));
const faults = [findings.overruled, findings.unlisted, findings.wronglyListed, findings.lostEvidence].flat();
process.exitCode = findings.isEqual && faults.length === 0 ? 0 : 1;

/** A few edits a second; now and then the line is cut for a while, and the work goes on. */
async function work(person: Person): Promise<void> {
  let mendsAt = 0;
  while (Date.now() < endsAt) {
    if (mendsAt === 0 && random.chance(0.01)) {
      person.cable.cut();
      mendsAt = Date.now() + cutMs;
    } else if (mendsAt > 0 && Date.now() > mendsAt) {
      person.cable.mend();
      mendsAt = 0;
    }
    three.edit(person);
    await wait(100 + random.below(400));
  }
  person.cable.mend();
}
