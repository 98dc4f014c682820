// Aliases as people edit them: one name a line, its use in brackets after it, with the forum where it has one.
import { memberName } from "../../schema/assemble.ts";
import type { Alias } from "../../schema/records.ts";

const linePattern =
  /^(?<name>.*?)\s*(?:\((?:(?<use>official|common|historic|typo|forum)|forum:? +(?<forum>[^()]+))\))?$/;

/** One line for each alias: "Chinese Taipei (forum WTO, APEC)". */
export function aliasesToText(aliases: readonly Alias[]): string {
  return aliases.map(aliasToLine).join("\n");
}

/** One alias as a line: its name, its use in brackets. */
export function aliasToLine({ name, use, forum }: Alias): string {
  if (use === undefined) return name;
  return use === "forum" && forum ? `${name} (forum ${forum})` : `${name} (${use})`;
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
    return old?.name !== alias.name || old.use !== alias.use || old.forum !== alias.forum;
  };
  const set = [...wanted].filter(isNew).map(([member, alias]) => [`aliases.${member}`, alias] as const);
  return Object.fromEntries([...gone, ...set]);
}

function aliasFromLine(line: string, before: readonly Alias[]): readonly Alias[] {
  const { name = "", use, forum } = linePattern.exec(line)?.groups ?? {};
  if (name === "") return [];
  const language = before.find((alias) => alias.name === name)?.language;
  return [{ name, ...useOf(use, forum), ...(language !== undefined && { language }) }];
}

/** The pattern lets no other word through as a use. */
function useOf(use: string | undefined, forum: string | undefined): Pick<Alias, "use" | "forum"> {
  if (forum !== undefined) return { use: "forum", forum: forum.trim() };
  return use === undefined ? {} : { use: use as NonNullable<Alias["use"]> };
}
