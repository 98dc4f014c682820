// One visit to a workspace: its documents, the graph they project to, what is unsaved, who else is there. The
// application hands it commands and reads its state; nothing else in the client touches Yjs.
import type { Awareness } from "y-protocols/awareness";
import type { Doc } from "yjs";

import { importRoot } from "../../schema/document.ts";
import { EntenteError } from "../../schema/errors.ts";
import type { Command } from "../../schema/edits.ts";
import { History, type HistoryResult } from "../../schema/history.ts";
import type { RecordId } from "../../schema/ids.ts";
import { readImports } from "../../schema/imports/import-batch.ts";
import { LiveProjection } from "../../schema/live-projection.ts";
import { readLayout, writeLayout, type Layout } from "../../schema/rooms/layout.ts";
import { readPins, type Pins } from "../../schema/rooms/pins.ts";
import { mainViewRoom } from "../../schema/protocol.ts";
import { isTooNew } from "../../schema/schema-version.ts";
import type { PresenceChange } from "../app/events.ts";
import type { CarriedOver } from "./carry-over.ts";
import { ChangePace } from "./change-pace.ts";
import { keepAlways, type Keeping } from "./device-copy.ts";
import { LostValues, LostValuesEvent } from "./lost-values.ts";
import { readPeers, showPresence, showProfile, showSelection } from "./presence.ts";
import { keepProfile, loadProfile, toProfile } from "./profile.ts";
import { readSave } from "./read-save.ts";
import { NoticeEvent, type Notice } from "./notice-event.ts";
import { RefusedEditEvent } from "./refused-edit.ts";
import { RightsEvent } from "./rights-event.ts";
import { countRemovedBy } from "./removed-by.ts";
import { ClientRoom, type RoomOptions } from "./room.ts";
import type { Refusal } from "./server-link.ts";
import { unaskedBy } from "./unasked.ts";
import { answerUnsent, countUnsentOf, readHolding } from "./unsent.ts";
import { editRefusal, type Profile, type SaveState, type SessionState } from "./session-state.ts";

/** Which workspace, and the parts of the browser that a session needs. */
export interface SessionOptions {
  readonly workspace: string;
  /** Where the sockets are: `ws://host/sync`. */
  readonly serverUrl: string;
  readonly storage: Storage;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  /** Calls back before the next paint, once for each call. */
  readonly schedule: (callback: () => void) => void;
  /** Whether the browser has a network at all. It knows at once what the socket notices late. */
  readonly isOnline: () => boolean;
}

/**
 * @fires change `state` is a new object
 * @fires {LostValuesEvent} lost
 * @fires {RefusedEditEvent} refused
 * @fires {RightsEvent} rights
 * @fires {NoticeEvent} notice
 */
export class Session extends EventTarget implements Disposable {
  readonly #options: SessionOptions;
  readonly #graphRoom: ClientRoom;
  readonly #viewRoom: ClientRoom;
  #projection: LiveProjection;
  readonly #history: History;
  #profile: Profile;
  /** Read anew after the view's document changed: equal objects tell the canvas that nothing did. */
  #pins: { readonly pins: SessionState["pins"]; readonly layout: Layout } | undefined;
  readonly #lostValues = new LostValues();
  /** Read anew after an import came or was undone. */
  #imports: SessionState["imports"] | undefined;
  /** What the server told of versions, as often as it did. */
  #versionNews = 0;
  #hasCopy = false;
  /** Whether this person may edit, as it was known before the server says so of a connection. */
  #mayEdit: boolean | undefined;
  readonly #pace: ChangePace;
  readonly #stopAnswering: () => void;
  #state: SessionState;

