import { LitElement, html, type PropertyValues } from "lit";
import { customElement, query, state } from "lit/decorators.js";

import type { Command } from "../../schema/edits.ts";
import type { Graph } from "../../schema/graph.ts";
import type { RecordId } from "../../schema/ids.ts";
import { Account } from "../account/account.ts";
import { renderElsewhere } from "../account/elsewhere.ts";
import { today } from "../controls/clock.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import "../controls/toast.ts";
import type { Toast, Toasts } from "../controls/toast.ts";
import type { DecisionDrawer } from "../panels/decision-drawer.ts";
import type { Rail } from "../panels/rail.ts";
import type { TopBar } from "../panels/top-bar.ts";
import type { SessionState } from "../session/session-state.ts";
import type { Session } from "../session/session.ts";
import { act, failureToast, type AppTools, type CanvasHandle } from "./act.ts";
import { ActionEvent } from "./actions.ts";
import { appStyles } from "./app-styles.ts";
import { ProfileEvent } from "./bar/self-panel.ts";
import { SearchBox } from "./bar/search-box.ts";
import { DialogHost } from "./dialog-host.ts";
import { historyToast, noEditToast, refusedToast, retractedIds, retractedToast } from "./edit-words.ts";
import {
  CommandEvent,
  DialogRequestEvent,
  dialogsForReaders,
  EvidenceRequestEvent,
  LayoutEvent,
  PinEvent,
  PlaceEvent,
  PresenceEvent,
  SelectEvent,
  ToastEvent,
  type DialogRequest,
  type PlaceChange,
} from "./events.ts";
import { rememberFiltered } from "./filtered.ts";
import { renderDialogs, renderFrame, showSheet, titleOf } from "./frame.ts";
import { reload } from "./leaving.ts";
import { withNames } from "./named-visit.ts";
import { openSession } from "./open-session.ts";
import { loadAround, loadPart } from "./parts.ts";
import { PlaceHistory } from "./place-history.ts";
import { changePlace, resolvePlace, type Here, type Place } from "./place.ts";
import { ScreenWidth } from "./screen-width.ts";
import { rememberScreen } from "./screen.ts";
import { tellNews } from "./session-news.ts";
import { actionOfKey } from "./shortcuts.ts";
import type { Evidence } from "./stage.ts";
import { stateStyles } from "./states.ts";
import { withTyped } from "./typed-text.ts";
import { chooseTheme, SystemTheme, themeChoice, type ThemeChoice } from "./theme.ts";

/** The whole application: it owns the session and the place, hands data down, and is the only one who listens. */
@customElement("entente-app")
export class App extends LitElement implements AppTools {
  static override styles = [baseStyles, buttonStyles, appStyles, stateStyles];

  @state() private place: Place | undefined;
  @state() private visit: SessionState | undefined;
  @state() private evidence: Evidence | undefined;
  @state() private isDrawerOpen = true;
  @state() private isRailOpen = false;
  @state() private theme: ThemeChoice = themeChoice();
  @query("entente-graph-canvas") private readonly canvasElement?: (LitElement & CanvasHandle) | null;
  @query("entente-toasts") private readonly toasts?: Toasts | null;
  @query("entente-top-bar") private readonly topBar?: TopBar | null;
  @query("entente-dialog-host") private readonly dialogs?: DialogHost | null;
  @query("entente-rail") private readonly rail?: Rail | null;
  @query(".rail-sheet") private readonly railSheet?: HTMLDialogElement | null;
  private session: Session | undefined;
  private places: PlaceHistory | undefined;
  private keepsCanvas = false;
  private readonly account = new Account(this);
  private readonly width = new ScreenWidth(this);
  private readonly screenOf = rememberScreen();
  private readonly filteredOf = rememberFiltered();

  constructor() {
    super();
    this.addController(new SystemTheme(this));
    this.addEventListener(
      CommandEvent.type,
      (event) => (event.refusal = this.perform(event.command, event.label)),
    );
    this.addEventListener(SelectEvent.type, this.onSelect);
    this.addEventListener(EvidenceRequestEvent.type, ({ about, claims }) =>
      this.select([about], { about, claims }),
    );
    this.addEventListener(DialogRequestEvent.type, ({ request }) => this.openDialog(request));
    this.addEventListener(PlaceEvent.type, ({ change }) => this.change(change));
    this.addEventListener(LayoutEvent.type, ({ layout }) => this.session?.setLayout(layout));
    this.addEventListener(PinEvent.type, ({ pins }) => this.attempt(() => this.session?.setPins(pins)));
    this.addEventListener(PresenceEvent.type, ({ change }) => this.session?.setPresence(change));
    this.addEventListener(ToastEvent.type, (toast) => this.toast(toast));
    this.addEventListener(ActionEvent.type, ({ action }) => void act(action, this));
    this.addEventListener(ProfileEvent.type, ({ name, color }) => this.session?.setProfile(name, color));
  }

