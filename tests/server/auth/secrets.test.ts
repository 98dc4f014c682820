// Where secrets may not be: in logs, in numbers, in what is stored, in answers that are not their first.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";

import { asker, startAccountsServer, type Answer } from "../../support/accounts-server.ts";
import { readNumbers } from "../../support/metrics.ts";
import { openRaw, upgradeStatus } from "../../support/raw-client.ts";

const base = "/api/workspaces/test";
const metricsToken = "0123456789abcdef0123456789abcdef";

test("T5 no secret that was given out stands in the log, the numbers, the data folder or a list", async () => {
  const lines: string[] = [];
  // Not the server's own log, which would hide them: they are not even given to it.
  const logger = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  await using server = await startAccountsServer({ logger, config: { metricsToken } });
  const owner = server.people.owner.by.cookie;
  const secrets = [...Object.values(server.people).flatMap((person) => person.secrets), server.share.secret];
  const fresh = () => asker(() => server.url, { origin: server.url });
  const note = (answer: Answer) => {
    const { url, token, link } = answer.body as { url?: string; token?: string; link?: { url: string } };
    const address = url ?? link?.url;
    const secret = token ?? address?.slice(address.lastIndexOf("=") + 1) ?? "";
    expect(secret).toMatch(/^[\w-]{43}$/u);
    secrets.push(secret);
    return secret;
  };
  const session = (answer: Answer) => {
    secrets.push(
      /^__Host-entente=(?<value>[\w-]+)/u.exec(answer.headers.get("set-cookie") ?? "")?.groups?.["value"] ??
        "",
    );
  };

  const ann = note(await owner.ask("POST", `${base}/people`, { name: "Ann", role: "viewer" }));
  session(await fresh().ask("POST", "/api/sign-in/link", { secret: ann }));
  const invited = note(await owner.ask("POST", `${base}/invitations`, { role: "viewer", name: "Ben" }));
  session(await fresh().ask("POST", "/api/sign-in/invitation", { secret: invited }));
  const token = note(await owner.ask("POST", `${base}/tokens`, { name: "t", role: "owner" }));
  const share = note(await owner.ask("POST", `${base}/links`, { name: "l" }));
  session(await fresh().ask("POST", "/api/sign-in/share", { secret: share }));
  // Whatever can go wrong with a secret in the request.
  await fresh().ask("POST", "/api/sign-in/link", { secret: ann });
  await fresh().ask("POST", "/api/sign-in/link", { secret: ann, more: 1 });
  await fresh().ask("POST", `/api/nothing?token=${token}`, {});
  using client = await openRaw(server.syncUrl, `test?token=${token}`);
  client.send("text");
  await client.closed();
  using lost = await openRaw(server.syncUrl, `nowhere?token=${token}`);
  await lost.closed();
  await upgradeStatus(`${server.syncUrl}/test?token=${token}`, { headers: { origin: "http://evil.test" } });

  expect(new Set(secrets).size).toBe(secrets.length);
  const lists = await Promise.all(
    ["people", "tokens", "links", "invitations", "sessions", "audit"].map((list) =>
      owner.ask("GET", `${base}/${list}`),
    ),
  );
  expect(lists.map(({ status }) => status)).toEqual(lists.map(() => 200));
  const stored = readdirSync(server.dataDir).map((file) =>
    readFileSync(join(server.dataDir, file), "latin1"),
  );
  expect(lines.join("")).toContain("socket refused");
  const numbers = await readNumbers(server.url, { authorization: `Bearer ${metricsToken}` });
  expect(numbers.of("entente_sign_in_failures_total")).toBeGreaterThan(0);
  const places = {
    log: lines.join(""),
    numbers: numbers.text,
    lists: JSON.stringify(lists),
    stored: stored.join(""),
  };
  for (const [place, text] of Object.entries(places))
    expect([place, secrets.filter((secret) => text.includes(secret))]).toEqual([place, []]);
});
