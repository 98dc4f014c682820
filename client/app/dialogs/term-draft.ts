// What a person has filled in about a kind or a field of their own, what is wrong with it, and the setting it becomes. Pure.
import type { Command } from "../../../schema/edits.ts";
import {
  termKey,
  termsIn,
  type FieldType,
  type OwnField,
  type OwnRelationKind,
  type OwnTerms,
  type TermGroup,
} from "../../../schema/terms/own-terms.ts";
import { relationKinds, relationKindTerms } from "../../../schema/relation-kinds.ts";
import { termName } from "../../../schema/terms/term-name.ts";
import { entityTermOf, relationTermOf } from "../../../schema/terms/terms.ts";
import { entityKinds, entityKindTerms } from "../../../schema/vocabulary.ts";
import { withoutNothing, type Faults } from "../../panels/claim-draft.ts";

/** Which kinds something is for: all, those named, or none. */
export interface KindChoice {
  readonly which: "any" | "some" | "none";
  readonly kinds: readonly string[];
}

/** A kind or field as filled in. Each group uses its own part of it. */
export interface TermDraft {
  readonly group: TermGroup;
  /** Empty while it is new. */
  readonly name: string;
  readonly label: string;
  readonly plural: string;
  readonly description: string;
  readonly icon: string;
  readonly inverse: string;
  readonly symmetric: boolean;
  readonly from: KindChoice;
  readonly to: KindChoice;
  readonly type: FieldType;
  /** One option a line. */
  readonly options: string;
  readonly entities: KindChoice;
  readonly relations: KindChoice;
  readonly retired: boolean;
}

const every: KindChoice = { which: "any", kinds: [] };
const none: KindChoice = { which: "none", kinds: [] };

const emptyDraft: Omit<TermDraft, "group"> = {
  name: "",
  label: "",
  plural: "",
  description: "",
  icon: "puzzle",
  inverse: "",
  symmetric: false,
  from: every,
  to: every,
  type: "text",
  options: "",
  entities: every,
  relations: none,
  retired: false,
};

/** A draft of a new term, or of one that is there. */
export function toDraft(group: TermGroup, name: string, terms: OwnTerms): TermDraft {
  const draft = { ...emptyDraft, group };
  const [kind, relation, field] = [
    terms.entityKinds?.[name],
    terms.relationKinds?.[name],
    terms.fields?.[name],
  ];
  switch (group) {
    case "entityKinds":
      return kind ? { ...draft, ...given(kind), name } : draft;
    case "relationKinds":
      return relation ? { ...draft, ...relationDraft(relation), name } : draft;
    case "fields":
      return field ? { ...draft, ...fieldDraft(field), name } : draft;
  }
}

/** Without the fields that say nothing, so that the empty draft's stand. */
function given<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Only fields without a value are left out.
  return Object.fromEntries(said) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
}

function relationDraft({ from, to, ...rest }: OwnRelationKind): Partial<TermDraft> {
  return { ...given(rest), from: toChoice(from), to: toChoice(to) };
}

function fieldDraft({ options = [], entities, relations, ...rest }: OwnField): Partial<TermDraft> {
  return {
    ...given(rest),
    options: options.join("\n"),
    entities: toChoice(entities),
    relations: toChoice(relations),
  };
}

function toChoice(kinds: "any" | readonly string[] | undefined): KindChoice {
  if (kinds === undefined) return none;
  return kinds === "any" ? every : { which: "some", kinds };
}

/** What is wrong with a draft, by field, each with what to do. */
export function termFaults(draft: TermDraft, terms: OwnTerms): Faults {
  const label = draft.label.trim();
  const other = sameLabel(draft, terms);
  return withoutNothing({
    label:
      label === ""
        ? "Give it a name."
        : label.length > 80
          ? "Give it a name of at most 80 characters."
          : other && `There is “${other}” already. Give it another name.`,
    ...(draft.group === "relationKinds" && relationFaults(draft)),
    ...(draft.group === "fields" && fieldFaults(draft)),
  });
}

function relationFaults({ inverse, symmetric, from, to }: TermDraft) {
  return {
    inverse:
      !symmetric && inverse.trim() === ""
        ? "Say how it reads the other way, or tick that it reads alike both ways."
        : undefined,
    from: emptyFault(from),
    to: emptyFault(to),
  };
}

function fieldFaults({ type, options, entities, relations }: TermDraft) {
  const isNowhere = entities.which === "none" && relations.which === "none";
  return {
    options: type === "choice" && optionsOf(options).length === 0 ? "Write at least one option." : undefined,
    entities: isNowhere ? "Choose what it is a field of." : emptyFault(entities),
    relations: emptyFault(relations),
  };
}

function emptyFault({ which, kinds }: KindChoice): string | undefined {
  return which === "some" && kinds.length === 0 ? "Tick at least one kind." : undefined;
}

/** The label of another term of the group that reads the same, if there is one. */
function sameLabel({ group, name, label }: TermDraft, terms: OwnTerms): string | undefined {
  const builtIn = {
    entityKinds: entityKinds.map((kind) => entityKindTerms[kind].label),
    relationKinds: relationKinds.map((kind) => relationKindTerms[kind].label),
    fields: [],
  }[group];
  const own = termsIn(terms, group).filter(([other]) => other !== name);
  const labels = [...builtIn, ...own.map(([, term]) => term.label)];
  return labels.find((other) => other.toLowerCase() === label.trim().toLowerCase());
}

/** The command that keeps a draft without faults. */
export function termCommand(draft: TermDraft, terms: OwnTerms): Command {
  const { group } = draft;
  const name = draft.name === "" ? termName(draft.label, (word) => isTaken(group, word, terms)) : draft.name;
  return { kind: "set-meta", fields: { [termKey(group, name)]: toTerm(draft) } };
}

function isTaken(group: TermGroup, word: string, terms: OwnTerms): boolean {
  if (terms[group]?.[word] !== undefined) return true;
  if (group === "fields") return false;
  return (
    (group === "entityKinds" ? entityTermOf(word, {}) : relationTermOf(word, {})).origin === "vocabulary"
  );
}

function toTerm(draft: TermDraft): Readonly<Record<string, unknown>> {
  const retired = draft.retired && { retired: true };
  switch (draft.group) {
    case "entityKinds":
      return { ...toKind(draft), ...retired };
    case "relationKinds":
      return { ...toRelationKind(draft), ...retired };
    case "fields":
      return { ...toField(draft), ...retired };
  }
}

function toKind({ label, plural, description, icon }: TermDraft) {
  const about = description.trim();
  return {
    label: label.trim(),
    plural: plural.trim() || label.trim(),
    ...(about !== "" && { description: about }),
    icon,
  };
}

function toRelationKind({ label, inverse, symmetric, from, to }: TermDraft) {
  return {
    label: label.trim(),
    inverse: symmetric ? label.trim() : inverse.trim(),
    from: fromChoice(from),
    to: fromChoice(to),
    ...(symmetric && { symmetric: true }),
  };
}

function toField({ label, type, options, entities, relations }: TermDraft) {
  const [onEntities, onRelations] = [fromChoice(entities), fromChoice(relations)];
  return {
    label: label.trim(),
    type,
    ...(type === "choice" && { options: optionsOf(options) }),
    ...(onEntities !== undefined && { entities: onEntities }),
    ...(onRelations !== undefined && { relations: onRelations }),
  };
}

function fromChoice({ which, kinds }: KindChoice): "any" | readonly string[] | undefined {
  return which === "none" ? undefined : which === "any" ? "any" : kinds;
}

function optionsOf(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ""))];
}
