// The one catalogue of what can go wrong and whom it concerns. Codes are stable: outsiders match on them.

/** A kind of failure. */
export interface ErrorKind {
  /** HTTP status of a request that fails this way. */
  readonly status: number;
  /** WebSocket close code, where the error ends a socket. 4400-4499 are final for the y-websocket client. */
  readonly close?: number;
  /** What happened, one sentence. */
  readonly message: string;
  /** What to do about it, one sentence. */
  readonly hint: string;
}

/** Each kind by its code. */
export const errorKinds = {
  "bad-request": {
    status: 400,
    message: "The request is not of the form this address takes.",
    hint: "See /api/openapi.json for what it takes.",
  },
  "date-invalid": {
    status: 400,
    message: "That is not a date in EDTF form.",
    hint: "Write it like 2024, 2024-12, 2024-12-15, 2024-12~ (about) or 2020/2024 (from/to).",
  },
  "import-invalid": {
    status: 400,
    message: "The file cannot be imported, and nothing was changed.",
    hint: "Correct the places listed and import again.",
  },
  "import-not-json": {
    status: 400,
    message: "The file is not JSON, and nothing was changed.",
    hint: "Import a snapshot that Entente exported (its name ends in .entente.json).",
  },
  "import-dated": {
    status: 400,
    message: "This file is filtered by a date and so holds only part of the map; nothing was changed.",
    hint: "Export again without as-of and known-by dates, and import that file.",
  },
  "schema-too-new": {
    status: 409,
    close: 4426,
    message: "This workspace was changed by a newer Entente, so this one only shows it.",
    hint: "Reload to get the newer one; if that does not help, the server has to be updated.",
  },
  "import-unknown": {
    status: 404,
    message: "There is no such import in this workspace.",
    hint: "Look at the list of imports and choose one of them.",
  },
  "import-undone": {
    status: 409,
    message: "This import has been undone already, and nothing was changed.",
    hint: "Look at the list of imports: it can be brought back there.",
  },
  "import-not-undone": {
    status: 409,
    message: "This import has not been undone, so there is nothing to bring back.",
    hint: "Look at the list of imports: it can be undone there.",
  },
  "version-unknown": {
    status: 404,
    message: "There is no such version of this workspace.",
    hint: "Look at the list of versions and choose one of them.",
  },
  "version-outdated": {
    status: 409,
    message: "The map has changed since you looked at what going back would change, and nothing was done.",
    hint: "Look again at what would change, then go back.",
  },
  "data-invalid": {
    status: 400,
    message: "The value does not fit the data model, and nothing was changed.",
    hint: "Correct the field named and try again.",
  },
  "workspace-unknown": {
    status: 404,
    close: 4404,
    message: "There is no such workspace.",
    hint: "Check the address, or list the workspaces with GET /api/workspaces.",
  },
  "decision-unknown": {
    status: 404,
    message: "There is no such decision in this workspace.",
    hint: "Check its id; the decisions are listed in the graph.",
  },
  "query-invalid": {
    status: 400,
    message: "The question cannot be answered as it is asked.",
    hint: "Correct the words listed; each names what may stand there, or what comes nearest.",
  },
  "scenario-unknown": {
    status: 404,
    message: "There is no such scenario in this workspace.",
    hint: "Check its id, or leave the scenario out to ask of the map as it is.",
  },
  "route-unknown": {
    status: 404,
    message: "There is nothing at this address.",
    hint: "See /api/openapi.json for the addresses there are.",
  },
  "server-missing": {
    status: 502,
    message: "No Entente server answers there.",
    hint: "Give the address that the server printed at its start, as http://127.0.0.1:4300, and see that it runs.",
  },
  "accounts-missing": {
    status: 409,
    message: "This server has no accounts: whoever reaches it is an owner.",
    hint: "Start it with ENTENTE_ACCESS=accounts to have people, tokens and links.",
  },
  "workspace-exists": {
    status: 409,
    message: "A workspace with this name exists already.",
    hint: "Choose another name.",
  },
  "format-unknown": {
    status: 400,
    message: "That export format is not known.",
    hint: "Use json or csv; pictures (SVG, PNG) are made in the browser.",
  },
  "too-large": {
    status: 413,
    close: 4413,
    message: "The message or file is larger than this server accepts.",
    hint: "Split it, or import it in parts.",
  },
  "protocol-invalid": {
    status: 400,
    close: 4400,
    message: "The bytes received are not a valid sync message.",
    hint: "Use y-websocket 1.5 or later with yjs 13 and reconnect.",
  },
  "update-invalid": {
    status: 400,
    close: 4400,
    message: "The edit received breaks the document's rules and was not kept.",
    hint: "Reload, and edit through Entente or by the rules of schema/SPEC.md.",
  },
  "edit-forbidden": {
    status: 403,
    close: 4403,
    message: "You may look at this workspace but not change it, so the edit was not kept.",
    hint: "Ask an owner of the workspace for the right to edit.",
  },
  "rights-unknown": {
    status: 503,
    message: "The server has not said yet whether you may change this workspace, and nothing was changed.",
    hint: "Wait until the page is connected, and try again.",
  },
  "identity-conflict": {
    status: 409,
    close: 4410,
    message: "Somebody else writes under this client id, so the edit was not kept.",
    hint: "Reload to get an id of your own; a program must not give itself the id of another.",
  },
  "refused-unknown": {
    status: 404,
    message: "No refused edit with this number is kept.",
    hint: "List them with `npx entente refused list`; of many, only the newest are kept.",
  },
  forbidden: {
    status: 403,
    close: 4403,
    message: "This server does not accept requests from that origin or host.",
    hint: "Open the address that the server printed at its start.",
  },
  "not-signed-in": {
    status: 401,
    close: 4401,
    message: "This needs somebody who is signed in, and nobody is.",
    hint: "Sign in, or give a token that is valid.",
  },
  "sign-in-expired": {
    status: 401,
    close: 4503,
    message: "The time of this sign-in or token is over.",
    hint: "Sign in again, or give a newer token; nothing that was not sent is lost.",
  },
  "sign-in-refused": {
    status: 401,
    message: "This does not let anybody in, or not any more.",
    hint: "Ask an owner of the workspace for a new link; each works once, and for a limited time.",
  },
  "sign-in-unavailable": {
    status: 503,
    message: "The service by which you sign in cannot be reached.",
    hint: "Try again later, or sign in by a passkey; whoever is signed in stays so.",
  },
  "no-access": {
    status: 403,
    close: 4403,
    message: "Your role here does not allow this.",
    hint: "Ask an owner of the workspace for another role.",
  },
  "too-many-attempts": {
    status: 429,
    close: 1013,
    message: "Too many attempts to sign in have failed.",
    hint: "Wait a minute and try again.",
  },
  "person-unknown": {
    status: 404,
    message: "There is no such person in this workspace.",
    hint: "Look at the list of people, or invite them.",
  },
  "person-exists": {
    status: 409,
    message: "Somebody has this name already.",
    hint: "Choose another name.",
  },
  "last-owner": {
    status: 409,
    message: "A workspace keeps at least one owner, and nothing was changed.",
    hint: "Make somebody else an owner first.",
  },
  "grant-unknown": {
    status: 404,
    message: "There is no such session, token, link or invitation, or not any more.",
    hint: "Look at the list again.",
  },
  overloaded: {
    status: 503,
    close: 1013,
    message: "The server has more work than it can take now.",
    hint: "It is tried again by itself; nothing is lost.",
  },
  "storage-failed": {
    status: 503,
    close: 1013,
    message: "The server cannot write to its disk, so nothing new is being saved.",
    hint: "Free disk space or check the data folder; saving resumes by itself.",
  },
  "storage-broken": {
    status: 503,
    close: 1013,
    message: "The disk failed in a way that cannot be trusted, so the server stops.",
    hint: "Check the disk and start the server again: all that was acknowledged is read from the log.",
  },
  restarting: {
    status: 503,
    close: 1012,
    message: "The server is restarting.",
    hint: "It is tried again by itself; nothing is lost.",
  },
  "data-in-use": {
    status: 503,
    message: "Another Entente process is using this data folder.",
    hint: "Stop it first, or name another folder with --data or DATA_DIR; a command that has --server can ask the running one.",
  },
  "data-missing": {
    status: 404,
    message: "There is no data in this folder.",
    hint: "Name the folder of your data with --data or DATA_DIR; a server makes it when it starts.",
  },
  "file-exists": {
    status: 409,
    message: "There is a file of this name already, and nothing was written.",
    hint: "Name a file that does not exist yet.",
  },
  "file-refused": {
    status: 400,
    message: "This file or folder is not there, or the system does not let it be read or written.",
    hint: "Check its name, its rights, the space on its disk, and the folder in which you are.",
  },
  "backup-invalid": {
    status: 400,
    message: "This file is not a backup of Entente, or it is damaged; nothing was changed.",
    hint: "Name a file that `npx entente backup` wrote, or an older one.",
  },
  "data-newer": {
    status: 503,
    message: "This data folder was written by a newer Entente.",
    hint: "Start that newer version, or restore a backup made with this one.",
  },
  "generation-other": {
    status: 409,
    close: 4409,
    message: "This workspace was put back from a backup since your copy was made.",
    hint: "Reload to get the present one; keep what you had not sent, and enter it again.",
  },
  "data-damaged": {
    status: 503,
    close: 4500,
    message: "Stored data fails its check.",
    hint: "Run `npx entente verify` to see where, and restore a backup.",
  },
  "not-well": {
    status: 503,
    message: "Something that the server needs is not well.",
    hint: "Each line that begins with fail says what to do.",
  },
  "config-invalid": {
    status: 503,
    message: "The server's settings cannot be used.",
    hint: "Correct the setting named and start again.",
  },
  internal: {
    status: 500,
    close: 1011,
    message: "Something went wrong inside Entente.",
    hint: "Try again; if it happens again, report it with the time it happened.",
  },
} as const satisfies Record<string, ErrorKind>;
