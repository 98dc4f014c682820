// What an answer is to be about. Lists hold alternatives; whatever is set must hold together.
import type { TimeFilter } from "../../graph.ts";
import type { EntityId, SourceId } from "../../ids.ts";
import type { Attribution, Certainty, ReviewState, Stance } from "../../vocabulary.ts";
import type { GradeFilter } from "./grade.ts";
import type { PlaceFilter } from "./place.ts";

/** A filter over claims, relations and entities. An empty list, or what is not set, restricts nothing. */
export interface QueryFilter extends TimeFilter {
  /** Kinds of entities. */
  readonly kinds: ReadonlySet<string>;
  /** Kinds of relations. */
  readonly relations: ReadonlySet<string>;
  readonly stances: ReadonlySet<Stance>;
  readonly sources: ReadonlySet<SourceId>;
  /** Where in one of those sources, or in any. */
  readonly place?: PlaceFilter;
  /** Who asserts it: an id, or words of a name. */
  readonly by?: string;
  readonly attributions: ReadonlySet<Attribution>;
  readonly certainties: ReadonlySet<Certainty>;
  readonly grade?: GradeFilter;
  /** A claim that nobody has looked at is a draft; one named by an open dispute is disputed. */
  readonly reviews: ReadonlySet<ReviewState>;
  /** Lets in what comes from outside the team's own sources. */
  readonly background: boolean;
  /** Lets in what comes from the teaser of another text. */
  readonly teaser: boolean;
  /** Folded words, all of which must begin a word. */
  readonly words: readonly string[];
  readonly about?: EntityId;
}

/** Restricts nothing. */
export const everything: QueryFilter = {
  kinds: new Set(),
  relations: new Set(),
  stances: new Set(),
  sources: new Set(),
  attributions: new Set(),
  certainties: new Set(),
  reviews: new Set(),
  background: true,
  teaser: true,
  words: [],
};
