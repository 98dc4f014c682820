// `entente user`, `token`, `session`, `link` and `audit`: people and access from the command line.
import { Argument, Option, type Command } from "commander";
import * as v from "valibot";

import { EntenteError } from "../../schema/errors.ts";
import { givenRoles } from "../auth/roles.ts";
import { wholeAuditPath } from "../http/people-routes.ts";
import { counted } from "./output.ts";
import { openPeople } from "./people-target.ts";
import {
  commandAdder,
  readWholeNumber,
  type AddCommand,
  type RouteOptions,
  type WithPlace,
  type Work as RouteWork,
} from "./route-command.ts";
import type { RouteTarget } from "./route-target.ts";

interface Options extends RouteOptions {
  readonly role?: string;
  readonly user?: string;
  readonly days?: number;
  readonly limit?: number;
  readonly everywhere?: boolean;
}

type Work = RouteWork<Options>;

const personSchema = v.looseObject({ id: v.string(), name: v.string(), role: v.string() });
const issuedSchema = v.looseObject({
  id: v.string(),
  label: v.string(),
  url: v.optional(v.string()),
  token: v.optional(v.string()),
  expiresAt: v.nullable(v.string()),
});
const addedSchema = v.looseObject({ ...personSchema.entries, link: v.nullable(issuedSchema) });
const grantSchema = v.looseObject({
  id: v.string(),
  label: v.string(),
  role: v.nullable(v.string()),
  person: v.nullable(v.looseObject({ id: v.string(), name: v.string() })),
  usedAt: v.nullable(v.string()),
  expiresAt: v.nullable(v.string()),
});
const entrySchema = v.looseObject({
  seq: v.number(),
  at: v.string(),
  actorName: v.string(),
  workspace: v.nullable(v.string()),
  action: v.string(),
  detail: v.record(v.string(), v.string()),
});

/** Adds the commands; `withPlace` gives each the options that say where. */
export function addPeopleCommands(program: Command, withPlace: WithPlace): void {
  const add = commandAdder<Options>(withPlace, openPeople);
  const role = new Option("--role <role>", "what they may do").choices(givenRoles);
  const days = new Option("--days <number>", "how long it lasts").argParser(readWholeNumber);

  const user = program.command("user").description("The people of a workspace");
  add(user, "add <name>", "Add somebody; whoever is new gets a link to sign in", addUser).addOption(
    role.makeOptionMandatory(),
  );
  add(user, "list", "Everybody, with their roles", listUsers);
  add(user, "role <name>", "Change a role", changeRole).addArgument(
    new Argument("<role>", "what they may do").choices(givenRoles),
  );
  add(user, "link <name>", "A new link by which somebody signs in once", linkUser);
  add(user, "remove <name>", "Take somebody out of the workspace", removeUser).option(
    "--everywhere",
    "close the account",
  );

  const token = program.command("token").description("Tokens for programs");
  add(token, "add <label>", "Make a token; it is shown this once", addToken)
    .addOption(role.makeOptionMandatory())
    .addOption(days)
    .option("--user <name>", "whose it is; with --server it is yours");
  addList(add, token, "tokens");

  const session = program.command("session").description("Browsers that are signed in");
  addList(add, session, "sessions");
  add(session, "end <name>", "Sign somebody out everywhere; their tokens stay", endSessions);

  const link = program.command("link").description("Shared links, by which anybody looks at the map");
  add(link, "add <label>", "Share a link; it is shown this once", addLink).addOption(days);
  addList(add, link, "links");

  add(program, "audit", "What was done about people and access, newest first", audit)
    .addOption(new Option("--limit <number>", "how many entries").default(100).argParser(readWholeNumber))
    .addOption(
      new Option(
        "--everywhere",
        "of all workspaces and accounts, sign-ins among it; on the data folder",
      ).conflicts("server"),
    );
}

function addList(add: AddCommand<Options>, parent: Command, path: string): void {
  add(parent, "list", "All of them", async (target) => {
    const grants = v.parse(v.array(grantSchema), await target.ask("GET", `/${path}`));
    return { result: grants, words: grants.map(toLine).join("\n") || `There are no ${path}.` };
  });
  add(
    parent,
    "revoke <id>",
    "End one: whoever came by it is out at once",
    async (target, _options, [id = ""]) => {
      await target.ask("DELETE", `/${path}/${encodeURIComponent(id)}`);
      return { result: { id }, words: `Revoked ${id}.` };
    },
  );
}

