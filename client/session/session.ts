// One visit to a workspace: its documents, the graph they project to, what is unsaved, who else is there. The
// application hands it commands and reads its state; nothing else in the client touches Yjs.
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
import { isTooNew, refuseTooNew } from "../../schema/schema-version.ts";
import type { PresenceChange } from "../app/events.ts";
import { LostValues, LostValuesEvent } from "./lost-values.ts";
import { readPeers, showPresence, showProfile, showSelection } from "./presence.ts";
import { keepProfile, loadProfile, toProfile } from "./profile.ts";
import { ClientRoom } from "./room.ts";
import type { Profile, SaveState, SessionState } from "./session-state.ts";

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
 */
export class Session extends EventTarget implements Disposable {
  readonly #options: SessionOptions;
  readonly #graphRoom: ClientRoom;
  readonly #viewRoom: ClientRoom;
  readonly #projection: LiveProjection;
  readonly #history: History;
  #profile: Profile;
  /** Read anew after the view's document changed: equal objects tell the canvas that nothing did. */
  #pins: { readonly pins: SessionState["pins"]; readonly layout: Layout } | undefined;
  readonly #lostValues = new LostValues();
  /** Read anew after an import came or was undone. */
  #imports: SessionState["imports"] | undefined;
  #hasCopy = false;
  #isScheduled = false;
  #isDisposed = false;
  #state: SessionState;

