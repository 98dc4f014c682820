// How long what lets somebody in lasts, by a clock that the test sets, and how many sockets one of them may open.
import { afterEach, beforeEach, expect, test } from "vitest";

import { EntenteError } from "../../../schema/errors.ts";
import { readRoom } from "../../../schema/protocol.ts";
import type { Identity } from "../../../server/auth/identity.ts";
import { openAccounts, type Accounts } from "../../../server/auth/open-accounts.ts";
import type { PersonInWorkspace } from "../../../server/auth/people-store.ts";
import { Seats } from "../../../server/auth/seats.ts";
import { defaultLimits } from "../../../server/limits.ts";
import { openDataFolder, type DataFolder } from "../../../server/storage/data-folder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const [hour, day] = [3_600_000, 86_400_000];
const operator = { kind: "local" } as const;
const comer = { identity: { kind: "stranger" }, device: "a test" } as const;
const limits = { ...defaultLimits, socketsPerPersonMax: 3, socketsPerShareMax: 4 };

let place: ReturnType<typeof temporaryFolder>;
let folder: DataFolder;
let accounts: Accounts;
let person: PersonInWorkspace;
let now = 0;
beforeEach(async () => {
  place = temporaryFolder();
  folder = openDataFolder(place.path);
  now = Date.UTC(2026, 0, 1);
  await folder.log.createWorkspace("test", "Test");
  accounts = openAccounts({
    store: folder.people(),
    limits,
    now: () => now,
    publicUrl: () => "http://localhost",
  });
  ({ person } = accounts.people.add(operator, "test", "Ann", "owner"));
});
afterEach(() => {
  folder[Symbol.dispose]();
  place[Symbol.dispose]();
});

const signIn = () => accounts.signIn.open(person, comer, "test").session.secret;
const bySession = (session: string) => accounts.access.identify({ session, token: undefined });
const token = (lastsMs?: number) =>
  accounts.grants.issueToken(operator, "test", "editor", { label: "t", lastsMs, personId: person.id }).secret;

/** Who a token stands for, or why for nobody. */
function byToken(secret: string): string {
  try {
    return accounts.access.identify({ session: undefined, token: secret }).kind;
  } catch (error) {
    if (error instanceof EntenteError) return error.code;
    throw error;
  }
}

test("a session ends twelve hours after its last use", () => {
  const session = signIn();
  for (let use = 0; use < 5; use += 1) {
    now += 11 * hour;
    expect(bySession(session).kind).toBe("session");
  }
  now += 12 * hour;
  expect(bySession(session).kind).toBe("stranger");
});

test("a session ends thirty days after the sign-in, however much it is used", () => {
  const session = signIn();
  for (let hours = 0; hours < 30 * 24 - 10; hours += 10) {
    expect(bySession(session).kind).toBe("session");
    now += 10 * hour;
  }
  now += 10 * hour;
  expect(bySession(session).kind).toBe("stranger");
});

test("P14 a token that ran out asks to come back for an hour, and is nothing after that", () => {
  const secret = token(day);
  now += day - 1;
  expect(byToken(secret)).toBe("token");
  now += 1;
  expect(byToken(secret)).toBe("sign-in-expired");
  now += hour;
  expect(byToken(secret)).toBe("not-signed-in");
  const lasting = token();
  now += 1000 * day;
  expect(byToken(lasting)).toBe("token");
});

test("links, invitations and shares end when they say, and are not listed after that", () => {
  const invitation = accounts.grants.invite(operator, "test", "viewer", { label: "Ben" });
  const share = accounts.grants.share(operator, "test", { label: "press" });
  const link = accounts.people.signInLink(operator, "test", person.id);
  const visitor = accounts.signIn.byShare(share.secret, comer).session?.secret ?? "";
  const refused = expect.objectContaining({ code: "sign-in-refused" }) as Error;
  now += day;
  expect(() => accounts.signIn.byLink(link.secret, comer)).toThrow(refused);
  now += 6 * day;
  expect(() => accounts.signIn.lookAtInvitation(invitation.secret)).toThrow(refused);
  expect(accounts.grants.list(operator, "test", "invitation")).toEqual([]);
  // Used now and then, so that only the link's own end counts.
  for (let hours = 0; hours < 7 * 24; hours += 10) bySession(visitor);
  now = share.grant.expiresAt ?? 0;
  expect(() => accounts.signIn.byShare(share.secret, comer)).toThrow(refused);
  expect(accounts.grants.list(operator, "test", "share")).toEqual([]);
});

