// A disk that is really full, under load: nothing is lost, nobody is thrown out, and it heals by itself.
import { afterEach, expect, test } from "vitest";

import { Author, entriesOf, missingIn } from "../support/author.ts";
import { onDemand } from "../support/fuzz.ts";
import { Random } from "../support/random.ts";
import { openRaw } from "../support/raw-client.ts";
import { runFile } from "../support/run-process.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { needSmallDisk, openSmallDisk, type SmallDisk } from "../support/small-disk.ts";
import { joinStock } from "../support/stock-client.ts";
import { documentChanges, until } from "../support/wait.ts";
import { keptBy, Witnesses } from "../support/witnesses.ts";

const need = needSmallDisk();
const editsUntilFullMax = 20_000;
/** How often the server is killed: once at each kind of moment in an ordinary run, as often as asked for on demand. */
const rounds = onDemand("ENTENTE_KILL_ROUNDS", 3);
const roundMs = 30_000;
const seenBeforeMax = 200;
const aheadMax = 100;
let opened = new AsyncDisposableStack();
afterEach(async () => {
  await opened.disposeAsync();
  opened = new AsyncDisposableStack();
});

interface Scene {
  readonly disk: SmallDisk;
  readonly server: ServerProcess;
  readonly syncUrl: string;
  readonly authors: readonly Author[];
}

/** Three people write on a server whose disk is nearly full. */
async function setUp(): Promise<Scene> {
  const disk = opened.use(openSmallDisk(16));
  const server = opened.use(await startServerProcess({ dataDir: disk.path }));
  const { syncUrl } = server;
  const clients = await Promise.all([1, 2, 3].map(() => openRaw(syncUrl, "cptpp")));
  for (const client of clients) opened.use(client);
  const authors = clients.map((client, index) => new Author(client, `a${index}e`, { labelLength: 1000 }));
  for (const author of authors) author.edit();
  for (const { client } of authors) await client.hears(3, 0, 2);
  return { disk, server, syncUrl, authors };
}

const readiness = async ({ url }: ServerProcess) => {
  const response = await fetch(`${url}/readyz`);
  const { code, checks } = (await response.json()) as { code?: string; checks: Record<string, string> };
  return { status: response.status, code, disk: checks["disk"] };
};

/** Writes until the disk refuses. */
async function writeUntilRefused({ disk, server, authors }: Scene): Promise<void> {
  disk.fill();
  for (let made = 0; made < editsUntilFullMax; made += 60) {
    for (const author of authors) for (let edit = 0; edit < 20; edit += 1) author.edit();
    if ((await readiness(server)).status === 503) return;
  }
  throw new Error("the disk never became full");
}

const sentBy = (authors: readonly Author[]) => new Map(authors.flatMap(({ sent }) => [...sent]));

test.skipIf(need.isSkipped)(
  `P4 a full disk under load: nobody is thrown out or told that it is saved, and all of it is when there is space${need.note}`,
  async () => {
    need.insist();
    const scene = await setUp();
    const { disk, server, syncUrl, authors } = scene;
    using reader = joinStock(syncUrl, "cptpp");
    await reader.synced();
    const statuses: string[] = [];
    reader.provider.on("status", ({ status }: { status: string }) => statuses.push(status));

    await writeUntilRefused(scene);
    expect(await readiness(server)).toEqual({ status: 503, code: "storage-failed", disk: "storage-failed" });
    for (const author of authors) for (let edit = 0; edit < 50; edit += 1) author.edit();
    // Whoever comes now is served what is on disk: exactly what the others have seen.
    using late = joinStock(syncUrl, "cptpp");
    await late.synced();
    const committed = entriesOf(late.doc);
    expect(missingIn(committed, entriesOf(reader.doc))).toEqual([]);
    for (const author of authors) expect(missingIn(committed, entriesOf(author.echoed()))).toEqual([]);
    expect(committed.size).toBeLessThan(sentBy(authors).size);
    expect(await readiness(server)).toEqual({ status: 503, code: "storage-failed", disk: "storage-failed" });

    disk.free();
    const sent = sentBy(authors);
    await until(
      () => missingIn(entriesOf(reader.doc), sent).length === 0,
      documentChanges(reader.doc),
      "the reader to see all that was sent",
    );
    expect(await readiness(server)).toEqual({ status: 200, code: undefined, disk: "ok" });
    expect(authors.map(({ client }) => client.socket.readyState)).toEqual([1, 1, 1]);
    expect(statuses).toEqual([]);
    expect(server.log()).toContain('"state":"degraded"');

    for (const { client } of authors) client[Symbol.dispose]();
    reader[Symbol.dispose]();
    late[Symbol.dispose]();
    await server.kill();
    await server.start();
    using after = joinStock(syncUrl, "cptpp");
    await after.synced();
    expect(missingIn(entriesOf(after.doc), sent)).toEqual([]);
  },
);

/** When a server is killed: before the disk has refused anything, while it does, or after it has begun to take it all. */
const moments = ["filling", "refused", "healing"] as const;

