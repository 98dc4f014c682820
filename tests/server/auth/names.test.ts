// Under which name people with accounts are shown and noted: the server's, whatever they say.
import { expect, test } from "vitest";

import { startAccountsServer } from "../../support/accounts-server.ts";
import { joinStock, type StockClient } from "../../support/stock-client.ts";
import { until } from "../../support/wait.ts";

function seesUser({ provider }: StockClient, user: object): Promise<void> {
  const { awareness } = provider;
  return until(
    () =>
      [...awareness.getStates().values()].some(
        (state) => JSON.stringify(state["user"]) === JSON.stringify(user),
      ),
    (listener) => {
      awareness.on("change", listener);
      return () => awareness.off("change", listener);
    },
    `somebody to be shown as ${JSON.stringify(user)}`,
  );
}

test("P10 nobody shows themselves under a name that is not theirs, and the history has the true one", async () => {
  await using server = await startAccountsServer();
  const { owner, editor, viewer } = server.people;
  const join = (person: typeof owner) => joinStock(server.syncUrl, person.by.token.syncPath("test"));
  using watching = join(owner);
  using writing = join(editor);
  using reading = join(viewer);
  writing.provider.awareness.setLocalState({ user: { name: "The Director", color: "#123456" }, at: "s:JPN" });
  reading.provider.awareness.setLocalState({ user: "The Director" });
  await seesUser(watching, { name: editor.name, color: "#123456" });
  await seesUser(watching, { name: viewer.name });

  await Promise.all([watching.synced(), writing.synced()]);
  writing.set("n", "s:JPN", { kind: "state", label: "Japan" });
  await watching.sees("n", "s:JPN", { kind: "state", label: "Japan" });
  const { body } = await owner.by.token.ask("GET", "/api/workspaces/test/history?record=s:JPN");
  expect(body).toMatchObject([{ by: editor.name }]);
});