test("a secret of one kind is no secret of another", () => {
  const share = accounts.grants.share(operator, "test", { label: "press" }).secret;
  const invitation = accounts.grants.invite(operator, "test", "owner", { label: "Ben" }).secret;
  const link = accounts.people.signInLink(operator, "test", person.id).secret;
  const [session, program] = [signIn(), token()];
  const ways: Readonly<Record<string, (secret: string) => unknown>> = {
    token: (secret) => byToken(secret) === "token",
    session: (secret) => bySession(secret).kind === "session",
    link: (secret) => accounts.signIn.byLink(secret, comer),
    invitation: (secret) => accounts.signIn.byInvitation(secret, comer, "Cleo"),
    share: (secret) => accounts.signIn.byShare(secret, comer),
  };
  const secrets = { token: program, session, link, invitation, share };
  const works = (way: string, secret: string) => {
    try {
      return ways[way]?.(secret) !== false;
    } catch (error) {
      if (error instanceof EntenteError) return false;
      throw error;
    }
  };
  const matching = Object.keys(ways).flatMap((way) =>
    Object.entries(secrets).flatMap(([kind, secret]) => (works(way, secret) ? [`${kind} as ${way}`] : [])),
  );
  expect(matching).toEqual(Object.keys(secrets).map((kind) => `${kind} as ${kind}`));
});

test("the first use of a token is noted at once, and later ones once a minute", () => {
  const secret = token();
  const uses = () => {
    byToken(secret);
    return accounts.grants.list(operator, "test", "token").map(({ usedAt }) => usedAt);
  };
  expect(accounts.grants.list(operator, "test", "token")).toMatchObject([{ usedAt: undefined }]);
  const first = (now += 1000);
  expect(uses()).toEqual([first]);
  now += 59_000;
  expect(uses()).toEqual([first]);
  now += 1000;
  expect(uses()).toEqual([now]);
});

test("a lesser token makes, lists and ends no others, so that what leaked does not live on", () => {
  const identity = accounts.access.identify({ session: undefined, token: token() });
  const refused = expect.objectContaining({ code: "no-access" }) as Error;
  expect(() => accounts.grants.issueToken(identity, "test", "viewer", { label: "t" })).toThrow(refused);
  expect(accounts.grants.list(identity, "test", "token")).toEqual([]);
});

test("F11 a clock that is put back does not put off that rights are looked up", () => {
  const seats = new Seats({ access: accounts.access, limits, now: () => now });
  const room = readRoom("test");
  if (!room) throw new Error("that is a room");
  const ends: string[] = [];
  using seat = seats.take(bySession(signIn()), room);
  seat.hold({ rightsChanged: () => {}, expiresSoon: () => {}, close: ({ code }) => void ends.push(code) });
  now -= hour;
  seats.tick();
  // As another server would, which this one does not hear.
  folder.people().removeRole(person.id, "test");
  now += limits.rightsRecheckMs;
  seats.tick();
  expect(ends).toEqual(["no-access"]);
});

test("one person, and all who came by one link, have so many sockets and no more", () => {
  const seats = new Seats({ access: accounts.access, limits, now: () => now });
  const room = readRoom("test");
  if (!room) throw new Error("that is a room");
  const count = (identities: readonly Identity[]) => {
    const taken: Disposable[] = [];
    const full = expect.objectContaining({ code: "overloaded" }) as Error;
    for (const identity of identities.slice(0, -1)) taken.push(seats.take(identity, room));
    const last = identities.at(-1) ?? comer.identity;
    expect(() => seats.take(last, room)).toThrow(full);
    taken.pop()?.[Symbol.dispose]();
    taken.push(seats.take(last, room));
    for (const seat of taken) seat[Symbol.dispose]();
    return taken.length;
  };
  const [session, program] = [
    bySession(signIn()),
    accounts.access.identify({ session: undefined, token: token() }),
  ];
  expect(count([session, session, program, program])).toBe(3);
  const { secret } = accounts.grants.share(operator, "test", { label: "press" });
  const visitors = Array.from({ length: 5 }, () =>
    bySession(accounts.signIn.byShare(secret, comer).session?.secret ?? ""),
  );
  expect(count(visitors)).toBe(4);
  expect(seats.count).toBe(0);
});