  constructor(options: SessionOptions) {
    super();
    this.#options = options;
    this.#profile = loadProfile(options.storage, options.random());
    const room = (name: string) =>
      new ClientRoom({ serverUrl: options.serverUrl, name, onChange: () => this.#scheduleChange() });
    this.#graphRoom = room(options.workspace);
    this.#viewRoom = room(mainViewRoom(options.workspace));
    this.#projection = new LiveProjection(this.#graphRoom.doc);
    this.#projection.onDirty(() => this.#scheduleChange());
    this.#graphRoom.doc.getMap(importRoot).observe(() => {
      this.#imports = undefined;
      this.#scheduleChange();
    });
    this.#viewRoom.doc.on("update", () => {
      this.#pins = undefined;
      this.#scheduleChange();
    });
    this.#history = new History(this.#graphRoom.doc, this.#viewRoom.doc);
    const { awareness } = this.#graphRoom.provider;
    showProfile(awareness, this.#profile);
    // The view's room needs no second cursor for the same person.
    this.#viewRoom.provider.awareness.setLocalState(null);
    awareness.on("change", () => this.#scheduleChange());
    this.#state = this.#read();
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Opens this device's copy and the sockets. Both go on at once; whichever is first shows the map. */
  connect(): void {
    this.#graphRoom.connect();
    this.#viewRoom.connect();
    void this.#graphRoom.whenCopyRead.then(() => {
      this.#hasCopy = this.#graphRoom.doc.getMap("n").size > 0;
      this.#scheduleChange();
    });
  }

  /**
   * Carries out what a person wants, as one step of undo.
   *
   * @throws EntenteError `data-invalid`, `schema-too-new`; then nothing was changed
   */
  perform(command: Command, label: string): void {
    this.#history.perform(command, label, this.#author());
  }

  /**
   * Takes back this person's last step. Undefined when there is none.
   *
   * @throws EntenteError `schema-too-new`
   */
  undo(): HistoryResult | undefined {
    refuseTooNew(this.#graphRoom.doc);
    return this.#history.undo(this.#author());
  }

  /** @throws EntenteError `schema-too-new` */
  redo(): HistoryResult | undefined {
    refuseTooNew(this.#graphRoom.doc);
    return this.#history.redo(this.#author());
  }

  /**
   * Fixes nodes where a person put them, as one step of undo.
   *
   * @throws EntenteError `schema-too-new`
   */
  setPins(pins: Pins): void {
    refuseTooNew(this.#graphRoom.doc);
    this.#history.pin(pins, pins.size === 1 ? "Move" : `Move ${pins.size} nodes`, this.#author());
  }

  /** Keeps where the layout has put nodes, for everybody and for the next visit. */
  setLayout(layout: Layout): void {
    // Nobody asked for it, so nobody is told: what is shown stays where it is for this visit.
    if (isTooNew(this.#graphRoom.doc)) return;
    writeLayout(this.#viewRoom.doc, layout, this.#author());
  }

  setPresence(change: PresenceChange): void {
    showPresence(this.#graphRoom.provider.awareness, change);
  }

  setSelection(ids: readonly RecordId[]): void {
    showSelection(this.#graphRoom.provider.awareness, ids);
  }

  setProfile(name: string, color: string): void {
    this.#profile = toProfile(name, color);
    keepProfile(this.#options.storage, this.#profile);
    showProfile(this.#graphRoom.provider.awareness, this.#profile);
    this.#scheduleChange();
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    this.#projection[Symbol.dispose]();
    this.#graphRoom[Symbol.dispose]();
    this.#viewRoom[Symbol.dispose]();
  }

  #author() {
    return { user: this.#profile.name, at: new Date(this.#options.now()).toISOString() };
  }

  /** Reads the state anew, for what the documents do not tell: the network came or went. */
  refresh(): void {
    this.#scheduleChange();
  }

  /** Many edits in one frame are one change. */
  #scheduleChange(): void {
    if (this.#isScheduled || this.#isDisposed) return;
    this.#isScheduled = true;
    this.#options.schedule(() => {
      this.#isScheduled = false;
      if (this.#isDisposed) return;
      this.#projection.flush();
      this.#state = this.#read();
      this.dispatchEvent(new Event("change"));
      const lost = this.#lostValues.take(this.#state.graph.conflicts, this.#graphRoom.doc.clientID);
      if (lost.length > 0) this.dispatchEvent(new LostValuesEvent(lost));
    });
  }

  #read(): SessionState {
    const { undoLabel, redoLabel } = this.#history;
    return {
      workspace: this.#options.workspace,
      ...this.#readPhase(),
      graph: this.#projection.graph,
      imports: (this.#imports ??= readImports(this.#graphRoom.doc)),
      ...this.#readView(),
      peers: readPeers(this.#graphRoom.provider.awareness),
      self: this.#profile,
      save: this.#readSave(),
      ...(undoLabel !== undefined && { undoLabel }),
      ...(redoLabel !== undefined && { redoLabel }),
    };
  }

  #readView(): Pick<SessionState, "pins" | "layout"> {
    this.#pins ??= { pins: readPins(this.#viewRoom.doc), layout: readLayout(this.#viewRoom.doc) };
    const { pins, layout } = this.#pins;
    const { kind } = this.#viewRoom.connection;
    // Without a server nobody will tell; then this device's copy is all there is.
    const isAlone = kind === "offline" || kind === "refused";
    const isKnown = layout.size > 0 || this.#viewRoom.hasSynced || isAlone;
    return { pins, layout: isKnown ? layout : undefined };
  }

  #readPhase(): Pick<SessionState, "phase" | "failure"> {
    if (this.#graphRoom.hasSynced || this.#hasCopy) return { phase: "ready" };
    const { connection } = this.#graphRoom;
    if (connection.kind !== "refused") return { phase: "loading" };
    const failure =
      connection.code === 4404 ? new EntenteError("workspace-unknown").message : connection.reason;
    return { phase: "failed", failure };
  }

  #readSave(): SaveState {
    const rooms = [this.#graphRoom, this.#viewRoom];
    const count = rooms.reduce((sum, room) => sum + room.unsavedCount, 0);
    if (isTooNew(this.#graphRoom.doc)) return { kind: "too-new" };
    for (const { connection } of rooms) {
      if (connection.kind === "refused") return { kind: "refused", reason: connection.reason };
    }
    if (!this.#options.isOnline() || rooms.some((room) => room.connection.kind === "offline"))
      return { kind: "offline", count };
    if (rooms.some((room) => !room.hasSynced)) return { kind: "connecting" };
    return count > 0 ? { kind: "saving", count } : { kind: "saved" };
  }
}
