// Ways in and out over HTTP, and whatever somebody without a right tries there.
import { afterAll, beforeAll, expect, test } from "vitest";

import { addressReader } from "../../../server/auth/address.ts";
import { sessionCookie } from "../../../server/auth/credentials.ts";
import {
  asker,
  cookieHeaders,
  startAccountsServer,
  type AccountsServer,
  type Answer,
  type Asker,
} from "../../support/accounts-server.ts";

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccountsServer({ limits: { signInFailuresPerMinuteMax: 1000 } });
});
afterAll(() => server[Symbol.asyncDispose]());

const base = "/api/workspaces/test";
const owner = () => server.people.owner.by.cookie;
const secretIn = (answer: Answer) =>
  /#\w+=(?<secret>.+)$/u.exec((answer.body as { url: string }).url)?.groups?.["secret"] ?? "";
/** A browser of our page with nothing in it. */
const fresh = () => asker(() => server.url, { origin: server.url, "sec-fetch-site": "same-origin" });

/** The browser after an answer: with the session that it was given. */
function after({ headers }: Answer): Asker {
  const cookie = headers.get("set-cookie") ?? "";
  const value = new RegExp(`^${sessionCookie}=(?<value>[\\w-]{43}); `, "u").exec(cookie)?.groups?.["value"];
  expect(cookie).toMatch(/; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Lax$/u);
  return asker(
    () => server.url,
    cookieHeaders(value ?? "", () => server.url),
  );
}
const nameOf = async (someone: Asker) =>
  ((await someone.ask("GET", "/api/me")).body as { person: { name: string } | null }).person?.name;

test("whoever is added signs in by their link, once", async () => {
  const added = await owner().ask("POST", `${base}/people`, { name: "Ann", role: "editor" });
  expect([added.status, added.body]).toMatchObject([201, { name: "Ann", role: "editor" }]);
  const { link } = added.body as { link: { url: string } };
  expect(link.url).toMatch(new RegExp(`^${server.url}/sign-in#link=[\\w-]{43}$`, "u"));
  const secret = secretIn({ ...added, body: link });
  const answer = await fresh().ask("POST", "/api/sign-in/link", { secret });
  expect([answer.status, answer.body]).toMatchObject([
    200,
    { access: "accounts", person: { name: "Ann" }, workspaces: [{ name: "test", role: "editor" }] },
  ]);
  expect(await nameOf(after(answer))).toBe("Ann");
  const again = await fresh().ask("POST", "/api/sign-in/link", { secret });
  expect([again.status, again.body]).toMatchObject([401, { code: "sign-in-refused" }]);
});

test("a lost passkey: a new link is made, and the one before stops working", async () => {
  const path = `${base}/people/${server.people.viewer.id}/link`;
  const [first, second] = [await owner().ask("POST", path), await owner().ask("POST", path)];
  const tryIt = (answer: Answer) => fresh().ask("POST", "/api/sign-in/link", { secret: secretIn(answer) });
  expect((await tryIt(first)).status).toBe(401);
  expect((await tryIt(second)).status).toBe(200);
});

test("T39 whoever made a link for somebody and uses it themselves does not stay in unseen", async () => {
  const { owner: maker, viewer } = server.people;
  const path = `${base}/people/${viewer.id}/link`;
  const signIn = async () =>
    after(
      await fresh().ask("POST", "/api/sign-in/link", { secret: secretIn(await owner().ask("POST", path)) }),
    );
  const maker1 = await signIn();
  // The person's own browser is signed out: somebody else came in as them.
  expect(await nameOf(viewer.by.cookie)).toBe(undefined);
  const person = await signIn();
  expect([await nameOf(maker1), await nameOf(person)]).toEqual([undefined, viewer.name]);
  // Their programs go on.
  expect((await viewer.by.token.ask("GET", base)).status).toBe(200);
  const sessions = (await person.ask("GET", "/api/me/sessions")).body as { madeBy: string }[];
  expect(sessions.map(({ madeBy }) => madeBy)).toEqual([maker.name]);
  const log = (await person.ask("GET", "/api/me/audit")).body as {
    action: string;
    detail: Record<string, string>;
  }[];
  const seen = log.map(({ action, detail }) => [action, detail["linkBy"] ?? ""].join(" ").trim());
  expect(seen.slice(0, 4)).toEqual([
    `signed-in ${maker.name}`,
    "sign-in-link-made",
    `signed-in ${maker.name}`,
    "sign-in-link-made",
  ]);
});

