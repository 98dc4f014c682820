// Where somebody is: workspace, view, decision, date, selection and filters, all of it in the address, so that a
// link reproduces the screen. Pure; history.ts talks to the browser.
import { isId, type EntityId, type RecordId } from "../../schema/ids.ts";
import { isWorkspaceName } from "../../schema/protocol.ts";
import { readDate } from "../../schema/time.ts";
import type { WorkspaceMeta } from "../../schema/graph.ts";
import {
  claimWordNames,
  noFilter,
  tableNames,
  viewNames,
  type ClaimWords,
  type Filter,
  type PlaceChange,
  type TableName,
  type ViewName,
} from "./events.ts";

/** What an address says. `undefined` leaves it to the workspace's home, `null` says "none" or "today". */
export interface Place {
  readonly workspace: string;
  readonly view?: ViewName;
  /** The table that the table view shows. */
  readonly table?: TableName;
  readonly decision?: EntityId | null;
  /** EDTF. */
  readonly asOf?: string | null;
  /** EDTF: only what had been published by then. */
  readonly knownBy?: string;
  /** Facts from outside the team's own sources are shown too. */
  readonly background?: true;
  readonly selection: readonly RecordId[];
  readonly filter?: Filter;
}

/** A place with the workspace's home filled in: what is on screen. */
export interface Here {
  readonly view: ViewName;
  readonly table: TableName;
  readonly decision: EntityId | undefined;
  /** EDTF; undefined is today. */
  readonly asOf: string | undefined;
  /** EDTF; undefined is whatever is known now. */
  readonly knownBy: string | undefined;
  readonly background: boolean;
  readonly selection: readonly RecordId[];
  readonly filter: Filter;
}

/** The workspace that an address without one leads to: the sample. */
export const sampleWorkspace = "cptpp";

const pathPattern = /^\/w\/([^/]+)\/?$/;
const selectionMax = 200;
const nothingHidden = "none";

/** The place an address names, or undefined when there is none at that path. What cannot be read is left out. */
export function readPlace(url: URL): Place | undefined {
  const name = url.pathname === "/" ? sampleWorkspace : pathPattern.exec(url.pathname)?.[1];
  if (name === undefined || !isWorkspaceName(name)) return undefined;
  const query = url.searchParams;
  const decision = readDecision(query.get("decision"));
  const asOf = readAsOf(query.get("asof"));
  const knownBy = readAsOf(query.get("known"));
  return {
    workspace: name,
    ...readView(query),
    ...(decision !== undefined && { decision }),
    ...(asOf !== undefined && { asOf }),
    ...(knownBy && { knownBy }),
    ...(query.get("background") === "1" && { background: true }),
    selection: listOf(query.get("n")).filter(isId).slice(0, selectionMax),
    ...readFilter(query),
  };
}

/** Path and query of a place, in the form `readPlace` reads. */
export function placeAddress(place: Place): string {
  const { decision, selection, table, view, workspace } = place;
  const parts = [
    view && `view=${view}`,
    table && `table=${table}`,
    decision !== undefined && `decision=${decision ?? "none"}`,
    ...dateParts(place),
    selection.length > 0 && `n=${selection.slice(0, selectionMax).join(",")}`,
    ...filterParts(place),
  ].filter((part) => typeof part === "string" && part !== "");
  const query = parts.join("&");
  return `/w/${workspace}${query && `?${query}`}`;
}

/** That nothing is hidden is said too, since the workspace's home may hide something. */
function filterParts({ filter }: Place): (string | false)[] {
  if (!filter) return [];
  return [
    `hide=${queryText(hiddenWords(filter)) || nothingHidden}`,
    ...claimParts(filter),
    filter.text !== "" && `q=${queryText(filter.text)}`,
  ];
}

function claimParts({ claims }: Filter): readonly string[] {
  return claimWordNames.flatMap((name) => (claims[name] ? `${name}=${queryText(claims[name])}` : []));
}

function dateParts({ asOf, background, knownBy }: Place): (string | false | undefined)[] {
  return [
    asOf !== undefined && `asof=${queryText(asOf ?? "today")}`,
    knownBy && `known=${queryText(knownBy)}`,
    background && "background=1",
  ];
}

