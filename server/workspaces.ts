// What can be done with a workspace as a whole. HTTP and the command line are both thin covers of this.
import { randomUUID } from "node:crypto";
import { Doc } from "yjs";

import { evaluate } from "../schema/analysis/decision.ts";
import type { Evaluation } from "../schema/analysis/evaluation.ts";
import { ask, readFilter, type AnswerRows } from "../schema/analysis/query.ts";
import type { QueryFilter } from "../schema/analysis/query/filter.ts";
import type { Answer } from "../schema/analysis/query/question.ts";
import type { QuestionName } from "../schema/analysis/query/question-terms.ts";
import type { Words } from "../schema/analysis/query/read-words.ts";
import { select, type Selection } from "../schema/analysis/query/select.ts";
import { evaluateScenario } from "../schema/analysis/scenario.ts";
import { assert, EntenteError } from "../schema/errors.ts";
import type { Graph, TimeFilter } from "../schema/graph.ts";
import { isId, type EntityId } from "../schema/ids.ts";
import { readImports, type ImportBatch } from "../schema/imports/import-batch.ts";
import { beginWorkspace } from "../schema/new-workspace.ts";
import { readPins } from "../schema/rooms/pins.ts";
import type { SnapshotFile } from "../schema/parse-snapshot.ts";
import { project } from "../schema/projection.ts";
import { isWorkspaceName, mainViewRoom } from "../schema/protocol.ts";
import { toSnapshot, type Snapshot } from "../schema/snapshot.ts";
import { filterByTime } from "../schema/time-filter.ts";
import { instantOf, toDay } from "../schema/time.ts";
import {
  Imports,
  type ImportOptions,
  type ImportReport,
  type ReversalOptions,
  type ReversalReport,
} from "./imports.ts";
import type { InTurn } from "./in-turn.ts";
import { toQueryBounds, type Limits } from "./limits.ts";
import { openGraph, openRoom, openScenario } from "./open-room.ts";
import { readDocumentAt, readRecordHistory, type RecordChange } from "./replay.ts";
import type { Committer } from "./storage/committer.ts";
import type { UpdateLog, Workspace } from "./storage/update-log.ts";
import type { Lease, Rooms } from "./sync/rooms.ts";
import { storeTogether } from "./sync/store-together.ts";

interface Parts {
  readonly log: UpdateLog;
  readonly rooms: Rooms;
  readonly committer: Committer;
  readonly limits: Limits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What is done one at a time in a workspace. */
  readonly turns: InTurn;
}

/** A graph with where it was taken from. */
export interface GraphAt {
  readonly graph: Graph;
  readonly generation: string;
  readonly head: number;
}

/** Words of a question, and EDTF for the map as it stood on the server's disk then. */
export type RecordedWords = Words & { readonly recordedBy?: string | undefined };

/** What a filter leaves of a graph, with where it was taken from. */
export type SelectionAt = Selection & Omit<GraphAt, "graph"> & { readonly filter: QueryFilter };

/** An answer, with where it was taken from. */
export type AnswerAt<Row> = Answer<Row> & Omit<GraphAt, "graph"> & { readonly workspace: string };

/** A workspace in a few numbers. */
export interface Summary extends Workspace {
  readonly generation: string;
  /** Number of the last edit. */
  readonly head: number;
  readonly counts: Snapshot["counts"];
  readonly problems: number;
}

