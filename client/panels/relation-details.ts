// What a relation says beside its two ends, edited in place: its kind, when it holds, qualifiers, strength, status.
import type { Graph } from "../../schema/graph.ts";
import type { Relation } from "../../schema/records.ts";
import { qualifierTermOf } from "../../schema/terms/qualifiers.ts";
import { relationTermOf } from "../../schema/terms/terms.ts";
import { dateWords } from "../../schema/date-words.ts";
import { typedDate } from "../controls/typed-date.ts";
import { dateFault } from "./claim-draft.ts";
import type { Detail } from "./detail.ts";
import type { Choice } from "./editable-field.ts";
import { ownDetails } from "./own-fields.ts";
import { relationChoice } from "./relation-choice.ts";
import { fieldWords, qualifierWords } from "./relation-words.ts";

type Change = (fields: Readonly<Record<string, unknown>>) => void;
type Qualifier = boolean | number | string;

const strengths = ["weak", "moderate", "strong"] as const;

/** Everything that can be changed of a relation, in the order in which it is read. */
export function relationDetails(graph: Graph, relation: Relation, change: Change): readonly Detail[] {
  return [
    kindDetail(graph, relation, change),
    dateDetail("From", "validFrom", relation.validFrom, change),
    dateDetail("To", "validTo", relation.validTo, change),
    ...qualifierDetails(graph, relation, change),
    strengthDetail(relation, change),
    statusDetail(relation, change),
    ...ownDetails(graph.meta, "relations", relation, change),
    noteDetail(relation, change),
  ];
}

/** The kinds made for its two ends come first. The present one stays on offer whatever it is. */
function kindDetail(graph: Graph, { kind, from, to }: Relation, change: Change): Detail {
  const kindOf = (id: Relation["from"]) => graph.entities.get(id)?.kind;
  const { fitting, others } = relationChoice(kindOf(from), kindOf(to), [], graph.meta);
  const kinds = [...new Set([...fitting, ...others, kind])];
  return {
    name: "kind",
    term: "Relation",
    value: kind,
    display: relationTermOf(kind, graph.meta).label,
    placeholder: "Choose",
    choices: kinds.map((each) => [each, relationTermOf(each, graph.meta).label]),
    keep: (text) => change({ kind: text }),
  };
}

function dateDetail(term: string, name: string, value = "", change: Change): Detail {
  return {
    name,
    term,
    value,
    display: dateWords(value),
    isAlways: true,
    placeholder: "Add a date",
    hint: "2024, 2024-12, 2024-12-15 or 2024-12~ (about)",
    check: dateFault,
    keep: (text) => change({ [name]: text === "" ? null : typedDate(text) }),
  };
}

/** Those its kind asks for, then whatever else it has. */
function qualifierDetails(graph: Graph, relation: Relation, change: Change): readonly Detail[] {
  const { kind, qualifiers = {} } = relation;
  const usual: readonly string[] = relationTermOf(kind, graph.meta).qualifiers ?? [];
  const others = Object.keys(qualifiers).filter((name) => !usual.includes(name));
  return [...usual, ...others.toSorted()].map((name) => qualifierDetail(name, qualifiers[name], change));
}

function qualifierDetail(name: string, value: Qualifier | undefined, change: Change): Detail {
  const term = fieldWords(name);
  const text = value === undefined ? "" : String(value);
  const { meaning = "", words = [] } = qualifierTermOf(name) ?? {};
  return {
    name: `qualifier-${name}`,
    term,
    value: text,
    ...(value !== undefined && { display: qualifierWords(value) }),
    placeholder: `Add ${term.toLowerCase()}`,
    hint: meaning,
    suggestions: words,
    keep: (typed) => change({ [`qualifiers.${name}`]: typed === "" ? null : likeBefore(typed, value) }),
  };
}

/** What was a number or a yes stays one, where the new text still is. */
function likeBefore(text: string, before: Qualifier | undefined): Qualifier {
  if (typeof before === "number" && Number.isFinite(Number(text))) return Number(text);
  if (typeof before === "boolean" && ["true", "yes", "false", "no"].includes(text.toLowerCase())) {
    return ["true", "yes"].includes(text.toLowerCase());
  }
  return text;
}

function strengthDetail({ strength }: Relation, change: Change): Detail {
  const choices: readonly Choice[] = [["", "not said"], ...strengths.map((each) => [each, each] as const)];
  return {
    name: "strength",
    term: "Strength",
    value: strength ?? "",
    ...(strength && { display: `${strength}, as an analyst judges it` }),
    placeholder: "Add strength",
    choices,
    keep: (text) => change({ strength: text === "" ? null : text }),
  };
}

function statusDetail({ status = "" }: Relation, change: Change): Detail {
  return {
    name: "status",
    term: "Status",
    value: status,
    placeholder: "Add status",
    hint: "How it stands, such as signed or suspended.",
    keep: (text) => change({ status: text === "" ? null : text }),
  };
}

function noteDetail({ note = "" }: Relation, change: Change): Detail {
  return {
    name: "note",
    term: "Note",
    value: note,
    placeholder: "Add a note",
    isMultiline: true,
    keep: (text) => change({ note: text === "" ? null : text }),
  };
}
