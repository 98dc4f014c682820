// Reads who and what there is: entities by kind, decisions, sources, and the settings of the workspace.
import * as v from "valibot";

import { entityPrefixes, hasPrefix, sourcePrefix } from "../schema/ids.ts";
import {
  entityFields,
  entityIdSchema,
  sourceFields,
  sourceIdSchema,
  type Entity,
  type Source,
} from "../schema/records.ts";
import { entityKinds, isEntityKind, type EntityKind } from "../schema/vocabulary.ts";
import { readItem, readItems, type Item } from "./read-items.ts";
import type { Report, SeedFile } from "./seed-file.ts";

const { kind: _kind, ...fieldsWithoutKind } = entityFields;
const entitySchema = v.object({ id: entityIdSchema, ...fieldsWithoutKind });
const sourceSchema = v.object({ id: sourceIdSchema, ...sourceFields });
const settingsSchema = v.object({
  title: v.pipe(v.string(), v.nonEmpty()),
  home: v.object({
    decision: entityIdSchema,
    asOf: v.string(),
    hide: v.optional(v.array(v.picklist(entityKinds))),
  }),
});

/** What the workspace is called and where it opens. */
export type Settings = v.InferOutput<typeof settingsSchema>;

/** Entities from a file whose sections are their kinds. Decisions have a file of their own. */
export function readEntities(file: SeedFile, report: Report): Item<Entity>[] {
  const sections = typeof file.data === "object" && file.data !== null ? Object.keys(file.data) : [];
  return sections.flatMap((section) => {
    if (isEntityKind(section) && section !== "decision") {
      return withKind(readItems(file, [section], entitySchema, report), section, report);
    }
    report(file.at([section]), `“${section}” is an unknown kind: correct it to one of the vocabulary`);
    return [];
  });
}

/** Decisions, from a file that is one list. */
export function readDecisions(file: SeedFile, report: Report): Item<Entity>[] {
  return withKind(readItems(file, [], entitySchema, report), "decision", report);
}

/** Sources' metadata, from a file that is one list. */
export function readSources(file: SeedFile, report: Report): Item<Source>[] {
  const items = readItems(file, [], sourceSchema, report);
  for (const { value, at } of items) checkPrefix(value.id, sourcePrefix, at("id"), report);
  return items;
}

/** The settings of the workspace. */
export function readSettings(file: SeedFile, report: Report): Item<Settings> | undefined {
  return readItem(file, [], settingsSchema, report);
}

function withKind(
  items: readonly Item<Omit<Entity, "kind">>[],
  kind: EntityKind,
  report: Report,
): Item<Entity>[] {
  return items.map(({ value, at }) => {
    checkPrefix(value.id, entityPrefixes[kind], at("id"), report);
    return { value: { ...value, kind }, at };
  });
}

function checkPrefix(id: string, prefix: string, at: string, report: Report): void {
  if (!hasPrefix(id, prefix)) report(at, `“${id}” must begin with “${prefix}:” here`);
}
