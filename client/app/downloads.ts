// Files for people to keep. Data comes from the server, so that a file holds exactly what is on its disk.
import { readProblem } from "./server-problem.ts";

/** Gives a file to the person at the browser. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by the next turn; until then the address has to live.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** `cptpp-2024-12.png`: workspace, date shown, kind of file. */
export function fileName(workspace: string, asOf: string | undefined, ending: string): string {
  const date = asOf === undefined ? "" : `-${asOf.replaceAll(/[^0-9A-Za-z~-]+/g, "_")}`;
  return `${workspace}${date}.${ending}`;
}

/**
 * Downloads the whole workspace in a format, without a date filter, so that it can be imported again.
 *
 * @throws Error with words for the person
 */
export async function downloadData(workspace: string, format: "json" | "csv"): Promise<void> {
  const answer = await ask(`/api/workspaces/${workspace}/export?format=${format}`);
  if (!answer.ok) throw new Error(await readProblem(answer));
  const given = /filename="?([^";]+)"?/.exec(answer.headers.get("content-disposition") ?? "")?.[1];
  const ending = format === "json" ? "entente.json" : "csv";
  saveFile(given ?? fileName(workspace, undefined, ending), await answer.blob());
}

async function ask(address: string): Promise<Response> {
  try {
    return await fetch(address);
  } catch (cause) {
    throw new Error("The server cannot be reached, so nothing was exported. Try again when you are online.", {
      cause,
    });
  }
}