test("T38 of the audit log everybody sees what was done about their own account, and nobody's else", async () => {
  const { viewer, stranger } = server.people;
  const log = (await stranger.by.cookie.ask("GET", "/api/me/audit")).body;
  expect(JSON.stringify(log)).toContain(stranger.id);
  for (const other of [viewer.id, viewer.name]) expect(JSON.stringify(log)).not.toContain(other);
});

test("an invitation makes somebody new, once, and adds a role to whoever is known", async () => {
  const invite = (role: string) => owner().ask("POST", `${base}/invitations`, { role, name: "Ben" });
  const secret = secretIn(await invite("commenter"));
  const looked = await fresh().ask("POST", "/api/sign-in/invitation/look", { secret });
  expect(looked.body).toMatchObject({ workspace: "test", role: "commenter", name: "Ben", by: "The owner" });
  const taken = await fresh().ask("POST", "/api/sign-in/invitation", { secret, name: "the OWNER" });
  expect([taken.status, taken.body]).toMatchObject([409, { code: "person-exists" }]);
  const joined = await fresh().ask("POST", "/api/sign-in/invitation", { secret });
  expect(joined.body).toMatchObject({ person: { name: "Ben" }, workspaces: [{ role: "commenter" }] });
  expect((await fresh().ask("POST", "/api/sign-in/invitation", { secret })).status).toBe(401);

  const other = { secret: secretIn(await invite("viewer")) };
  const known = await server.people.stranger.by.cookie.ask("POST", "/api/sign-in/invitation", other);
  expect(known.headers.get("set-cookie")).toBeNull();
  expect((known.body as { workspaces: unknown }).workspaces).toMatchObject([
    { name: "other", role: "owner" },
    { name: "test", role: "viewer" },
  ]);
  // Nobody loses by an invitation.
  await server.people.editor.by.cookie.ask("POST", "/api/sign-in/invitation", {
    secret: secretIn(await invite("viewer")),
  });
  const { body } = await server.people.editor.by.cookie.ask("GET", "/api/me");
  expect(body).toMatchObject({ workspaces: [{ role: "editor" }] });
});

test("an owner of one workspace cannot become the owner of another by a link for a person of both", async () => {
  const { stranger } = server.people;
  const { body } = await owner().ask("GET", `${base}/people`);
  expect((body as { id: string }[]).map(({ id }) => id)).toContain(stranger.id);
  const link = await owner().ask("POST", `${base}/people/${stranger.id}/link`);
  expect([link.status, link.body]).toMatchObject([403, { code: "no-access" }]);
  expect((await owner().ask("DELETE", `${base}/people/${stranger.id}?everywhere=1`)).status).toBe(403);
  const sessions = (await owner().ask("GET", `${base}/sessions`)).body as { person: { id: string } }[];
  expect(sessions.map(({ person }) => person.id)).not.toContain(stranger.id);
});

test("T39 a shared link opens the map and nothing beside it, is listed, and its secret is nowhere else", async () => {
  const made = await owner().ask("POST", `${base}/links`, { name: "For the press" });
  const [days, second] = [14 * 86_400_000, 1000];
  const { expiresAt, madeAt, id } = made.body as { expiresAt: string; madeAt: string; id: string };
  // Both are read from a clock that goes on in between.
  const lastsMs = Date.parse(expiresAt) - Date.parse(madeAt);
  expect(Math.abs(lastsMs - days)).toBeLessThan(second);
  const answer = await fresh().ask("POST", "/api/sign-in/share", { secret: secretIn(made) });
  expect([answer.status, answer.body]).toEqual([200, { workspace: "test" }]);
  const visitor = after(answer);
  expect(await nameOf(visitor)).toBeUndefined();
  const list = await owner().ask("GET", `${base}/links`);
  expect((list.body as { id: string }[]).map((link) => link.id)).toContain(id);
  expect(JSON.stringify(list.body)).not.toContain(secretIn(made));
  // Whoever is signed in stays who they are.
  const known = await server.people.stranger.by.cookie.ask("POST", "/api/sign-in/share", {
    secret: secretIn(made),
  });
  expect(known.headers.get("set-cookie")).toBeNull();
  expect(await nameOf(server.people.stranger.by.cookie)).toBe("The stranger");
});

test("signing in gives the browser another session than it had, which ends", async () => {
  const link = await owner().ask("POST", `${base}/people/${server.people.commenter.id}/link`);
  const answer = await server.visitor.ask("POST", "/api/sign-in/link", { secret: secretIn(link) });
  const signedIn = after(answer);
  expect(await nameOf(signedIn)).toBe("The commenter");
  expect((await server.visitor.ask("GET", `${base}/graph`)).status).toBe(401);

  const out = await signedIn.ask("POST", "/api/sign-out");
  expect([out.status, out.headers.get("clear-site-data")]).toEqual([204, '"cache", "cookies", "storage"']);
  expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
  expect(await nameOf(signedIn)).toBeUndefined();
});

