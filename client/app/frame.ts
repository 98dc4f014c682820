// The window around the map: bar above, rail beside, and whatever the middle shows.
import { html, nothing, type TemplateResult } from "lit";

import type { Graph } from "../../schema/graph.ts";
import { comingTo, isVisitorIn, mayOpen, type Me } from "../account/account-data.ts";
import { renderNoAccess } from "../account/elsewhere.ts";
import "../panels/rail.ts";
import "../panels/top-bar.ts";
import { editRefusal, type Profile, type SessionState } from "../session/session-state.ts";
import type { Filtered } from "./filtered.ts";
import { namingWords } from "./naming-words.ts";
import { sampleWorkspace, type Here, type Place } from "./place.ts";
import type { WidthClass } from "./screen-width.ts";
import type { Screen } from "./screen.ts";
import { renderStage, type StageView } from "./stage.ts";
import { renderBanner, renderFailed, renderLoading } from "./states.ts";
import { isDark, type ThemeChoice } from "./theme.ts";

/** What the frame of the window shows. */
export interface FrameView extends Pick<
  StageView,
  "evidence" | "today" | "keepsCanvas" | "isDrawerOpen" | "onDrawerToggle" | "onClose"
> {
  readonly place: Place;
  readonly here: Here;
  readonly visit: SessionState | undefined;
  /** Who is at this browser; undefined until it is known. */
  readonly me: Me | undefined;
  /** Absent until the workspace is ready. */
  readonly screen: Screen | undefined;
  /** What the filter asks for and leaves, and what claims can be asked for; there as soon as the screen is. */
  readonly filtered: Filtered | undefined;
  readonly width: WidthClass;
  readonly theme: ThemeChoice;
  readonly isRailOpen: boolean;
  readonly onRailToggle: () => void;
  readonly onSkip: () => void;
  readonly onReload: () => void;
}

/** Everything but dialogs and toasts. */
export function renderFrame(view: FrameView): TemplateResult {
  const isNarrow = view.width !== "wide";
  return html`<div class="frame ${isNarrow ? "narrow" : ""} ${looks(view.visit)}">
    <button class="button skip" type="button" @click=${view.onSkip}>Skip to the map</button>
    <header>${renderTopBar(view)}</header>
    ${isNarrow ? renderRailSheet(view) : html`<aside class="rail" aria-label=${railLabel}>${renderRail(view)}</aside>`}
    <main>
      <div class="banner-place ${view.here.view}" role="status">
        ${view.visit?.phase === "ready" ? renderBanner(view.visit.save, comingTo(view.me, view.place.workspace), view.onReload) : nothing}
      </div>
      ${renderMain(view)}
    </main>
  </div>`;
}

/** Everything that opens over the window. */
export function renderDialogs(
  place: Place,
  visit: SessionState | undefined,
  me: Me | undefined,
): TemplateResult {
  return html`<entente-dialog-host
    class=${looks(visit)}
    .graph=${visit?.graph}
    .imports=${visit?.imports ?? []}
    versionNews=${visit?.versionNews ?? 0}
    unsent=${visit && "count" in visit.save ? visit.save.count : 0}
    workspace=${place.workspace}
    by=${visit?.self.name ?? ""}
    .me=${me}
  ></entente-dialog-host>`;
}

/** Whoever may only look is offered no edit, in the window or over it. */
function looks(visit: SessionState | undefined): string {
  return visit && isOnlyLooking(visit) ? "looks" : "";
}

/** Before there is a map to edit, the window does not change its form for those who most likely may. */
function isOnlyLooking(visit: SessionState): boolean {
  const isUnknown = visit.phase === "loading" && visit.mayEdit === undefined;
  return !isUnknown && editRefusal(visit) !== undefined;
}

const railLabel = "Views, decisions and filters";

