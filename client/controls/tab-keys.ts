/** The tab that an arrow key leads to, round the ends; undefined for any other key. */
export function tabAfter<Tab>(tabs: readonly Tab[], tab: Tab, key: string): Tab | undefined {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (step === undefined) return undefined;
  return tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
}