  get workspace(): string {
    return this.place?.workspace ?? "";
  }

  get editRefusal(): Toast | undefined {
    return this.visit && noEditToast(this.visit, this.account.me);
  }

  get graph(): Graph {
    if (!this.visit) throw new Error("the graph is asked for before there is one");
    return this.visit.graph;
  }

  get pins(): SessionState["pins"] {
    return this.visit?.pins ?? new Map();
  }

  /** What the address and the workspace's home say together. */
  get here(): Here {
    const place = this.place ?? { workspace: "", selection: [] };
    return resolvePlace(place, this.visit?.graph.meta.home, this.width.value === "phone" ? "table" : "graph");
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.places = new PlaceHistory((place) => this.arrive(place));
    window.addEventListener("keydown", this.onKey);
    this.arrive(this.places.place);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.onKey);
    this.places?.[Symbol.dispose]();
    this.session?.[Symbol.dispose]();
  }

  change(change: PlaceChange): void {
    const { place } = this;
    if (!place) return;
    const { view, asOf, knownBy, background } = change;
    const isStep =
      "decision" in change || [view, asOf, knownBy, background].some((part) => part !== undefined);
    this.go(changePlace(place, change), isStep ? "step" : "rewrite");
    if (isStep) this.isRailOpen = false;
  }

  openDialog(request: DialogRequest): void {
    if (request.kind === "search" && this.width.value === "wide") this.topBar?.focusSearch();
    else if (request.kind === "search") this.openPalette();
    else if (request.kind === "profile") this.topBar?.showProfile();
    else if (this.editRefusal && !dialogsForReaders.includes(request.kind)) this.toast(this.editRefusal);
    else void this.dialogs?.open(request).catch(this.report);
  }

  openPalette(): void {
    void this.dialogs?.openPalette().catch(this.report);
  }

  openClaimFilter(): void {
    this.isRailOpen = this.width.value !== "wide";
    void this.updateComplete.then(() => this.rail?.showClaimFilter()).catch(this.report);
  }

  openProblems(): void {
    this.isRailOpen = false;
    void this.dialogs?.openProblems().catch(this.report);
  }

  perform(command: Command, label: string): string | undefined {
    const refusal = this.attempt(() => this.session?.perform(command, label), command);
    const gone = retractedIds(command);
    if (refusal !== undefined || gone.length === 0) return refusal;
    this.select(this.here.selection.filter((id) => !gone.includes(id)));
    const restore = () =>
      void this.perform({ kind: "restore", ids: gone }, label.replace(/^Retract/, "Restore"));
    this.toast(retractedToast(gone, label, restore));
    return undefined;
  }

  undo(): void {
    this.attempt(() => this.toast(historyToast(this.session?.undo(), "Undone")));
  }

  redo(): void {
    this.attempt(() => this.toast(historyToast(this.session?.redo(), "Redone")));
  }

  toast(toast: Toast): void {
    this.toasts?.show(toast);
  }

  toggleDrawer(): void {
    this.isDrawerOpen = !this.isDrawerOpen;
  }

  chooseTheme(choice: ThemeChoice): void {
    chooseTheme(choice);
    this.theme = choice;
  }

  /** Escape: what lies on top goes first, the selection last. */
  close(): void {
    if (this.isRailOpen) this.isRailOpen = false;
    else this.select([]);
  }

  async canvas(): Promise<CanvasHandle | undefined> {
    if (this.here.view !== "graph") this.change({ view: "graph" });
    await loadPart("graph");
    await this.updateComplete;
    await this.canvasElement?.updateComplete;
    return this.canvasElement ?? undefined;
  }

  protected override render() {
    const { here, place } = this;
    if (!place) return renderElsewhere();
    const visit = this.visit && withNames(this.visit);
    const screen = visit?.phase === "ready" ? this.screenOf(visit.graph, here, today()) : undefined;
    return html`${renderFrame({
        place,
        here,
        visit,
        me: this.account.me,
        screen,
        filtered: visit && screen && this.filteredOf(visit.graph, screen, here.filter),
        evidence: this.evidence,
        width: this.width.value,
        theme: this.theme,
        today: today(),
        keepsCanvas: this.keepsCanvas,
        isDrawerOpen: this.isDrawerOpen,
        isRailOpen: this.isRailOpen,
        onDrawerToggle: this.onDrawerToggle,
        onRailToggle: this.onRailToggle,
        onClose: this.leaveInspector,
        onSkip: this.skip,
        onReload: () => this.session && reload(this.session, this),
      })}
      ${renderDialogs(place, this.visit, this.account.me)}
      <entente-toasts class=${this.isDrawerOpen ? "above-drawer" : ""}></entente-toasts>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.railSheet) showSheet(this.railSheet, this.isRailOpen);
    if (!changed.has("visit") && !changed.has("place")) return;
    if (this.place) document.title = `${titleOf(this.place, this.visit)} · Entente`;
    if (this.visit?.phase !== "ready") return;
    // The shell has painted by now; what it frames comes as fast as it can, the view first.
    this.keepsCanvas ||= this.here.view === "graph";
    void loadAround(this.here.view).catch(this.report);
  }

  /** The address changed, by link, back or forward. */
  private arrive(place: Place | undefined): void {
    const isElsewhere = place?.workspace !== this.place?.workspace;
    this.place = place;
    this.evidence = undefined;
    if (isElsewhere) this.enter(place?.workspace);
    this.session?.setSelection(place?.selection ?? []);
  }

  private enter(workspace: string | undefined): void {
    this.session?.[Symbol.dispose]();
    this.visit = undefined;
    this.keepsCanvas = false;
    this.isDrawerOpen = this.width.value !== "phone";
    if (workspace === undefined) return;
    const session = openSession(workspace);
    [this.session, this.visit] = [session, session.state];
    session.addEventListener("change", () => (this.visit = session.state));
    tellNews(session, this);
    void this.account.admit(session).catch(this.report);
  }

  /** Does what changes something; what is refused is told, with what was typed for it. Why it was not done. */
  private attempt(work: () => void, command?: Command): string | undefined {
    try {
      work();
      return undefined;
    } catch (cause) {
      const refused = this.editRefusal ?? refusedToast(cause);
      this.toast(command ? withTyped(refused, command, (toast) => this.toast(toast)) : refused);
      return refused.text;
    }
  }

  private go(place: Place, how: "step" | "rewrite"): void {
    this.places?.go(place, how);
    this.place = place;
  }

  private select(ids: readonly RecordId[], evidence?: Evidence): void {
    const { place } = this;
    if (!place) return;
    this.evidence = evidence;
    this.go({ ...place, selection: ids }, ids.length === 1 ? "step" : "rewrite");
    this.session?.setSelection(ids);
  }

  private readonly onSelect = (event: SelectEvent): void => {
    this.select(event.ids);
    // Whoever searched goes on from what was found, not from the top of the page.
    if (event.composedPath().some((element) => element instanceof SearchBox || element instanceof DialogHost))
      this.skip();
    const { canvasElement } = this;
    // Whoever chose by name wants to see where it is; whoever clicked it on the map sees it already.
    const isFromMap = canvasElement && event.composedPath().includes(canvasElement);
    if (!isFromMap && this.here.view === "graph" && event.ids.length > 0) canvasElement?.focusOn?.(event.ids);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const action = actionOfKey(event);
    if (!action || this.visit?.phase !== "ready") return;
    event.preventDefault();
    void act(action, this);
  };

  private readonly leaveInspector = (): void => {
    this.select([]);
    this.skip();
  };

  private readonly skip = (): void => {
    this.renderRoot.querySelector<HTMLElement>("#stage")?.focus();
  };

  private readonly onDrawerToggle = (event: Event): void => {
    this.isDrawerOpen = (event.target as DecisionDrawer).open;
  };

  private readonly onRailToggle = (): void => {
    this.isRailOpen = !this.isRailOpen;
  };

  private readonly report = (cause: unknown): void => {
    this.toast(failureToast(cause));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-app": App;
  }
}