/** What a place shows, given where its workspace opens. `viewDefault` depends on the width of the window. */
export function resolvePlace(place: Place, home: WorkspaceMeta["home"], viewDefault: ViewName): Here {
  const decision = place.decision === undefined ? home?.decision : place.decision;
  const asOf = place.asOf === undefined ? home?.asOf : place.asOf;
  return {
    ...shownView(place, viewDefault),
    decision: decision ?? undefined,
    asOf: asOf ?? undefined,
    knownBy: place.knownBy,
    background: place.background ?? false,
    selection: place.selection,
    filter: place.filter ?? homeFilter(home),
  };
}

// One object for one home, so that what is computed from a filter is kept while it stays.
const homeFilters = new WeakMap<object, Filter>();

function homeFilter(home: WorkspaceMeta["home"]): Filter {
  if (!home?.hide) return noFilter;
  const filter = homeFilters.get(home) ?? { ...noFilter, hiddenEntityKinds: new Set(home.hide) };
  homeFilters.set(home, filter);
  return filter;
}

/** The place after a change that an element asked for. A decision of `undefined` shows none. */
export function changePlace(place: Place, change: PlaceChange): Place {
  const { knownBy: knownByBefore, background: backgroundBefore, ...rest } = place;
  const knownBy = change.knownBy === undefined ? knownByBefore : change.knownBy;
  return {
    ...rest,
    ...(knownBy && { knownBy }),
    ...((change.background ?? backgroundBefore) && { background: true }),
    ...changedView(change),
    ...("decision" in change && { decision: change.decision ?? null }),
    ...(change.asOf !== undefined && { asOf: change.asOf }),
    ...(change.filter !== undefined && { filter: change.filter }),
  };
}

function shownView({ view, table }: Place, viewDefault: ViewName): Pick<Here, "view" | "table"> {
  return { view: view ?? viewDefault, table: table ?? "entities" };
}

function changedView({ view, table }: PlaceChange): Pick<Place, "view" | "table"> {
  return { ...(view !== undefined && { view }), ...(table !== undefined && { table }) };
}

function readView(query: URLSearchParams): Pick<Place, "view" | "table"> {
  const view = viewNames.find((candidate) => candidate === query.get("view"));
  const table = tableNames.find((candidate) => candidate === query.get("table"));
  return { ...(view !== undefined && { view }), ...(table !== undefined && { table }) };
}

function readDecision(text: string | null): EntityId | null | undefined {
  if (text === null) return undefined;
  if (text === "none") return null;
  return isId(text) ? (text as EntityId) : undefined;
}

function readAsOf(text: string | null): string | null | undefined {
  if (text === null) return undefined;
  if (text === "today") return null;
  return readDate(text) ? text : undefined;
}

function readFilter(query: URLSearchParams): Pick<Place, "filter"> {
  const [hide, claims, text] = [query.get("hide"), readClaimWords(query), query.get("q")];
  if (hide === null && Object.keys(claims).length === 0 && !text) return {};
  const words = listOf(hide).filter((word) => word !== nothingHidden);
  const having = (prefix: string) =>
    new Set(words.filter((word) => word.startsWith(prefix)).map((word) => word.slice(prefix.length)));
  const filter: Filter = {
    hiddenEntityKinds: new Set(words.filter((word) => !word.includes(":"))),
    hiddenRelationKinds: having("r:"),
    hiddenStances: having("s:"),
    claims,
    text: text ?? "",
  };
  return { filter };
}

function readClaimWords(query: URLSearchParams): ClaimWords {
  const given = claimWordNames.map((name) => [name, query.get(name)?.trim()] as const);
  return Object.fromEntries(given.filter(([, text]) => text));
}

/** `person,r:signed,s:unknown`: kinds of entities as they are, relations and stances with a letter before them. */
function hiddenWords({ hiddenEntityKinds, hiddenRelationKinds, hiddenStances }: Filter): string {
  return [
    ...[...hiddenEntityKinds].toSorted(),
    ...[...hiddenRelationKinds].toSorted().map((kind) => `r:${kind}`),
    ...[...hiddenStances].toSorted().map((stance) => `s:${stance}`),
  ].join(",");
}

function listOf(text: string | null): readonly string[] {
  return (text ?? "").split(",").filter((word) => word !== "");
}

// A link is read by people too: colon, comma and slash are allowed in a query and stay as they are.
function queryText(text: string): string {
  return encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%2F", "/");
}
