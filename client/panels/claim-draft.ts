// What a person has typed about a claim and its source, what is wrong with it, and the commands it becomes.
// Pure: forms hold a draft and show its faults; nothing typed is ever changed or lost by checking it.
import type { Command } from "../../schema/edits.ts";
import type { ClaimId, EntityId, RelationId, SourceId } from "../../schema/ids.ts";
import type { ClaimFields, SourceFields } from "../../schema/records.ts";
import { readDate } from "../../schema/time.ts";
import { typedDate } from "../controls/typed-date.ts";
import type { Certainty, Credibility, Reliability, SourceKind, Stance } from "../../schema/vocabulary.ts";
import type { NewIds } from "../controls/new-id.ts";

/** Where it stands written: a source of the workspace, or a new one, and the place in it. */
export interface EvidenceDraft {
  /** Empty while none is chosen. */
  readonly source: SourceId | "";
  /** Set while a new source is being written instead. */
  readonly newSource?: SourceDraft | undefined;
  readonly locator: string;
}

/** A new source, as typed. */
export interface SourceDraft {
  readonly title: string;
  readonly kind: SourceKind;
  readonly author: string;
  readonly publisher: string;
  readonly datePrinted: string;
  readonly url: string;
  readonly reliability: Reliability | "";
}

/** A claim, as typed. */
export interface ClaimDraft extends EvidenceDraft {
  readonly statement: string;
  readonly assertedBy: string;
  readonly certainty: Certainty | "";
  readonly valid: string;
  readonly said: string;
  readonly published: string;
  /** A credibility as text, since it comes from a choice. */
  readonly credibility: string;
}

export const emptyEvidence: EvidenceDraft = { source: "", locator: "" };
export const emptyClaim: ClaimDraft = {
  ...emptyEvidence,
  statement: "",
  assertedBy: "",
  certainty: "asserted",
  valid: "",
  said: "",
  published: "",
  credibility: "",
};
export const emptySource: SourceDraft = {
  title: "",
  kind: "news",
  author: "",
  publisher: "",
  datePrinted: "",
  url: "",
  reliability: "",
};

/** What is wrong, by field, each with what to do about it. Empty when all is good. */
export type Faults = Readonly<Record<string, string>>;

const dateHint =
  "Write it like 15 December 2024, 2024-12-15, 2024-12, 2024, 2024-12~ (about) or 2020/2024 (from/to).";

/** What is wrong with a date, in words; empty is no date and no fault. */
export function dateFault(text: string): string | undefined {
  return text === "" || readDate(typedDate(text)) !== undefined
    ? undefined
    : `“${text}” is not a date. ${dateHint}`;
}

/** Faults of the place in a source; a new source's fields are named `source.title` and so on. */
export function evidenceFaults({ source, newSource, locator }: EvidenceDraft): Faults {
  return withoutNothing({
    source: newSource === undefined && source === "" ? "Choose the source, or add a new one." : undefined,
    ...(newSource && sourceFaults(newSource)),
    locator:
      locator.trim() === ""
        ? "Say where in the source: p4 for a paragraph, p. 12 for a page, L715 for a line."
        : undefined,
  });
}

function sourceFaults({ title, datePrinted, url }: SourceDraft) {
  return {
    "source.title": title.trim() === "" ? "Give the source's title." : undefined,
    "source.datePrinted": dateFault(datePrinted.trim()),
    "source.url": /^(https?:\/\/.*)?$/.test(url.trim())
      ? undefined
      : "Write the address with http:// or https:// before it.",
  };
}

/** What is wrong with a claim and where it is said to stand. */
export function claimFaults(draft: ClaimDraft): Faults {
  return withoutNothing({
    statement: draft.statement.trim() === "" ? "Say in one sentence of your own what is claimed." : undefined,
    ...evidenceFaults(draft),
    valid: dateFault(draft.valid.trim()),
    said: dateFault(draft.said.trim()),
    published: dateFault(draft.published.trim()),
  });
}

/** What a claim bears on. */
export interface ClaimTarget {
  readonly on: EntityId | RelationId;
  readonly field?: string | undefined;
  readonly stance?: Stance;
  readonly actors?: readonly EntityId[];
}

/** A new claim with its evidence, and its source where that is new. Expects a draft without faults. */
export function claimCommands(draft: ClaimDraft, target: ClaimTarget, ids: NewIds): readonly Command[] {
  const claim = ids.claim();
  const fields: ClaimFields = {
    kind: "claim",
    on: target.on,
    ...(target.field !== undefined && { field: target.field }),
    ...(target.stance !== undefined && { stance: target.stance }),
    ...(target.actors !== undefined && { actors: [...target.actors] }),
    statement: draft.statement.trim(),
    ...filled({
      assertedBy: draft.assertedBy,
      valid: typedDate(draft.valid),
      said: typedDate(draft.said),
      published: typedDate(draft.published),
    }),
    ...(draft.certainty !== "" && { certainty: draft.certainty }),
    ...(draft.credibility !== "" && { credibility: Number(draft.credibility) as Credibility }),
  };
  const [source, ...evidence] = evidenceCommands(draft, claim, ids);
  const add: Command = { kind: "add-claim", id: claim, fields };
  return source?.kind === "add-source"
    ? [source, add, ...evidence]
    : [add, ...(source ? [source] : []), ...evidence];
}

/** A place for a claim, after its source where that is new. */
export function evidenceCommands(draft: EvidenceDraft, claim: ClaimId, ids: NewIds): readonly Command[] {
  const source = draft.newSource ? ids.source() : (draft.source as SourceId);
  const evidence: Command = {
    kind: "add-evidence",
    id: ids.evidence(),
    fields: { kind: "evidence", claim, source, locator: draft.locator.trim() },
  };
  return draft.newSource
    ? [{ kind: "add-source", id: source, fields: sourceFields(draft.newSource) }, evidence]
    : [evidence];
}

function sourceFields({
  title,
  kind,
  author,
  publisher,
  datePrinted,
  url,
  reliability,
}: SourceDraft): SourceFields {
  return {
    kind,
    title: title.trim(),
    ...filled({ author, publisher, datePrinted: typedDate(datePrinted), url }),
    ...(reliability !== "" && { reliability }),
  };
}

/** Only the texts that say something, trimmed: an empty field is left out of a record. */
export function filled<Field extends string>(
  texts: Readonly<Record<Field, string>>,
): Partial<Record<Field, string>> {
  const entries = Object.entries<string>(texts).map(([field, text]) => [field, text.trim()] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== "")) as Partial<Record<Field, string>>;
}

/** Drops the fields that have no fault. */
export function withoutNothing(faults: Readonly<Record<string, string | undefined>>): Faults {
  return Object.fromEntries(
    Object.entries(faults).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