const addUser: Work = async (target, { role }, [name]) => {
  const added = v.parse(addedSchema, await target.ask("POST", "/people", { name, role }));
  const { link } = added;
  const how = link ? ` Once, until ${link.expiresAt ?? "it is used"}, this signs them in:\n${link.url}` : "";
  return { result: added, words: `Added ${added.name} as ${added.role}.${how}` };
};

const listUsers: Work = async (target) => {
  const people = await readPeople(target);
  return {
    result: people,
    words: people.map(({ name, role }) => `${role.padEnd(10)} ${name}`).join("\n") || "There is nobody yet.",
  };
};

const changeRole: Work = async (target, _options, [name = "", role]) => {
  const { id } = await find(target, name);
  const changed = v.parse(personSchema, await target.ask("PATCH", `/people/${id}`, { role }));
  return { result: changed, words: `${changed.name} is ${changed.role} now.` };
};

const linkUser: Work = async (target, _options, [name = ""]) => {
  const { id } = await find(target, name);
  const issued = v.parse(issuedSchema, await target.ask("POST", `/people/${id}/link`));
  return {
    result: issued,
    words: `Once, until ${issued.expiresAt ?? "it is used"}, this signs in ${name}:\n${issued.url}`,
  };
};

const removeUser: Work = async (target, { everywhere = false }, [name = ""]) => {
  const { id } = await find(target, name);
  await target.ask("DELETE", `/people/${id}${everywhere ? "?everywhere=1" : ""}`);
  return { result: { id, name }, words: everywhere ? `Closed the account of ${name}.` : `Removed ${name}.` };
};

const endSessions: Work = async (target, _options, [name = ""]) => {
  const { id } = await find(target, name);
  const sessions = v.parse(v.array(grantSchema), await target.ask("GET", "/sessions"));
  const theirs = sessions.filter(({ person }) => person?.id === id);
  for (const session of theirs) await target.ask("DELETE", `/sessions/${session.id}`);
  const words =
    theirs.length === 0
      ? `There is no browser of ${name} that you may sign out.`
      : `Signed ${name} out of ${counted(theirs.length, "browser")}.`;
  return { result: { id, ended: theirs.length }, words };
};

const addToken: Work = async (target, { role, user, days }, [name]) => {
  const person = user === undefined ? undefined : (await find(target, user)).id;
  const wish = { name, role, ...(person && { person }), ...lasting(days) };
  const issued = v.parse(issuedSchema, await target.ask("POST", "/tokens", wish));
  return { result: issued, words: `${issued.token}` };
};

const addLink: Work = async (target, { days }, [name]) => {
  const issued = v.parse(issuedSchema, await target.ask("POST", "/links", { name, ...lasting(days) }));
  return { result: issued, words: `${issued.url}` };
};

const audit: Work = async (target, { limit = 100, everywhere = false }) => {
  const answer = await target.ask("GET", `${everywhere ? wholeAuditPath : "/audit"}?limit=${limit}`);
  const entries = v.parse(v.array(entrySchema), answer);
  const lines = entries.map(({ seq, at, actorName, workspace, action, detail }) => {
    const what = Object.entries(detail).map(([name, value]) => `${name}=${value}`);
    return [seq, at, ...(everywhere ? [workspace ?? "-"] : []), actorName, action, ...what].join("  ");
  });
  return { result: entries, words: lines.join("\n") || "Nothing was done yet." };
};

function lasting(days: number | undefined): { days?: number } {
  return days === undefined ? {} : { days };
}

async function readPeople(target: RouteTarget) {
  return v.parse(v.array(personSchema), await target.ask("GET", "/people"));
}

async function find(target: RouteTarget, name: string) {
  const isMeant = (person: { readonly name: string }) => person.name.toLowerCase() === name.toLowerCase();
  const person = (await readPeople(target)).find(isMeant);
  if (!person) throw new EntenteError("person-unknown", { detail: name });
  return person;
}

function toLine({ id, label, role, person, usedAt, expiresAt }: v.InferOutput<typeof grantSchema>): string {
  const whose = person ? `${person.name}: ` : "";
  const facts = [role, usedAt && `used ${usedAt}`, expiresAt && `until ${expiresAt}`].filter(Boolean);
  return `${id}  ${whose}${label}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`;
}
