// What an import does to a workspace's own words: those of the file are taken over, and kinds that nobody has
// declared are declared under their raw word, so that they can be named and given an icon later.
import type { Command } from "../edits.ts";
import type { SnapshotFile } from "../parse-snapshot.ts";
import { termGroups, termKey, termsIn, type OwnTerms } from "../terms/own-terms.ts";
import { isRelationKind } from "../relation-kinds.ts";
import { isEntityKind } from "../vocabulary.ts";

/** The step for one word. */
export interface TermStep {
  readonly what: "add" | "change" | "keep";
  readonly commands: readonly Command[];
}

/** Compares the words of a file with a workspace's. Rules OWN-6 and OWN-7. */
export function planTerms(own: OwnTerms, file: SnapshotFile): readonly TermStep[] {
  const wanted = wordsOf(file, own);
  return termGroups.flatMap((group) =>
    termsIn(wanted, group).map(([name, term]): TermStep => {
      const now = own[group]?.[name];
      if (now !== undefined && canonical(now) === canonical(term)) return { what: "keep", commands: [] };
      return {
        what: now === undefined ? "add" : "change",
        commands: [{ kind: "set-meta", fields: { [termKey(group, name)]: term } }],
      };
    }),
  );
}

/** The file's own words, and its kinds that neither it, nor the workspace, nor the vocabulary has. */
function wordsOf({ vocabulary = {}, entities, decisions, relations }: SnapshotFile, own: OwnTerms): OwnTerms {
  const isNew = (kind: string, group: "entityKinds" | "relationKinds") =>
    own[group]?.[kind] === undefined && vocabulary[group]?.[kind] === undefined;
  const strange = new Set(
    [...entities, ...decisions]
      .map(({ kind }) => kind)
      .filter((kind) => !isEntityKind(kind) && isNew(kind, "entityKinds")),
  );
  const strangeRelations = new Set(
    relations.map(({ kind }) => kind).filter((kind) => !isRelationKind(kind) && isNew(kind, "relationKinds")),
  );
  return {
    entityKinds: {
      ...vocabulary.entityKinds,
      ...Object.fromEntries([...strange].map((kind) => [kind, { label: kind, plural: kind }])),
    },
    relationKinds: {
      ...vocabulary.relationKinds,
      ...Object.fromEntries(
        [...strangeRelations].map((kind) => [
          kind,
          { label: kind, inverse: `${kind} (inverse)`, from: "any", to: "any" } as const,
        ]),
      ),
    },
    fields: vocabulary.fields ?? {},
  };
}

function canonical(term: object): string {
  return JSON.stringify(Object.entries(term).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
