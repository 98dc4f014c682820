// Aliases as people edit them: one name a line, its use in brackets after it.
import { memberName } from "../../schema/assemble.ts";
import type { Alias } from "../../schema/records.ts";

const linePattern = /^(?<name>.*?)\s*(?:\((?<use>official|common|forum|historic|typo)\))?$/;

/** One line for each alias: "Chinese Taipei (forum)". */
export function aliasesToText(aliases: readonly Alias[]): string {
  return aliases.map(aliasToLine).join("\n");
}

/** One alias as a line: its name, its use in brackets. */
export function aliasToLine({ name, use }: Alias): string {
  return use === undefined ? name : `${name} (${use})`;
}

/** The aliases that lines name, each name once; what a line does not show (the language) is kept from before. */
export function aliasesFromText(text: string, before: readonly Alias[]): readonly Alias[] {
  const aliases = text.split("\n").flatMap((line) => aliasFromLine(line.trim(), before));
  return [...new Map(aliases.map((alias) => [alias.name, alias])).values()];
}

/**
 * What changed, as members of the set, so that names which two people add at once are both kept: fields
 * `aliases.<name>` with the alias, or null for one that goes.
 */
export function aliasChanges(
  before: readonly Alias[],
  after: readonly Alias[],
): Readonly<Record<string, Alias | null>> {
  const kept = new Map(before.map((alias) => [memberName(alias.name), alias]));
  const wanted = new Map(after.map((alias) => [memberName(alias.name), alias]));
  const gone = [...kept.keys()]
    .filter((member) => !wanted.has(member))
    .map((member) => [`aliases.${member}`, null] as const);
  const isNew = ([member, alias]: readonly [string, Alias]) => {
    const old = kept.get(member);
    return old?.name !== alias.name || old.use !== alias.use;
  };
  const set = [...wanted].filter(isNew).map(([member, alias]) => [`aliases.${member}`, alias] as const);
  return Object.fromEntries([...gone, ...set]);
}

function aliasFromLine(line: string, before: readonly Alias[]): readonly Alias[] {
  const groups = linePattern.exec(line)?.groups;
  const name = groups?.["name"] ?? "";
  if (name === "") return [];
  const use = groups?.["use"] as Alias["use"];
  const language = before.find((alias) => alias.name === name)?.language;
  return [{ name, ...(use !== undefined && { use }), ...(language !== undefined && { language }) }];
}
