// The one form in which the server says what went wrong: `{code, message, hint, faults}`.
import * as v from "valibot";

const problemSchema = v.object({
  /** Of `schema/errors.ts`; empty when it is not the server that answers. */
  code: v.optional(v.string(), ""),
  message: v.string(),
  hint: v.optional(v.string(), ""),
  faults: v.optional(v.array(v.object({ at: v.string(), message: v.string() })), []),
});
export type ServerProblem = v.InferOutput<typeof problemSchema>;

/** What the server says, or plain words when it is not the server that answers. */
export async function readServerProblem(answer: Response): Promise<ServerProblem> {
  const body: unknown = await answer.json().catch(() => undefined);
  const problem = v.safeParse(problemSchema, body);
  if (problem.success) return problem.output;
  return {
    code: "",
    message: `The server answered with an error (${answer.status}).`,
    hint: "Try again in a moment.",
    faults: [],
  };
}

/** The same as one text. */
export async function readProblem(answer: Response): Promise<string> {
  const { message, hint } = await readServerProblem(answer);
  return `${message} ${hint}`.trim();
}