test("T41 a request that another page makes changes nothing, whatever it pretends", async () => {
  const { cookie = "" } = owner().headers;
  const add = (headers: Record<string, string>) =>
    asker(() => server.url, { cookie, ...headers }).ask("POST", `${base}/people`, {
      name: "Eve",
      role: "owner",
    });
  const foreign = await add({ origin: "https://example.org" });
  expect([foreign.status, foreign.body]).toMatchObject([403, { code: "forbidden" }]);
  for (const site of ["cross-site", "same-site", "none"])
    expect((await add({ origin: server.url, "sec-fetch-site": site })).status, site).toBe(403);
  // Without an origin the cookie does not count.
  expect((await add({})).status).toBe(401);
  const sneaky = await fetch(`${server.url}${base}/people`, {
    method: "POST",
    headers: { cookie, origin: server.url, "content-type": "text/plain" },
    body: '{"name":"Eve","role":"owner"}',
  });
  expect(sneaky.status).toBe(400);
  const { body } = await owner().ask("GET", `${base}/people`);
  expect((body as { name: string }[]).map(({ name }) => name)).not.toContain("Eve");
});

test("the last owner stays, whoever wants otherwise", async () => {
  const path = `${base}/people/${server.people.owner.id}`;
  const demoted = await owner().ask("PATCH", path, { role: "viewer" });
  expect([demoted.status, demoted.body]).toMatchObject([409, { code: "last-owner" }]);
  expect((await owner().ask("DELETE", path)).status).toBe(409);
  expect((await owner().ask("DELETE", `${path}?everywhere=1`)).status).toBe(409);
});

test("a name that cannot be told from another, or from nothing, is refused", async () => {
  const unseen = ["", "   ", "re\u202Everse", "zero\u200Bwidth", "The viewer\u3164", "The viewer\uFE0F"];
  const alike = ["THE VIEWER", "\uFF34he viewer", "Th\u0435 viewer", "The view\u03B5r"];
  for (const name of [...unseen, ...alike, "x".repeat(81), "Operator", "guest", "server"]) {
    const { status } = await owner().ask("POST", `${base}/people`, { name, role: "viewer" });
    expect([400, 409], JSON.stringify(name)).toContain(status);
  }
  for (const name of ["\u0410\u043D\u043D\u0430 Smith", "Jos\u00E9 O\u2019Neil", "\u4E2D\u6751 Kenji"])
    expect((await owner().ask("POST", `${base}/people`, { name, role: "viewer" })).status, name).toBe(201);
});

test("whoever comes by a shared link again and again from one address is stopped for a while", async () => {
  await using few = await startAccountsServer({ limits: { signInBeginsPerMinuteMax: 3 } });
  const { secret } = few.share;
  const visit = async (by: Asker) => (await by.ask("POST", "/api/sign-in/share", { secret })).status;
  for (let count = 0; count < 3; count += 1) expect(await visit(few.nobody)).toBe(200);
  expect(await visit(few.nobody)).toBe(429);
  // Whoever has a session leaves no new one behind.
  expect(await visit(few.visitor)).toBe(200);
});

test("an owner adds workspaces and owns them; whoever owns none, a visitor and a program add none", async () => {
  const create = (someone: Asker, name: string) => someone.ask("POST", "/api/workspaces", { name });
  const refused = [
    server.people.editor.by.cookie,
    server.people.owner.by.token,
    server.visitor,
    server.nobody,
  ];
  for (const someone of refused) expect([401, 403]).toContain((await create(someone, "new")).status);
  expect((await create(owner(), "new")).status).toBe(201);
  expect((await owner().ask("GET", "/api/workspaces/new/people")).body).toMatchObject([{ role: "owner" }]);
  expect((await server.people.editor.by.cookie.ask("GET", "/api/workspaces/new")).status).toBe(404);
});

test("what was done is noted, by whom, and never with a secret", async () => {
  const { body } = await owner().ask("GET", `${base}/audit?limit=500`);
  const entries = body as { seq: number; action: string; actorName: string }[];
  const actions = new Set(entries.map(({ action }) => action));
  expect([...actions]).toEqual(
    expect.arrayContaining(["share-made", "invitation-made", "invitation-used", "role-given"]),
  );
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq).toSorted((a, b) => b - a));
  const secrets = Object.values(server.people).flatMap((person) => person.secrets);
  expect(secrets.filter((secret) => JSON.stringify(entries).includes(secret))).toEqual([]);
});

