// Reads a snapshot file from outside: everything wrong with it is found at once, with its place and what to do.
import * as v from "valibot";

import { EntenteError, type Fault } from "./errors.ts";
import { badIdentifiers } from "./identifiers.ts";
import type { EntityId } from "./ids.ts";
import { readNaming, type Naming } from "./terms/naming-choice.ts";
import { noOwnTerms, ownTermsSchema } from "./terms/own-terms.ts";
import {
  claimFields,
  claimIdSchema,
  disputeFields,
  disputeIdSchema,
  entityFields,
  entityIdSchema,
  evidenceIdSchema,
  relationFields,
  relationIdSchema,
  sourceFields,
  sourceIdSchema,
} from "./records.ts";
import { snapshotFormat, snapshotVersion, type Snapshot } from "./snapshot.ts";
import { entityTermOf, relationTermOf } from "./terms/terms.ts";

const recordCountMax = 500_000;
const faultCountMax = 100;

const list = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.maxLength(recordCountMax));
const nothing = v.optional(v.nullable(v.string()));
const entity = v.object({ id: entityIdSchema, ...entityFields, into: v.optional(entityIdSchema) });
const { kind: _claim, ...claimFieldsOfFile } = claimFields;
const { kind: _dispute, ...disputeFieldsOfFile } = disputeFields;
const evidence = v.object({
  id: evidenceIdSchema,
  source: sourceIdSchema,
  locator: v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty("is empty: say where in the source it stands"),
    v.maxLength(400),
  ),
  note: v.optional(v.string()),
});
const place = v.pipe(v.number(), v.integer(), v.minValue(-1_000_000), v.maxValue(1_000_000));

const snapshotSchema = v.object({
  format: v.literal(snapshotFormat, `must be "${snapshotFormat}": this is not a snapshot of Entente`),
  version: v.pipe(
    v.number(),
    v.maxValue(snapshotVersion, "is newer than this program: update Entente first"),
  ),
  workspace: v.optional(v.string(), ""),
  id: v.optional(v.string(), ""),
  hash: v.optional(v.string(), ""),
  createdAt: v.optional(v.string(), ""),
  generation: v.optional(v.string(), ""),
  head: v.optional(v.number(), 0),
  title: nothing,
  home: v.optional(
    v.nullable(
      v.object({
        decision: v.optional(entityIdSchema),
        asOf: v.optional(v.string()),
        hide: v.optional(v.pipe(v.array(v.string()), v.maxLength(64))),
      }),
    ),
  ),
  naming: v.optional(
    v.custom<Naming>(
      (value) => readNaming(value) !== undefined,
      "must be ours, official, or forum: and the name of a forum",
    ),
  ),
  vocabulary: v.optional(ownTermsSchema),
  asOf: nothing,
  knownBy: nothing,
  sources: list(v.object({ id: sourceIdSchema, ...sourceFields })),
  entities: list(entity),
  relations: list(v.object({ id: relationIdSchema, ...relationFields })),
  decisions: list(entity),
  claims: list(
    v.object({
      id: claimIdSchema,
      ...claimFieldsOfFile,
      evidence: v.pipe(
        v.array(evidence),
        v.minLength(1, "is empty: a claim needs a source and a locator"),
        v.maxLength(256),
      ),
    }),
  ),
  disputes: v.optional(list(v.object({ id: disputeIdSchema, ...disputeFieldsOfFile })), []),
  views: v.optional(
    v.array(
      v.object({ id: v.string(), pins: list(v.object({ entity: entityIdSchema, x: place, y: place })) }),
    ),
    [],
  ),
});
/** A snapshot as read from a file: what is derived is left out. */
export type SnapshotFile = v.InferOutput<typeof snapshotSchema>;

/**
 * Reads a snapshot from its text. Rules SNP-3 to SNP-6 and IDN-2.
 *
 * @param allowOwnKinds Accepts kinds that the vocabulary does not have.
 * @throws EntenteError `import-not-json`, `import-dated`, `import-invalid` with at most 100 faults
 */
export function parseSnapshot(text: string, { allowOwnKinds = false } = {}): SnapshotFile {
  return readSnapshot(readJson(text), { allowOwnKinds });
}

/** The same for a value that is already parsed JSON. */
export function readSnapshot(value: unknown, { allowOwnKinds = false } = {}): SnapshotFile {
  const result = v.safeParse(snapshotSchema, value);
  if (!result.success) throw invalid(result.issues.map(toFault));
  const snapshot = result.output;
  if (snapshot.asOf || snapshot.knownBy) throw new EntenteError("import-dated");
  const faults = [...repeatedIds(snapshot), ...lostReferences(snapshot), ...cyclicMerges(snapshot)];
  faults.push(...faultyIdentifiers(snapshot));
  if (!allowOwnKinds) faults.push(...unknownKinds(snapshot));
  if (faults.length > 0) throw invalid(faults);
  return snapshot;
}

/** A snapshot made here is a snapshot file too. */
export function toSnapshotFile(snapshot: Snapshot): SnapshotFile {
  return readSnapshot(snapshot, { allowOwnKinds: true });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new EntenteError("import-not-json", { detail: detail.slice(0, 200), cause });
  }
}

