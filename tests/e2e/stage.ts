// What every end-to-end test stands on: a server process, a Chromium, and people who come and go.
import { test as plain } from "vitest";
import { startServerProcess } from "../support/server-process.ts";
import { launchChromium, sitDown, type Person, type Seat } from "./people.ts";

/** `server` and `browser` serve a whole file; whoever `open` seats leaves after the test, and must have seen no fault. */
export const test = plain
  // oxlint-disable-next-line no-empty-pattern -- Vitest wants the pattern even where nothing is taken from it.
  .extend("server", { scope: "file" }, async ({}, { onCleanup }) => {
    const server = await startServerProcess();
    onCleanup(() => server[Symbol.asyncDispose]());
    return server;
  })
  // oxlint-disable-next-line no-empty-pattern -- As above.
  .extend("browser", { scope: "file" }, async ({}, { onCleanup }) => {
    const browser = await launchChromium();
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("open", async ({ server, browser, task }, { onCleanup }) => {
    const people: Person[] = [];
    onCleanup(async () => {
      if (task.result?.state === "fail") await keepPictures(task.name, people);
      await Promise.all(people.map(({ context }) => context.close()));
      const faults = people.flatMap((person) => person.faults.map((fault) => `${person.name}: ${fault}`));
      if (faults.length > 0) throw new Error(`People saw what nobody should see:\n${faults.join("\n")}`);
    });
    return async (seat: Seat = {}): Promise<Person> => {
      const person = await sitDown(browser, server.url, seat);
      people.push(person);
      return person;
    };
  });

/** What people saw when a test failed, into tests/artefacts. */
async function keepPictures(test: string, people: readonly Person[]): Promise<void> {
  const name = test.replaceAll(/[^A-Za-z0-9]+/gu, "-").slice(0, 60);
  for (const [index, { page }] of people.entries()) {
    if (!page.isClosed()) await page.screenshot({ path: `tests/artefacts/failed/${name}-${index}.png` });
  }
}