/** All workspaces of a data folder. */
export class Workspaces {
  readonly #parts: Parts;
  readonly #imports: Imports;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#imports = new Imports(parts);
  }

  list(): Promise<readonly Workspace[]> {
    return this.#parts.log.listWorkspaces();
  }

  /** @throws EntenteError `data-invalid`, `workspace-exists`, `overloaded` */
  async create(name: string, title?: string): Promise<Workspace> {
    if (!isWorkspaceName(name)) {
      throw new EntenteError("data-invalid", {
        detail: "a workspace's name is a letter, then up to 39 letters, digits or hyphens, all lower case",
      });
    }
    const { workspacesMax } = this.#parts.limits;
    if ((await this.list()).length >= workspacesMax) {
      throw new EntenteError("overloaded", { detail: `at most ${workspacesMax} workspaces` });
    }
    const created = await this.#parts.log.createWorkspace(name, title ?? name);
    using lease = await this.#openGraph(name);
    const author = { user: "server", at: new Date(this.#parts.now()).toISOString() };
    const updates = beginWorkspace(new Doc(), title, author);
    await storeTogether(this.#parts.committer, [{ room: lease.room, updates }]);
    return created;
  }

  /** @throws EntenteError `workspace-unknown` */
  async summary(name: string): Promise<Summary> {
    const [snapshot, workspace] = [await this.snapshot(name, {}), await this.#parts.log.readWorkspace(name)];
    assert(workspace, "an open room belongs to a workspace");
    const { title, generation, head, counts, problems } = snapshot;
    return {
      ...workspace,
      title: title ?? workspace.title,
      generation,
      head,
      counts,
      problems: problems.length,
    };
  }

  /** @throws EntenteError `workspace-unknown`, `date-invalid` */
  async graph(name: string, filter: TimeFilter): Promise<GraphAt> {
    const whole = await this.#read(name, undefined);
    return { ...whole, graph: filterByTime(whole.graph, filter) };
  }

  /**
   * What became of a record and of what was attached to it, newest first.
   *
   * @throws EntenteError `workspace-unknown`, `data-invalid` when the text is no id
   */
  async history(name: string, record: string): Promise<readonly RecordChange[]> {
    if (!isId(record))
      throw new EntenteError("data-invalid", { detail: `“${record.slice(0, 60)}” is no id` });
    using lease = await this.#openGraph(name);
    const { historyChangesMax } = this.#parts.limits;
    return await readRecordHistory(this.#parts.log, lease.room.name.name, record, historyChangesMax);
  }

  /**
   * What a filter leaves of the graph, all layers let in unless its words leave them out.
   *
   * @throws EntenteError `workspace-unknown`, `query-invalid`, `date-invalid`
   */
  async select(name: string, { recordedBy, ...words }: RecordedWords): Promise<SelectionAt> {
    const { graph: whole, ...place } = await this.#read(name, recordedBy || undefined);
    const bounds = toQueryBounds(this.#parts.limits);
    const filter = readFilter(whole, words, { bounds, layers: { background: true, teaser: true } });
    return { ...place, ...select(whole, filter), filter };
  }

  /** @throws EntenteError `workspace-unknown`, `query-invalid`, `date-invalid` */
  async ask<Name extends QuestionName>(
    name: string,
    question: Name,
    { recordedBy, ...words }: RecordedWords,
  ): Promise<AnswerAt<AnswerRows[Name]>> {
    const { graph, ...place } = await this.#read(name, recordedBy || undefined);
    const asking = { today: toDay(this.#parts.now()), bounds: toQueryBounds(this.#parts.limits) };
    return { workspace: name, ...place, ...ask(graph, question, words, asking) };
  }

  /**
   * @param map Which map is asked: as it was recorded on a day, and with a scenario laid over it.
   * @throws EntenteError `workspace-unknown`, `decision-unknown`, `scenario-unknown`, `date-invalid`
   */
  async evaluate(
    name: string,
    decision: string,
    filter: TimeFilter & { readonly background: boolean },
    { recordedBy, scenario }: { readonly recordedBy?: string; readonly scenario?: string } = {},
  ): Promise<Evaluation> {
    // Whatever the text is, it is looked up and found or not.
    const id = decision as EntityId;
    const when = { ...filter, today: toDay(this.#parts.now()) };
    if (scenario === undefined) return evaluate((await this.#read(name, recordedBy)).graph, id, when);
    using graph = await this.#openGraph(name);
    using laid = await openScenario(this.#parts, name, scenario);
    const past = recordedBy === undefined ? undefined : await this.#readPast(name, recordedBy);
    const evaluateIn = (doc: Doc) =>
      laid.room.document.read((scenarioDoc) => evaluateScenario(doc, scenarioDoc, scenario, id, when));
    return past ? evaluateIn(past.doc) : graph.room.document.read(evaluateIn);
  }

  /** @throws EntenteError `workspace-unknown`, `date-invalid` */
  async snapshot(name: string, filter: TimeFilter): Promise<Snapshot> {
    using view = await openRoom(this.#parts.rooms, mainViewRoom(name));
    const pins = view.room.document.read(readPins);
    const { graph, generation, head } = await this.graph(name, filter);
    const createdAt = new Date(this.#parts.now()).toISOString();
    return toSnapshot(graph, {
      ...filter,
      workspace: name,
      id: randomUUID(),
      createdAt,
      generation,
      head,
      pins,
    });
  }

  /**
   * Imports a file: all of it in one transaction of the log, or nothing.
   *
   * @throws EntenteError `workspace-unknown`, `too-large`, `storage-failed`
   */
  import(name: string, file: SnapshotFile, options: ImportOptions): Promise<ImportReport> {
    return this.#imports.import(name, file, options);
  }

  /**
   * Undoes an import, or brings it back: all of it in one transaction of the log, or nothing.
   *
   * @throws EntenteError `workspace-unknown`, `import-unknown`, `import-undone`, `import-not-undone`, `storage-failed`
   */
  reverseImport(name: string, batch: string, options: ReversalOptions): Promise<ReversalReport> {
    return this.#imports.reverse(name, batch, options);
  }

  /** @throws EntenteError `workspace-unknown` */
  async imports(name: string): Promise<readonly ImportBatch[]> {
    using lease = await this.#openGraph(name);
    return lease.room.document.read(readImports);
  }

  #openGraph(workspace: string): Promise<Lease> {
    return openGraph(this.#parts.rooms, workspace);
  }

  /** The whole graph, as it is or as it was recorded. */
  async #read(name: string, recordedBy: string | undefined): Promise<GraphAt> {
    using lease = await this.#openGraph(name);
    const { document } = lease.room;
    const { generation } = document;
    if (recordedBy === undefined) return { graph: document.graph(), generation, head: document.seq };
    const { doc, seq } = await this.#readPast(name, recordedBy);
    return { graph: project(doc), generation, head: seq };
  }

  #readPast(name: string, recordedBy: string): ReturnType<typeof readDocumentAt> {
    return readDocumentAt(this.#parts.log, name, instantOf(recordedBy));
  }
}
