// The map itself and the questions about it. What may be asked is data of the schema; here it only gets addresses.
import type { FastifyInstance } from "fastify";

import { filterWords } from "../../schema/analysis/query/parse-filter.ts";
import { questionNames, questionTerms, wordsOfQuestion } from "../../schema/analysis/query/question-terms.ts";
import type { Words } from "../../schema/analysis/query/read-words.ts";
import type { Workspaces } from "../workspaces.ts";
import { toGraphJson } from "./graph-json.ts";
import { answerSchema, graphSchema, wordsQuery, workspaceParams } from "./schemas.ts";
import { failures, type InWorkspace } from "./workspace-routes.ts";

type Asked = InWorkspace & { Querystring: Words };

/** `/graph` with the filters, and one address for each question: `/claims`, `/paths`, `/opposite` and so on. */
export function addQuestionRoutes(app: FastifyInstance, workspaces: Workspaces): void {
  app.get<Asked>(
    "/api/workspaces/:workspace/graph",
    {
      config: { access: "look" },
      schema: {
        summary: "The map as data, whole or filtered",
        description: "Background and teasers are in it unless `background=0` and `teaser=0` leave them out.",
        params: workspaceParams,
        querystring: wordsQuery(filterWords),
        response: { 200: graphSchema, ...failures },
      },
    },
    async ({ params, query }) =>
      toGraphJson(params.workspace, await workspaces.select(params.workspace, query)),
  );

  for (const question of questionNames) {
    app.get<Asked>(
      `/api/workspaces/:workspace/${question}`,
      {
        config: { access: "look" },
        schema: {
          summary: questionTerms[question].summary,
          description:
            "Background and teasers are left out unless `background=1` and `teaser=1` let them in.",
          params: workspaceParams,
          querystring: wordsQuery(wordsOfQuestion(question)),
          response: { 200: answerSchema, ...failures },
        },
      },
      ({ params, query }) => workspaces.ask(params.workspace, question, query),
    );
  }
}