test("the audit log says who came in by an invitation, and whose it was", async () => {
  const invitation = await owner().ask("POST", `${base}/invitations`, { role: "viewer", name: "Una" });
  await fresh().ask("POST", "/api/sign-in/invitation", { secret: secretIn(invitation) });
  const { body } = await owner().ask("GET", `${base}/audit?limit=2`);
  const madeBy = server.people.owner.name;
  expect(body).toMatchObject([
    { action: "invitation-used", actorName: "Una", detail: { name: "Una", madeBy } },
    { action: "role-given", actorName: "Una", detail: { name: "Una", role: "viewer", madeBy } },
  ]);
});

test("T40 whoever is invited learns of a few names that are taken, and not of all", async () => {
  await using strict = await startAccountsServer({ limits: { signInFailuresPerMinuteMax: 5 } });
  const invitation = { role: "viewer", name: "Ida" };
  const secret = secretIn(await strict.people.owner.by.cookie.ask("POST", `${base}/invitations`, invitation));
  const comer = asker(() => strict.url, { origin: strict.url });
  const accept = async (name: string) => {
    const { body } = await comer.ask("POST", "/api/sign-in/invitation", { secret, name });
    return (body as { code?: string }).code ?? "in";
  };
  const codes: string[] = [];
  for (let count = 0; count < 8; count += 1) codes.push(await accept("The owner"));
  expect(codes).toEqual([
    ...Array.from({ length: 5 }, () => "person-exists"),
    ...Array.from({ length: 3 }, () => "too-many-attempts"),
  ]);
  // Their own name is still theirs to choose.
  expect(await accept("Ida")).toBe("in");
});

test("an owner of many workspaces adds no more of them", async () => {
  await using small = await startAccountsServer({ limits: { workspacesPerOwnerMax: 2 } });
  const add = async (name: string) =>
    (await small.people.owner.by.cookie.ask("POST", "/api/workspaces", { name })).status;
  expect([await add("second"), await add("third")]).toEqual([201, 503]);
});

test("T41 guessing is stopped, and T13 no header starts it anew", async () => {
  await using strict = await startAccountsServer({ limits: { signInFailuresPerMinuteMax: 5 } });
  const guess = (forwarded: string) =>
    asker(() => strict.url, {
      origin: strict.url,
      "x-forwarded-for": forwarded,
      "x-real-ip": forwarded,
      "cf-connecting-ip": forwarded,
      "true-client-ip": forwarded,
      forwarded: `for=${forwarded}`,
      "x-client-ip": forwarded,
    }).ask("POST", "/api/sign-in/link", { secret: "made-up" });
  const statuses: number[] = [];
  for (let at = 0; at < 8; at += 1) statuses.push((await guess(`10.0.0.${at}`)).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  const { status } = await fetch(`${strict.url}${base}`, { headers: { authorization: "Bearer made-up" } });
  expect(status).toBe(429);
  // Whoever is signed in is not kept out by others' guesses.
  expect((await strict.people.viewer.by.cookie.ask("GET", base)).status).toBe(200);
});

test("T13 a proxy that the settings name is believed, hop by hop from our end", () => {
  const read = (proxies: readonly string[], remoteAddress: string, forwarded?: string) =>
    addressReader(proxies)?.({
      headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
      socket: { remoteAddress } as never,
    });
  expect(read([], "9.9.9.9", "1.1.1.1")).toBe("9.9.9.9");
  expect(read(["9.9.9.9"], "9.9.9.9", "1.1.1.1")).toBe("1.1.1.1");
  expect(read(["9.9.9.9"], "9.9.9.9", "6.6.6.6, 1.1.1.1")).toBe("1.1.1.1");
  expect(read(["10.0.0.0/8", "9.9.9.9"], "::ffff:9.9.9.9", "6.6.6.6, 1.1.1.1, 10.1.2.3")).toBe("1.1.1.1");
  expect(read(["9.9.9.9"], "8.8.8.8", "1.1.1.1")).toBe("8.8.8.8");
  expect(read([], "2001:db8:1:2:3:4:5:6")).toBe(read([], "2001:db8:1:2::9"));
  expect(read([], "2001:db8:1:2::9")).not.toBe(read([], "2001:db8:1:3::9"));
  for (const bad of ["localhost", "10.0.0.0/33", "10.0.0.0/x", "::1/129", "1.2.3"])
    expect(addressReader([bad]), bad).toBeUndefined();
});
