// The questions there are, as data: command line, HTTP and help texts all read them here.
import { filterWords } from "./parse-filter.ts";

/** What a question is about, and which words it takes beyond the filters. */
export interface QuestionTerm {
  readonly summary: string;
  /** Parameters of its own, each with what it says. */
  readonly words: Readonly<Record<string, string>>;
  /** Whether without a date the answer is for today; else for no day in particular. */
  readonly isForDay: boolean;
  /** Whether the answer brings its claims with their citations. */
  readonly cites: boolean;
}

/** The questions. Where an entity is named, its id and its whole name are both understood. */
export const questionTerms = {
  claims: term("Claims, each with its citation"),
  relations: term("Relations, each with its claims"),
  entities: term("Entities, each with the claims that name it"),
  decisions: term("Decisions with their results as of a day", {}, { isForDay: true }),
  paths: term(
    "The shortest ways from one entity to another, over relations and positions",
    { from: "Where it begins", to: "Where it ends", hops: "Steps, at most" },
    { cites: true },
  ),
  opposite: term(
    "Actors who stand differently on two decisions",
    { a: "One decision", b: "The other" },
    { isForDay: true, cites: true },
  ),
  neighbours: term("What an entity is joined to, and by what", { of: "The entity" }, { cites: true }),
  stances: term("An actor's positions over time", { actor: "The actor" }, { cites: true }),
  contested: term("What claims do not agree on", {}, { isForDay: true, cites: true }),
  unsourced: term("Relations without a claim, and claims without evidence"),
  changes: term("Claims published, or come true, since a day", {
    since: "The day, in EDTF, read by its lower bound",
  }),
} as const satisfies Record<string, QuestionTerm>;
export type QuestionName = keyof typeof questionTerms;
export const questionNames = Object.keys(questionTerms) as readonly QuestionName[];

const limitWord = { limit: "Items, at most" };
/** Everything a question may be given, each with what it says. Paths come in one page: what is behind it costs a search. */
export function wordsOfQuestion(question: QuestionName): Readonly<Record<string, string>> {
  const pages = question === "paths" ? limitWord : { ...limitWord, offset: "Items to leave out first" };
  return { ...questionTerms[question].words, ...filterWords, ...pages };
}

function term(
  summary: string,
  words: Readonly<Record<string, string>> = {},
  { isForDay = false, cites = false }: { readonly isForDay?: boolean; readonly cites?: boolean } = {},
): QuestionTerm {
  return { summary, words, isForDay, cites };
}
