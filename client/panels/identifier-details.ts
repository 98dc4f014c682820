// An entity's identifiers as fields, each with its form checked while it is typed.
import type { EntityId } from "../../schema/ids.ts";
import {
  identifierFault,
  identifierSchemes,
  identifierTerms,
  isIdentifierScheme,
  isoCodeOfId,
  schemeShort,
  tidyIdentifier,
} from "../../schema/identifiers.ts";
import type { Entity } from "../../schema/records.ts";
import type { Detail } from "./detail.ts";

/** What is wrong with an identifier, as a sentence for a form; undefined for a good one and for none. */
export function identifierWords(scheme: string, text: string): string | undefined {
  const value = tidyIdentifier(scheme, text);
  const fault = value === "" ? undefined : identifierFault(scheme, value);
  return fault === undefined || !isIdentifierScheme(scheme)
    ? undefined
    : `The ${identifierTerms[scheme].label} “${value}” ${fault}.`;
}

/** One field for each identifier there is, then for each that the kind usually has. */
export function identifierDetails(
  { id, kind, identifiers = {} }: Entity,
  change: (fields: Readonly<Record<string, unknown>>, what: string) => void,
): readonly Detail[] {
  const usual = identifierSchemes.filter((scheme) => {
    const { kinds } = identifierTerms[scheme];
    return kinds === "any" || (kinds as readonly string[]).includes(kind);
  });
  const schemes = [...new Set([...usual, ...Object.keys(identifiers)])];
  return schemes.map((scheme) => {
    const term = isIdentifierScheme(scheme) ? identifierTerms[scheme].label : schemeShort(scheme);
    return {
      name: `id-${scheme}`,
      term,
      value: identifiers[scheme] ?? "",
      placeholder: `Add ${term}`,
      ...(isIdentifierScheme(scheme) && { hint: `For example ${identifierTerms[scheme].example}` }),
      check: (text) => identifierWords(scheme, text) ?? otherStateFault(id, scheme, text),
      keep: (text) =>
        change({ [`identifiers.${scheme}`]: text === "" ? null : tidyIdentifier(scheme, text) }, term),
    };
  });
}

function otherStateFault(id: EntityId, scheme: string, text: string): string | undefined {
  const [own, given] = [isoCodeOfId(id), tidyIdentifier(scheme, text)];
  if (scheme !== "iso3" || own === undefined || given === "" || given === own) return undefined;
  return `This state was added as ${own}. Add ${given} as a state of its own.`;
}
