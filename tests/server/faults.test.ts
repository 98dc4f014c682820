// Bugs that only a new start mends: the process ends, says why, and has lost nothing.
import { expect, test } from "vitest";

import { openAuthor, openExtended } from "../support/extended-client.ts";
import { startServerProcess } from "../support/server-process.ts";
import { joinStock } from "../support/stock-client.ts";

interface Fatal {
  readonly level: number;
  readonly msg: string;
}

const fatalIn = (log: string) =>
  log
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Fatal)
    .filter(({ level }) => level === 60)
    .map(({ msg }) => msg);

test.each([
  ["F23 a rejected promise that nobody handles", "rejection", 1, "bug"],
  ["F23 an exception that nobody catches", "exception", 1, "bug"],
  ["F22 an event loop that stands still", "loop", null, "event loop stuck"],
])(
  "%s ends the process, and the next start has all that was acknowledged",
  async (_what, fault, code, message) => {
    await using server = await startServerProcess({ entry: "tests/support/faulty-server.ts", fault });
    const { syncUrl } = server;
    const author = openAuthor();
    {
      using client = await openExtended(syncUrl, "cptpp");
      client.sendUpdate(author.set("s:JPN/notes", "before the fault"));
      await client.hears(1, 100, 1);
      expect(client.told("reject")).toEqual([]);
      server.signal("SIGUSR2");
      expect(await server.ended()).toBe(code);
    }
    expect(fatalIn(server.log())).toEqual([message]);

    await server.start();
    using late = joinStock(syncUrl, "cptpp");
    await late.synced();
    expect(late.doc.getMap("n").get("s:JPN/notes")).toBe("before the fault");
  },
);
