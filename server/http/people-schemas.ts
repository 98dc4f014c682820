// What the routes of people take and give, as JSON Schema.
import { givenRoles, roles } from "../auth/roles.ts";
import { text } from "./schema-words.ts";
import { workspaceParams } from "./schemas.ts";

const orNull = (description: string) => ({ type: ["string", "null"], description }) as const;
const role = { type: "string", enum: [...givenRoles] } as const;
const days = { type: "integer", minimum: 1, maximum: 366, description: "How long it lasts" } as const;
const secret = text("From the address, behind the #", 200);

/** One thing below a workspace, by its id. */
export function paramsWith(name: string) {
  return {
    type: "object",
    properties: { ...workspaceParams.properties, [name]: text("Id, as the list gives it", 80) },
  } as const;
}

export const personSchema = {
  type: "object",
  properties: {
    id: text("Names the person in addresses"),
    name: text("What people call them"),
    role,
    madeAt: text("When they were added to the server, ISO 8601, UTC"),
  },
} as const;

export const peopleSchema = { type: "array", items: personSchema } as const;

export const newPersonBody = {
  type: "object",
  required: ["name", "role"],
  additionalProperties: false,
  properties: { name: text("One line", 80), role },
} as const;

export const roleBody = {
  type: "object",
  required: ["role"],
  additionalProperties: false,
  properties: { role },
} as const;

export const removalQuery = {
  type: "object",
  properties: {
    everywhere: { type: "string", enum: ["", "0", "1", "false", "true"], description: "Close the account" },
  },
} as const;

export const grantSchema = {
  type: "object",
  properties: {
    id: text("Names it in addresses"),
    label: text("To tell it from others"),
    role: { type: ["string", "null"], description: "What it lets its holder do" },
    person: {
      type: ["object", "null"],
      description: "Whom it stands for",
      properties: { id: text("Id"), name: text("Name") },
    },
    madeBy: text("Name of whoever made it, or operator"),
    madeAt: text("ISO 8601, UTC"),
    usedAt: orNull("Last use, ISO 8601, UTC, to a minute"),
    expiresAt: orNull("ISO 8601, UTC; null where it lasts until it is revoked"),
    isThis: { type: "boolean", description: "Of sessions: the one that asks" },
  },
} as const;

export const grantsSchema = { type: "array", items: grantSchema } as const;

/** A grant with what is shown this once. */
export const issuedSchema = {
  type: "object",
  properties: {
    ...grantSchema.properties,
    url: text("The link, whose secret stands behind the #; shown this once"),
    token: text("The token; shown this once"),
  },
} as const;

export const addedSchema = {
  type: "object",
  properties: {
    ...personSchema.properties,
    link: { ...issuedSchema, type: ["object", "null"], description: "By which somebody new signs in once" },
  },
} as const;

export const newInvitationBody = {
  type: "object",
  required: ["role"],
  additionalProperties: false,
  properties: { role, name: text("Of whoever is invited", 80), days },
} as const;

export const newTokenBody = {
  type: "object",
  required: ["name", "role"],
  additionalProperties: false,
  properties: {
    name: text("What it is for", 80),
    role,
    days,
    person: text("Id of whose it is; only on the command line, with the data folder", 80),
  },
} as const;

export const newShareBody = {
  type: "object",
  required: ["name"],
  additionalProperties: false,
  properties: { name: text("Whom it is for", 80), days },
} as const;

export const auditQuery = {
  type: "object",
  properties: {
    before: { type: "integer", minimum: 1, description: "Entries below this number" },
    limit: { type: "integer", minimum: 1, maximum: 500 },
  },
} as const;

export const auditSchema = {
  type: "array",
  description: "Newest first",
  items: {
    type: "object",
    properties: {
      seq: { type: "integer" },
      at: text("ISO 8601, UTC"),
      actor: text("Id of the person, operator or visitor"),
      actorName: text("As they are called now"),
      workspace: orNull("Where; null where it was done about an account"),
      action: text("Such as role-changed"),
      detail: { type: "object", additionalProperties: { type: "string" } },
    },
  },
} as const;

export const secretBody = {
  type: "object",
  required: ["secret"],
  additionalProperties: false,
  properties: { secret },
} as const;

export const invitationBody = {
  type: "object",
  required: ["secret"],
  additionalProperties: false,
  properties: { secret, name: text("What somebody new is to be called; else as the invitation says", 80) },
} as const;

export const invitationSchema = {
  type: "object",
  properties: {
    workspace: text("Name"),
    title: text("What people call it"),
    role,
    name: text("Of whoever is invited"),
    by: text("Name of whoever invites"),
    expiresAt: orNull("ISO 8601, UTC"),
  },
} as const;

export const sharedSchema = {
  type: "object",
  properties: { workspace: text("Name of the workspace that may be looked at now") },
} as const;

const attempt = text("Names the attempt", 200);
const response = { type: "object", description: "What navigator.credentials gave, as JSON" } as const;

export const askedSchema = {
  type: "object",
  properties: {
    attempt,
    options: { type: "object", description: "For navigator.credentials, as JSON" },
  },
} as const;

export const passkeyBody = {
  type: "object",
  required: ["attempt", "response"],
  additionalProperties: false,
  properties: { attempt, response },
} as const;

export const newPasskeyBody = {
  type: "object",
  required: ["attempt", "response", "name"],
  additionalProperties: false,
  properties: { attempt, response, name: text("To tell it from others", 80) },
} as const;

export const passkeySchema = {
  type: "object",
  properties: {
    id: text("Names it in addresses"),
    label: text("To tell it from others"),
    madeAt: text("ISO 8601, UTC"),
    usedAt: orNull("Last sign-in, ISO 8601, UTC"),
  },
} as const;

export const passkeysSchema = { type: "array", items: passkeySchema } as const;

export const oidcBody = {
  type: "object",
  additionalProperties: false,
  properties: { invitation: text("Secret of an invitation, for somebody new", 200) },
} as const;

export const oidcSchema = { type: "object", properties: { url: text("Where to go", 4000) } } as const;

export const meSchema = {
  type: "object",
  properties: {
    access: { type: "string", enum: ["local", "accounts"], description: "local: everybody is an owner" },
    person: {
      type: ["object", "null"],
      description: "Null where nobody is signed in, and where there are no accounts",
      properties: { id: text("Id"), name: text("Name") },
    },
    signInBy: {
      type: "object",
      properties: {
        passkey: { type: "boolean" },
        oidc: orNull("What people call the service; null where there is none"),
      },
    },
    expiresAt: orNull("When the sign-in runs out at the latest, ISO 8601, UTC"),
    workspaces: {
      type: "array",
      items: {
        type: "object",
        properties: {
          name: text("Name"),
          title: text("What people call it"),
          role: { type: "string", enum: [...roles], description: "visitor: by a shared link alone" },
        },
      },
    },
  },
} as const;