/** Writes until one of these moments has come on a disk that becomes full, and gives whether it ever refused. */
async function writeUntil(
  moment: (typeof moments)[number],
  people: Witnesses,
  disk: SmallDisk,
  random: Random,
): Promise<boolean> {
  const enough = people.seenCount + random.below(seenBeforeMax);
  await people.write(() => people.seenCount > enough, aheadMax);
  disk.fill();
  const isRefused = () => people.state === "degraded";
  // Nothing may come back any more, so they write without waiting for it.
  const writeOn = async (count: number, isEnough = () => false) => {
    for (let made = 0; made < count && !isEnough(); made += 1) {
      people.edit();
      await new Promise(setImmediate);
    }
  };
  if (moment === "filling") await writeOn(random.below(seenBeforeMax));
  else {
    await writeOn(editsUntilFullMax, isRefused);
    await people.until(isRefused, "the disk to refuse");
    await writeOn(random.below(50));
  }
  if (moment === "healing") {
    const healed = people.seenCount + random.below(people.waitingCount);
    disk.free();
    await people.until(() => people.seenCount > healed, "what waited to be stored");
  }
  return moment !== "filling";
}

test.skipIf(need.isSkipped)(
  `P1, P2, P4 kill -9 at ${rounds} random moments around a full disk: nothing that was acknowledged, or that anybody saw, is gone${need.note}`,
  { timeout: 120_000 + rounds * roundMs },
  async () => {
    need.insist();
    const random = new Random(3);
    const lost: string[] = [];
    const counts = { seen: 0, acknowledged: 0, refused: 0 };
    for (let round = 0; round < rounds; round += 1) {
      await using stack = new AsyncDisposableStack();
      const disk = stack.use(openSmallDisk(16));
      const server = stack.use(await startServerProcess({ dataDir: disk.path }));
      const people = stack.use(
        await Witnesses.join(server.syncUrl, "cptpp", `e${round}`, { labelLength: 1000 }),
      );
      const moment = moments[round % moments.length] ?? "filling";
      if (await writeUntil(moment, people, disk, random)) counts.refused += 1;
      await server.kill();
      const { seen, acknowledged } = people.testify();
      people[Symbol.dispose]();
      disk.free();
      await server.start();
      const kept = await keptBy(server.syncUrl, "cptpp");
      lost.push(...missingIn(kept, seen), ...missingIn(kept, acknowledged));
      counts.seen += seen.size;
      counts.acknowledged += acknowledged.size;
    }
    expect(lost).toEqual([]);
    expect(Math.min(counts.seen, counts.acknowledged)).toBeGreaterThan(rounds);
    expect(counts.refused).toBeGreaterThanOrEqual(Math.floor(rounds / 2));
  },
);

test.skipIf(need.isSkipped)(
  `P4 an import that does not fit on the disk is refused as a whole, and edits that fit go on${need.note}`,
  async () => {
    need.insist();
    const disk = opened.use(openSmallDisk(8));
    const server = opened.use(await startServerProcess({ dataDir: disk.path }));
    const workspaces = `${server.url}/api/workspaces`;
    const file = (await (await fetch(`${workspaces}/cptpp/export`)).json()) as { entities: object[] };
    const notes = "x".repeat(10_000);
    for (let index = 0; index < 1000; index += 1)
      file.entities.push({ id: `c:Large${index}`, kind: "company", label: `Large ${index}`, notes });
    const refused = await fetch(`${workspaces}/cptpp/import`, { method: "POST", body: JSON.stringify(file) });
    expect([refused.status, await refused.json()]).toEqual([
      503,
      expect.objectContaining({ code: "storage-failed" }),
    ]);
    const client = opened.use(await openRaw(server.syncUrl, "cptpp"));
    const author = new Author(client, "small");
    author.edit();
    await client.hears(1, 0, 2);
    expect(await readiness(server)).toEqual({ status: 200, code: undefined, disk: "ok" });
    const after = (await (await fetch(`${workspaces}/cptpp/export`)).json()) as { entities: object[] };
    expect(after.entities.length).toBe(file.entities.length - 1000 + 1);
  },
);

test.skipIf(need.isSkipped)(
  `P4 a start on a full disk says that the disk is full, and not that another process is at work${need.note}`,
  async () => {
    need.insist();
    const disk = opened.use(openSmallDisk(8));
    const server = opened.use(await startServerProcess({ dataDir: disk.path }));
    await server.stop();
    disk.fill();
    await expect(server.start()).rejects.toThrow(/cannot write to its disk.*\n.*Free disk space/u);
    const { stdout } = await runFile("server/entente.mjs", ["doctor", "--data", disk.path]);
    expect(stdout).toMatch(/^fail .*cannot write to its disk.*Free disk space/mu);
    expect(stdout).not.toContain("a running server");
    disk.free();
    await server.start();
    expect(await readiness(server)).toEqual({ status: 200, code: undefined, disk: "ok" });
  },
);