  constructor(options: SessionOptions) {
    super();
    this.#options = options;
    this.#pace = new ChangePace(options.schedule, () => this.#change());
    this.#profile = loadProfile(options.storage, options.random());
    this.#graphRoom = this.#openRoom(options.workspace, () => this.#renewGraph(), {
      onRights: (mayEdit, reason) => this.dispatchEvent(new RightsEvent(mayEdit, reason)),
      onNotice: (notice) => this.#onNotice(notice),
    });
    this.#viewRoom = this.#openRoom(mainViewRoom(options.workspace), () => this.#watchView());
    this.#projection = this.#watchGraph();
    this.#watchView();
    this.#history = new History(this.#graphRoom.doc, this.#viewRoom.doc);
    this.#state = this.#read();
    this.#stopAnswering = answerUnsent(() => readHolding(this.#rooms));
    showProfile(this.#awareness, this.#profile);
  }

  get state(): SessionState {
    return this.#state;
  }

  /**
   * Opens this device's copy and the sockets. Both go on at once; whichever is first shows the map.
   *
   * @param mayEdit Whether this person may edit, as far as that is known before the sockets tell.
   */
  connect(keeping: Keeping = keepAlways, mayEdit?: boolean): void {
    this.#mayEdit = mayEdit;
    for (const room of this.#rooms) room.connect(keeping);
    void this.#graphRoom.whenCopyRead.then(() => {
      this.#hasCopy = this.#graphRoom.doc.getMap("n").size > 0;
      this.#scheduleChange();
    });
  }

  /**
   * Carries out what a person wants, as one step of undo.
   *
   * @throws EntenteError `data-invalid`, `schema-too-new`, `edit-forbidden`, `rights-unknown`, `generation-other`; then
   *   nothing was changed
   */
  perform(command: Command, label: string): void {
    this.#refuseUnlessEditable();
    this.#history.perform(command, label, this.#author());
  }

  /**
   * Takes back this person's last step. Undefined when there is none.
   *
   * @throws EntenteError `schema-too-new`, `edit-forbidden`, `rights-unknown`, `generation-other`
   */
  undo(): HistoryResult | undefined {
    this.#refuseUnlessEditable();
    return this.#history.undo(this.#author());
  }

  /** @throws EntenteError `schema-too-new`, `edit-forbidden`, `rights-unknown`, `generation-other` */
  redo(): HistoryResult | undefined {
    this.#refuseUnlessEditable();
    return this.#history.redo(this.#author());
  }

  /**
   * Fixes nodes where a person put them, as one step of undo.
   *
   * @throws EntenteError `schema-too-new`, `edit-forbidden`, `rights-unknown`, `generation-other`
   */
  setPins(pins: Pins): void {
    this.#refuseUnlessEditable();
    this.#history.pin(
      pins,
      pins.size === 1 ? "Move" : `Move ${pins.size.toLocaleString("en")} nodes`,
      this.#author(),
    );
  }

  /** Keeps where the layout has put nodes, for everybody and for the next visit. */
  setLayout(layout: Layout): void {
    // Nobody asked for it, so nobody is told: what is shown stays where it is for this visit.
    if (isTooNew(this.#graphRoom.doc) || !this.#mayEditIn(this.#viewRoom)) return;
    writeLayout(this.#viewRoom.doc, layout, unaskedBy(this.#author()));
  }

  setPresence(change: PresenceChange): void {
    showPresence(this.#awareness, change);
  }

  setSelection(ids: readonly RecordId[]): void {
    showSelection(this.#awareness, ids);
  }

  setProfile(name: string, color: string): void {
    this.#profile = toProfile(name, color);
    keepProfile(this.#options.storage, this.#profile);
    showProfile(this.#awareness, this.#profile);
    this.#scheduleChange();
  }

  /** Edits that the server is not known to have. Undefined where an earlier visit may have left some, and nobody knows. */
  get unsentCount(): number | undefined {
    return countUnsentOf(this.#rooms);
  }

  /** Whether closing the tab would lose what somebody made. */
  get isLostWithTab(): boolean {
    return this.#rooms.some(({ isCopyLost, unsavedCount }) => isCopyLost && unsavedCount > 0);
  }

  /** Whether the server holds another history than this device, whose own is let go of by `startAnew`. */
  get isOfOtherHistory(): boolean {
    return this.#rooms.some((room) => room.isOfOtherHistory);
  }

  /** How many records this page has put in the bin. Linear in the map. */
  countRemoved(): number {
    return countRemovedBy(this.#graphRoom.doc);
  }

  [Symbol.dispose](): void {
    this.#stopAnswering();
    this.#pace[Symbol.dispose]();
    this.#projection[Symbol.dispose]();
    for (const room of this.#rooms) room[Symbol.dispose]();
  }

  /** What the server would not keep is not done here either. */
  #refuseUnlessEditable(): void {
    const mayEdit = this.#mayEditIn(this.#graphRoom);
    const refusal = editRefusal({ save: this.#readSave(), mayEdit });
    if (refusal) throw refusal;
  }

  #mayEditIn({ link: { rights } }: ClientRoom): boolean | undefined {
    return rights ? rights.edit : this.#mayEdit;
  }

  /** Makes ready for a new visit. What the server would turn away once more is let go of: another history of the map. */
  async startAnew(): Promise<void> {
    await Promise.all(this.#rooms.filter((room) => room.isOfOtherHistory).map((room) => room.forgetCopy()));
  }

  get #rooms(): readonly ClientRoom[] {
    return [this.#graphRoom, this.#viewRoom];
  }

  #author() {
    return { user: this.#profile.name, at: new Date(this.#options.now()).toISOString() };
  }

  /** Reads the state anew, for what the documents do not tell: the network came or went. */
  refresh(): void {
    this.#scheduleChange();
  }

  #openRoom(
    name: string,
    onRenewed: () => void,
    heard: Pick<RoomOptions, "onRights" | "onNotice"> = {},
  ): ClientRoom {
    return new ClientRoom({
      serverUrl: this.#options.serverUrl,
      name,
      ...heard,
      onChange: () => this.#scheduleChange(),
      onRenewed: (refusal, carried) => {
        onRenewed();
        this.#onRenewed(refusal, carried);
      },
    });
  }

  get #awareness(): Awareness {
    return this.#graphRoom.link.provider.awareness;
  }

  #watchGraph(): LiveProjection {
    const { doc } = this.#graphRoom;
    const projection = new LiveProjection(doc);
    projection.onDirty(() => this.#scheduleChange());
    doc.getMap(importRoot).observe(() => {
      this.#imports = undefined;
      this.#scheduleChange();
    });
    this.#watchOwn(doc);
    this.#awareness.on("change", () => this.#scheduleChange());
    return projection;
  }

  #watchView(): void {
    this.#pins = undefined;
    this.#viewRoom.doc.on("update", () => {
      this.#pins = undefined;
      this.#scheduleChange();
    });
    this.#watchOwn(this.#viewRoom.doc);
    // The view's room needs no second cursor for the same person.
    this.#viewRoom.link.provider.awareness.setLocalState(null);
  }

  #renewGraph(): void {
    this.#projection[Symbol.dispose]();
    this.#projection = this.#watchGraph();
    this.#imports = undefined;
  }

  /** An edit was refused: everything goes on in a fresh document of the room it was made in. */
  #onRenewed(refusal: Refusal, carried: CarriedOver): void {
    this.#history.moveTo(this.#graphRoom.doc, this.#viewRoom.doc, carried.renamed);
    this.#scheduleChange();
    if (carried.refused.length > 0) this.dispatchEvent(new RefusedEditEvent(refusal, carried.refused));
  }

  /** Whoever does something sees it in the next frame. */
  #watchOwn(doc: Doc): void {
    doc.on("afterTransaction", ({ local, changed }) => {
      if (local && changed.size > 0) this.#pace.changed(true);
    });
  }

  #onNotice(notice: Notice): void {
    if (notice.kind === "version") {
      this.#versionNews += 1;
      this.#scheduleChange();
    }
    this.dispatchEvent(new NoticeEvent(notice));
  }

  #scheduleChange(): void {
    this.#pace.changed(this.#state.phase !== "ready");
  }

  #change(): void {
    this.#projection.flush();
    this.#state = this.#read();
    this.dispatchEvent(new Event("change"));
    const lost = this.#lostValues.take(this.#state.graph.conflicts, this.#graphRoom.doc.clientID);
    if (lost.length > 0) this.dispatchEvent(new LostValuesEvent(lost));
  }

  #read(): SessionState {
    // After a refused edit the room has another connection, which knows nothing yet.
    this.#mayEdit = this.#mayEditIn(this.#graphRoom);
    const { undoLabel, redoLabel } = this.#history;
    return {
      workspace: this.#options.workspace,
      ...this.#readPhase(),
      graph: this.#projection.graph,
      imports: (this.#imports ??= readImports(this.#graphRoom.doc)),
      versionNews: this.#versionNews,
      ...this.#readView(),
      peers: readPeers(this.#awareness),
      self: this.#profile,
      save: this.#readSave(),
      mayEdit: this.#mayEdit,
      ...(undoLabel !== undefined && { undoLabel }),
      ...(redoLabel !== undefined && { redoLabel }),
    };
  }

  #readView(): Pick<SessionState, "pins" | "layout"> {
    this.#pins ??= { pins: readPins(this.#viewRoom.doc), layout: readLayout(this.#viewRoom.doc) };
    const { pins, layout } = this.#pins;
    const { kind } = this.#viewRoom.link.connection;
    // Without a server nobody will tell; then this device's copy is all there is.
    const isAlone = kind === "offline" || kind === "ended";
    const isKnown = layout.size > 0 || this.#viewRoom.hasSynced || isAlone;
    return { pins, layout: isKnown ? layout : undefined };
  }

  #readPhase(): Pick<SessionState, "phase" | "failure"> {
    if (this.#graphRoom.hasSynced || this.#hasCopy) return { phase: "ready" };
    const { connection } = this.#graphRoom.link;
    if (connection.kind !== "ended") return { phase: "loading" };
    const failure =
      connection.code === 4404 ? new EntenteError("workspace-unknown").message : connection.reason;
    return { phase: "failed", failure };
  }

  #readSave(): SaveState {
    if (isTooNew(this.#graphRoom.doc)) return { kind: "too-new" };
    const { isOnline } = this.#options;
    const isTabOnly = this.#rooms.some((room) => room.isCopyLost);
    return { ...readSave(this.#rooms, isOnline()), ...(isTabOnly && { isTabOnly }) };
  }
}
