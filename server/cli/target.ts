// What a command works on: a data folder of its own, or a running server. Both do the same.
import * as v from "valibot";

import type { AnswerRows } from "../../schema/analysis/query.ts";
import type { Answer } from "../../schema/analysis/query/question.ts";
import type { QuestionName } from "../../schema/analysis/query/question-terms.ts";
import type { TimeFilter } from "../../schema/graph.ts";
import { parseSnapshot } from "../../schema/parse-snapshot.ts";
import { entityIdSchema } from "../../schema/records.ts";
import { readConfig } from "../config.ts";
import { toExport } from "../export.ts";
import { defaultLimits } from "../limits.ts";
import { openLog } from "../log.ts";
import { openData } from "../open-data.ts";
import type { ImportReport } from "../imports.ts";
import type { RecordedWords } from "../workspaces.ts";
import { askServer, type Question, type ServerPlace } from "./server-call.ts";

/** How an import is to be done. */
export interface ImportOptions {
  readonly dryRun: boolean;
  readonly ownKinds: boolean;
  /** Of the file, for the list of imports. */
  readonly name: string;
}

/** A place where workspaces are. */
export interface Target extends AsyncDisposable {
  create(workspace: string): Promise<void>;
  import(workspace: string, text: string, options: ImportOptions): Promise<ImportReport>;
  export(workspace: string, format: string, filter: TimeFilter, names?: string): Promise<string>;
  ask<Name extends QuestionName>(
    workspace: string,
    question: Name,
    words: RecordedWords,
  ): Promise<Answered<Name>>;
}

/** An answer to a question of this name. */
export type Answered<Name extends QuestionName> = Answer<AnswerRows[Name]>;

/** Options that say where. */
export interface Place {
  readonly data?: string;
  readonly server?: string;
  /** Who asks the server, where it has accounts. */
  readonly token?: string;
}

/**
 * Opens the place that the options name; without any, the data folder of the settings.
 *
 * @throws EntenteError `data-in-use`, `config-invalid`
 */
export function openTarget({ data, server, token }: Place): Target {
  return server === undefined ? openFolder(data) : openServer({ server, token });
}

/** The data folder the options or the settings name. */
export function dataDirOf({ data }: Place): string {
  return readConfig(data === undefined ? {} : { DATA_DIR: data }).dataDir;
}

function openFolder(path: string | undefined): Target {
  const opened = openData(
    dataDirOf(path === undefined ? {} : { data: path }),
    defaultLimits,
    openLog("warn"),
  );
  const { workspaces, committer } = opened;
  // Somebody waits at the terminal.
  committer.stopRetrying();
  return {
    async create(workspace) {
      await workspaces.create(workspace);
    },
    import: (workspace, text, { dryRun, ownKinds, name }) =>
      workspaces.import(workspace, parseSnapshot(text, { allowOwnKinds: ownKinds }), {
        dryRun,
        batch: { name },
      }),
    export: async (workspace, format, filter, names) =>
      (await toExport(workspaces, workspace, format, filter, names)).text,
    ask: (workspace, question, words) => workspaces.ask(workspace, question, words),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

const answerSchema = v.looseObject({
  total: v.number(),
  next: v.nullable(v.number()),
  items: v.array(v.looseObject({})),
  cited: v.array(v.looseObject({})),
});

const reportSchema = v.object({
  added: v.number(),
  changed: v.number(),
  unchanged: v.number(),
  duplicates: v.number(),
  likelyDuplicates: v.array(
    v.object({ id: entityIdSchema, label: v.string(), of: entityIdSchema, ofLabel: v.string() }),
  ),
  dryRun: v.boolean(),
  head: v.number(),
});

function openServer(place: ServerPlace): Target {
  const call = (path: string, query: Readonly<Record<string, string>>, question: Partial<Question> = {}) =>
    askServer(place, {
      method: "GET",
      ...question,
      path: `/api/workspaces${path}?${new URLSearchParams(query).toString()}`,
    });
  const at = (workspace: string) => `/${encodeURIComponent(workspace)}`;
  return {
    async create(workspace) {
      const headers = { "content-type": "application/json" };
      await call("", {}, { method: "POST", headers, body: JSON.stringify({ name: workspace }) });
    },
    async import(workspace, text, { dryRun, ownKinds, name }) {
      const query = { name, ...(dryRun && { dryRun: "1" }), ...(ownKinds && { ownKinds: "1" }) };
      const answer = await call(`${at(workspace)}/import`, query, { method: "POST", body: text });
      return v.parse(reportSchema, JSON.parse(answer));
    },
    export: (workspace, format, { asOf, knownBy }, names) =>
      call(`${at(workspace)}/export`, {
        format,
        ...(asOf && { asOf }),
        ...(knownBy && { knownBy }),
        ...(names && { names }),
      }),
    async ask<Name extends QuestionName>(workspace: string, question: Name, words: RecordedWords) {
      const given = Object.entries(words).flatMap(([name, word]) =>
        word === undefined ? [] : [[name, word] as const],
      );
      const answer = await call(`${at(workspace)}/${question}`, Object.fromEntries(given));
      // Its outline is checked; its items are what a server of this version makes of the same question.
      return v.parse(answerSchema, JSON.parse(answer)) as unknown as Answered<Name>;
    },
    async [Symbol.asyncDispose]() {},
  };
}
