/**
 * For `@property({ hasChanged: differs })`: an element is drawn again only when what it shows is another, not when
 * equal data arrives in a new object, as it does with every move of somebody's pointer. For small plain data.
 */
export function differs(value: unknown, before: unknown): boolean {
  return value !== before && JSON.stringify(value) !== JSON.stringify(before);
}
