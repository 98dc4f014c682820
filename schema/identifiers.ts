// Identifiers by which others know an entity: the schemes whose form can be checked, and what is wrong with a value.
// Schemes that are not listed are a team's own and are kept as written.
import { isoCodes } from "./iso-countries.ts";
import type { EntityKind } from "./vocabulary.ts";

/** A scheme of identifiers. */
interface SchemeTerm {
  /** Before a value: "LEI 5493…". */
  readonly short: string;
  /** Of a field, and in sentences. */
  readonly label: string;
  readonly example: string;
  /** Kinds that usually have one; forms offer it for these. */
  readonly kinds: readonly EntityKind[] | "any";
  /** Names what is wrong with a value and what to do; continues "The Wikidata id “17” …". */
  readonly fault: (value: string) => string | undefined;
}

export const identifierSchemes = ["iso3", "qid", "lei", "wto", "unts"] as const;
export type IdentifierScheme = (typeof identifierSchemes)[number];

export const identifierTerms: Readonly<Record<IdentifierScheme, SchemeTerm>> = {
  iso3: { short: "ISO", label: "ISO code", example: "JPN", kinds: ["state"], fault: isoFault },
  qid: {
    short: "Wikidata",
    label: "Wikidata id",
    example: "Q17",
    kinds: "any",
    fault: (value) =>
      /^Q[1-9]\d{0,11}$/.test(value)
        ? undefined
        : "must be Q and a number, such as Q17, without leading zeros",
  },
  lei: {
    short: "LEI",
    label: "LEI",
    example: "5493001KJTIIGC8Y1R12",
    kinds: ["company", "body"],
    fault: leiFault,
  },
  wto: {
    short: "WTO",
    label: "WTO agreement id",
    example: "640",
    kinds: ["agreement"],
    fault: (value) =>
      /^[1-9]\d{0,4}$/.test(value)
        ? undefined
        : "must be the number of the agreement in the WTO database of regional trade agreements, such as 640",
  },
  unts: {
    short: "UNTS",
    label: "UN treaty number",
    example: "I-56101",
    kinds: ["agreement"],
    fault: (value) =>
      /^(?:(?:I|II|A|B|C)-)?[1-9]\d{0,5}$/.test(value)
        ? undefined
        : "must be a registration number of the UN Treaty Series, such as I-56101",
  },
};

/** Whether a scheme is one whose values are checked. */
export function isIdentifierScheme(scheme: string): scheme is IdentifierScheme {
  return Object.hasOwn(identifierTerms, scheme);
}

/** What a scheme is called before a value; a team's own reads as its name. */
export function schemeShort(scheme: string): string {
  return isIdentifierScheme(scheme) ? identifierTerms[scheme].short : scheme;
}

/** One identifier that has not the form of its scheme. */
export interface BadIdentifier {
  readonly scheme: string;
  /** A sentence without its full stop: "The ISO code “JPX” is not one of …". */
  readonly message: string;
}

/** Those of an entity's identifiers that have not the form of their scheme, by scheme. Rule IDN-1. */
export function badIdentifiers(identifiers: Readonly<Record<string, string>> = {}): readonly BadIdentifier[] {
  return Object.entries(identifiers).flatMap(([scheme, value]) => {
    const fault = identifierFault(scheme, value);
    if (fault === undefined || !isIdentifierScheme(scheme)) return [];
    return [{ scheme, message: `The ${identifierTerms[scheme].label} “${value}” ${fault}` }];
  });
}

/** What is wrong with an identifier, as the end of a sentence that begins with it; undefined when nothing is. Rule IDN-1. */
export function identifierFault(scheme: string, value: string): string | undefined {
  return isIdentifierScheme(scheme) ? identifierTerms[scheme].fault(value) : undefined;
}

/** A value as people type it in the form in which it is kept: without spaces, in capitals where the scheme has them. */
export function tidyIdentifier(scheme: string, text: string): string {
  return isIdentifierScheme(scheme) ? text.replaceAll(/\s/g, "").toUpperCase() : text.trim();
}

/** The code in a state's natural id: `JPN` of `s:JPN`; undefined where the id has none. */
export function isoCodeOfId(id: string): string | undefined {
  return /^s:(?<code>[A-Z]{3})$/.exec(id)?.groups?.["code"];
}

function isoFault(value: string): string | undefined {
  if (!/^[A-Z]{3}$/.test(value)) return "must be three capital letters, such as JPN";
  return isoCodes.has(value)
    ? undefined
    : "is not one of the 249 codes of ISO 3166-1: look it up, or leave it empty";
}

/** @source ISO 17442-1:2020, whose last two digits are check digits after ISO/IEC 7064, MOD 97-10. */
function leiFault(value: string): string | undefined {
  if (!/^[A-Z0-9]{18}\d{2}$/.test(value)) return "must be 20 letters and digits, the last two of them digits";
  return remainderOf97(value) === 1
    ? undefined
    : "has check digits that do not fit: one of its characters is wrong";
}

/** Letters count as 10 to 35; the number that results is too large for arithmetic, so it is divided as it is read. */
function remainderOf97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    for (const digit of String(Number.parseInt(character, 36)))
      remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder;
}
