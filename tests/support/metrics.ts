// Reads the numbers by which a server is watched.

/** The numbers of one moment. */
export interface Numbers {
  readonly text: string;
  /** Names, without those that a histogram makes of one. */
  readonly names: readonly string[];
  /** A number by its name and labels as they are written; 0 where it is not there. */
  of(series: string): number;
}

/** Asks a server. Rejects when it refuses. */
export async function readNumbers(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Numbers> {
  const response = await fetch(`${url}/metrics`, { headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`no numbers: ${text}`);
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const values = new Map(lines.map((line) => splitAtLastSpace(line)));
  return {
    text,
    names: [...text.matchAll(/^# TYPE (?<name>\S+)/gmu)].map(({ groups }) => groups?.["name"] ?? ""),
    of: (series) => Number(values.get(series) ?? 0),
  };
}

function splitAtLastSpace(line: string): readonly [string, string] {
  const at = line.lastIndexOf(" ");
  return [line.slice(0, at), line.slice(at + 1)];
}
