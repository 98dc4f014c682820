// The people of a workspace, over HTTP.
import type { FastifyInstance } from "fastify";

import { assert } from "../../schema/errors.ts";
import type { Accounts } from "../auth/open-accounts.ts";
import type { AuditEntry } from "../auth/people-store.ts";
import type { GivenRole } from "../auth/roles.ts";
import { toIssuedJson } from "./grant-json.ts";
import {
  addedSchema,
  auditQuery,
  auditSchema,
  issuedSchema,
  newPersonBody,
  paramsWith,
  peopleSchema,
  personSchema,
  removalQuery,
  roleBody,
} from "./people-schemas.ts";
import { nothingSchema, workspaceParams } from "./schemas.ts";
import { failures, isSet, type InWorkspace } from "./workspace-routes.ts";

interface OfPerson {
  Params: { workspace: string; person: string };
}

interface AuditQuery {
  before?: number;
  limit?: number;
}

/** Where the command line asks for all of the audit log. */
export const wholeAuditPath = "/api/audit";

const [people, person] = ["/api/workspaces/:workspace/people", "/api/workspaces/:workspace/people/:person"];

/** Routes for an owner: who is here, with which role, and what was done about it. */
export function addPeopleRoutes(app: FastifyInstance, accounts: Accounts): void {
  app.get<InWorkspace>(
    people,
    {
      config: { access: "manage" },
      schema: {
        summary: "All people",
        params: workspaceParams,
        response: { 200: peopleSchema, ...failures },
      },
    },
    async ({ params }) => accounts.people.list(params.workspace),
  );

  app.post<InWorkspace & { Body: { name: string; role: GivenRole } }>(
    people,
    {
      config: { access: "manage" },
      schema: {
        summary: "Add somebody; whoever is new gets a link to sign in",
        params: workspaceParams,
        body: newPersonBody,
        response: { 201: addedSchema, ...failures },
      },
    },
    async ({ params, body, identity }, reply) => {
      const added = accounts.people.add(identity, params.workspace, body.name, body.role);
      const link = added.link ? toIssuedJson(accounts, added.link) : null;
      return reply.code(201).send({ ...added.person, link });
    },
  );

  addRoutesOfOne(app, accounts);
  addAuditRoute(app, accounts);
}

function addRoutesOfOne(app: FastifyInstance, accounts: Accounts): void {
  const params = paramsWith("person");

  app.patch<OfPerson & { Body: { role: GivenRole } }>(
    person,
    {
      config: { access: "manage" },
      schema: {
        summary: "Change a role",
        params,
        body: roleBody,
        response: { 200: personSchema, ...failures },
      },
    },
    async ({ params: { workspace, person: id }, body, identity }) =>
      accounts.people.setRole(identity, workspace, id, body.role),
  );

  app.delete<OfPerson & { Querystring: { everywhere?: string } }>(
    person,
    {
      config: { access: "manage" },
      schema: {
        summary: "Take somebody out of the workspace, or close their account",
        params,
        querystring: removalQuery,
        response: { 204: nothingSchema, ...failures },
      },
    },
    async ({ params: { workspace, person: id }, query, identity }, reply) => {
      if (isSet(query.everywhere))
        accounts.people.close(identity, accounts.people.governed(identity, workspace, id));
      else accounts.people.remove(identity, workspace, id);
      return reply.code(204).send();
    },
  );

  app.post<OfPerson>(
    `${person}/link`,
    {
      config: { access: "manage" },
      schema: {
        summary: "A new link by which somebody signs in once; older ones stop working",
        params,
        response: { 201: issuedSchema, ...failures },
      },
    },
    async ({ params: { workspace, person: id }, identity }, reply) => {
      const issued = accounts.people.signInLink(identity, workspace, id);
      return reply.code(201).send(toIssuedJson(accounts, issued));
    },
  );
}

/** Of what is noted, ids of people. */
const makers: ReadonlySet<string> = new Set(["linkBy", "madeBy"]);

/** An entry of the audit log as the outside sees it. */
export function toEntryJson({ people }: Accounts, entry: AuditEntry) {
  const told = Object.entries(entry.detail).map(([name, value]) => [
    name,
    makers.has(name) ? people.actorName(value) : value,
  ]);
  const detail = Object.fromEntries(told) as AuditEntry["detail"];
  return { ...entry, detail, workspace: entry.workspace ?? null, actorName: people.actorName(entry.actor) };
}

/** All of the audit log, for whoever has the data folder: no role in a workspace is enough for it. */
export function addWholeAuditRoute(app: FastifyInstance, accounts: Accounts): void {
  app.get<{ Querystring: AuditQuery }>(
    wholeAuditPath,
    { config: { access: "anybody" }, schema: { querystring: auditQuery } },
    async ({ query, identity }) => {
      assert(identity.kind === "local", "this is no route of a server");
      const entries = accounts.people.wholeAudit(query.before, query.limit);
      return entries.map((entry) => toEntryJson(accounts, entry));
    },
  );
}

function addAuditRoute(app: FastifyInstance, accounts: Accounts): void {
  app.get<InWorkspace & { Querystring: AuditQuery }>(
    "/api/workspaces/:workspace/audit",
    {
      config: { access: "manage" },
      schema: {
        summary: "What was done about people and access here",
        params: workspaceParams,
        querystring: auditQuery,
        response: { 200: auditSchema, ...failures },
      },
    },
    async ({ params, query }) =>
      accounts.people
        .audit(params.workspace, query.before, query.limit)
        .map((entry) => toEntryJson(accounts, entry)),
  );
}
