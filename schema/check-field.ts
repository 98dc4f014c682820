// Whether a value may be written into a field of a record.
import * as v from "valibot";

import { schemaOf } from "./assemble.ts";
import { rootOf } from "./document.ts";
import { EntenteError } from "./errors.ts";
import { badIdentifiers } from "./identifiers.ts";
import type { RecordId } from "./ids.ts";
import { entityFields, type EntityFields } from "./records.ts";
import { invalid, refuse } from "./refusal.ts";

/**
 * Checks one field of a record by its own schema; null clears an optional one.
 *
 * @param field A field's name, or a member's, as in `aliases.nippon`.
 * @throws EntenteError `data-invalid`, with the field at fault
 */
export function checkField(id: RecordId, field: string, value: unknown): void {
  const entries: Readonly<Record<string, v.GenericSchema>> = schemaOf(rootOf(id), id).entries;
  const [name = "", member] = field.split(".");
  const schema = entries[name];
  if (!schema) refuse(id, `has no field “${field}”`);
  if (member !== undefined) return checkMember(id, field, name, value);
  if (value === null && v.is(schema, undefined)) return;
  const result = v.safeParse(schema, value);
  if (!result.success) throw invalid(`${id}/${field}`, result.issues);
  if (name === "identifiers") refuseBadIdentifiers(id, result.output as EntityFields["identifiers"]);
}

function checkMember(id: RecordId, field: string, name: string, value: unknown): void {
  const isSet = ["aliases", "identifiers", "qualifiers", "properties"].includes(name);
  if (!isSet) refuse(id, `has no field “${field}”`);
  if (value === null || name === "qualifiers") return;
  const sample = name === "aliases" ? [value] : { value };
  if (!v.is(entityFields[name as "aliases"], sample))
    refuse(`${id}/${field}`, "has a value of the wrong kind");
  // The sample has shown that it is a text.
  if (name === "identifiers")
    refuseBadIdentifiers(id, { [field.slice("identifiers.".length)]: value as string });
}

/**
 * Identifiers of known schemes have their schemes' forms. Rule IDN-2.
 *
 * @throws EntenteError `data-invalid`, with every one at fault
 */
export function refuseBadIdentifiers(id: RecordId, identifiers: EntityFields["identifiers"]): void {
  const faults = badIdentifiers(identifiers).map(({ scheme, message }) => ({
    at: `${id}/identifiers.${scheme}`,
    message,
  }));
  if (faults[0]) throw new EntenteError("data-invalid", { detail: faults[0].message, faults });
}