function renderTopBar({ here, me, place, screen, theme, visit, width, onRailToggle }: FrameView) {
  const { self, people, save, undoLabel, redoLabel } = readVisit(visit);
  return html`<entente-top-bar
    workspaceTitle=${titleOf(place, visit)}
    .isReady=${screen !== undefined}
    .asOf=${here.asOf}
    .knownBy=${here.knownBy}
    .background=${here.background}
    .dates=${screen?.dates ?? []}
    .graph=${visit?.graph}
    .filter=${here.filter}
    workspace=${place.workspace}
    .me=${me}
    .self=${self}
    .people=${people}
    .save=${save}
    ?looks=${visit && isOnlyLooking(visit)}
    .undoLabel=${undoLabel}
    .redoLabel=${redoLabel}
    .isDark=${isDark()}
    theme=${theme}
    ?narrow=${width !== "wide"}
    @entente-rail-toggle=${onRailToggle}
  ></entente-top-bar>`;
}

type BarData = Partial<Pick<SessionState, "self" | "undoLabel" | "redoLabel">> &
  Pick<SessionState, "save"> & { readonly people: readonly Profile[] };

/** What the bar shows of a session; nobody and nothing where it failed. */
function readVisit(visit: SessionState | undefined): BarData {
  if (!visit || visit.phase === "failed") return { people: [], save: { kind: "connecting" } };
  return { ...visit, people: visit.peers.map(profileOf) };
}

function profileOf({ name, color, initials }: Profile): Profile {
  return { name, color, initials };
}

/** The rail's frame stands from the first paint; it fills when there is something to show. */
function renderRail({ here, screen, filtered, visit, width }: FrameView) {
  if (!screen || !visit || visit.graph.entities.size === 0) return nothing;
  return html`<entente-rail
    view=${here.view}
    .decisions=${screen.decisions}
    .answers=${screen.answers}
    .decision=${here.decision}
    .filter=${here.filter}
    .counts=${screen.counts}
    problemCount=${visit.graph.problems.length - visit.graph.conflicts.length}
    conflictCount=${visit.graph.conflicts.length}
    names=${namesShown(visit.graph)}
    ?looks=${isOnlyLooking(visit)}
    .graph=${screen.shown}
    .filtered=${filtered}
    .listsClaims=${width === "wide" && here.view === "table" && here.table === "claims"}
    binCount=${visit.graph.bin.length}
  ></entente-rail>`;
}

/** The team's own names need no saying. */
function namesShown(graph: Graph): string {
  const { naming = "ours" } = graph.meta;
  return naming === "ours" ? "" : namingWords(graph, naming);
}

function renderRailSheet(view: FrameView) {
  const { isRailOpen, onRailToggle } = view;
  const close = () => isRailOpen && onRailToggle();
  // A press beside the sheet lands on the dialog itself.
  const onPress = (event: Event) => event.target === event.currentTarget && close();
  return html`<dialog class="rail-sheet" aria-label=${railLabel} @close=${close} @click=${onPress}>
    ${isRailOpen ? renderRail(view) : nothing}
  </dialog>`;
}

/** Opens or shuts a sheet; a dialog does so by itself too, when Escape is pressed. */
export function showSheet(sheet: HTMLDialogElement, isOpen: boolean): void {
  if (sheet.open === isOpen) return;
  if (isOpen) sheet.showModal();
  else sheet.close();
}

function renderMain(view: FrameView) {
  const { me, place, screen, filtered, visit } = view;
  if (visit?.phase === "failed") return renderFailure(place, visit.failure, me);
  if (!visit || !screen || !filtered) return renderLoading(titleOf(place, visit));
  return renderStage({
    ...view,
    visit,
    screen,
    filtered,
    isVisitor: isVisitorIn(me, place.workspace),
    hasSample: place.workspace !== sampleWorkspace && mayOpen(me, sampleWorkspace),
  });
}

function renderFailure({ workspace }: Place, failure = "", me: Me | undefined) {
  return me?.person ? renderNoAccess(me, me.person.name, workspace) : renderFailed(workspace, failure);
}

/** The workspace's title; its name in the address until the title is known. */
export function titleOf(place: Place, visit: SessionState | undefined): string {
  return visit?.graph.meta.title ?? place.workspace;
}