function invalid(faults: readonly Fault[]): EntenteError {
  const first = faults[0];
  const more = faults.length > 1 ? `, and ${faults.length - 1} more` : "";
  const detail = first ? `${first.at} ${first.message}${more}` : "";
  return new EntenteError("import-invalid", { detail, faults: faults.slice(0, faultCountMax) });
}

/** What to do where a field is missing that people often leave out. */
const missingHints: Readonly<Record<string, string>> = {
  evidence: ": a claim needs a source and a locator",
  locator: ": say where in the source it stands",
  source: ": name the source it comes from",
  format: ": this is not a snapshot of Entente",
};

function toFault(issue: v.BaseIssue<unknown>): Fault {
  const keys = (issue.path ?? []).map(({ key }) => key);
  const at = keys.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return { at: at.replace(/^\./, "") || "file", message: faultMessage(issue, String(keys.at(-1))) };
}

function faultMessage({ message, received, expected }: v.BaseIssue<unknown>, field: string): string {
  if (received === "undefined") return `is missing${missingHints[field] ?? ""}`;
  return message.startsWith("Invalid") ? `must be ${expected ?? "valid"}, not ${received}` : message;
}

type Records = readonly { readonly id: string }[];
const recordLists = ["sources", "entities", "relations", "decisions", "claims", "disputes"] as const;

function repeatedIds(snapshot: SnapshotFile): Fault[] {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const name of recordLists) {
    (snapshot[name] as Records).forEach(({ id }, index) => {
      if (seen.has(id))
        faults.push({
          at: `${name}[${index}].id`,
          message: `“${id}” is used twice: give each record an id of its own`,
        });
      seen.add(id);
    });
  }
  return faults;
}

function lostReferences(snapshot: SnapshotFile): Fault[] {
  const known = new Set(recordLists.flatMap((name) => (snapshot[name] as Records).map(({ id }) => id)));
  const faults: Fault[] = [];
  const need = (at: string, id: string | undefined) => {
    if (id !== undefined && !known.has(id))
      faults.push({ at, message: `“${id}” is not in this file: add it or correct the id` });
  };
  snapshot.relations.forEach(({ from, to }, index) => {
    need(`relations[${index}].from`, from);
    need(`relations[${index}].to`, to);
  });
  snapshot.claims.forEach(({ on, actors, evidence: items }, index) => {
    need(`claims[${index}].on`, on);
    actors?.forEach((actor, place) => need(`claims[${index}].actors[${place}]`, actor));
    items.forEach(({ source }, place) => need(`claims[${index}].evidence[${place}].source`, source));
  });
  snapshot.disputes.forEach(({ claims }, index) => {
    claims.forEach((id, place) => need(`disputes[${index}].claims[${place}]`, id));
  });
  for (const name of ["entities", "decisions"] as const) {
    snapshot[name].forEach(({ into }, index) => need(`${name}[${index}].into`, into));
  }
  return faults;
}

function cyclicMerges(snapshot: SnapshotFile): Fault[] {
  const intoOf = new Map([...snapshot.entities, ...snapshot.decisions].map(({ id, into }) => [id, into]));
  const isCyclic = (start: EntityId) => {
    const seen = new Set<EntityId>();
    for (let id: EntityId | undefined = start; id !== undefined; id = intoOf.get(id)) {
      if (seen.has(id)) return true;
      seen.add(id);
    }
    return false;
  };
  return (["entities", "decisions"] as const).flatMap((name) =>
    snapshot[name].flatMap(({ id }, index) =>
      isCyclic(id)
        ? [{ at: `${name}[${index}].into`, message: `merges “${id}” in a circle: remove one of the merges` }]
        : [],
    ),
  );
}

function faultyIdentifiers(snapshot: SnapshotFile): Fault[] {
  return (["entities", "decisions"] as const).flatMap((name) =>
    snapshot[name].flatMap(({ identifiers }, index) =>
      badIdentifiers(identifiers).map(({ scheme, message }) => ({
        at: `${name}[${index}].identifiers.${scheme}`,
        message: `${message}: correct it or leave it out`,
      })),
    ),
  );
}

/** Kinds that neither the vocabulary nor the file's own words have. */
function unknownKinds(snapshot: SnapshotFile): Fault[] {
  const terms = snapshot.vocabulary ?? noOwnTerms;
  const faults: Fault[] = [];
  for (const name of ["entities", "decisions"] as const) {
    snapshot[name].forEach(({ kind }, index) => {
      if (entityTermOf(kind, terms).origin === "unknown")
        faults.push(unknownKind(`${name}[${index}].kind`, kind));
    });
  }
  snapshot.relations.forEach(({ kind }, index) => {
    if (relationTermOf(kind, terms).origin === "unknown")
      faults.push(unknownKind(`relations[${index}].kind`, kind));
  });
  return faults;
}

function unknownKind(at: string, kind: string): Fault {
  return {
    at,
    message: `“${kind}” is not in the vocabulary: correct it, or import with your own kinds allowed`,
  };
}
