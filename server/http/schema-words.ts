// What the descriptions of many routes are made of.

/** A text of at most so many characters. */
export function text(description: string, maxLength = 400) {
  return { type: "string", maxLength, description } as const;
}

/** A whole number. */
export const wholeNumber = { type: "integer" } as const;

/** A day, or less exactly known. */
export function date(description: string) {
  return text(`${description}, in EDTF, read by its lower bound`, 64);
}

/** A word in an address that is there or not. */
export function flag(description: string) {
  return { type: "string", enum: ["", "0", "1", "false", "true"], description } as const;
}
