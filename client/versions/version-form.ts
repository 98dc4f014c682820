/** What was typed as a version's name and note, without spaces around. */
export function readVersionForm(event: SubmitEvent): { readonly name: string; readonly note: string } {
  const data = new FormData(event.target as HTMLFormElement);
  const text = (key: string) => {
    const value = data.get(key);
    return typeof value === "string" ? value.trim() : "";
  };
  return { name: text("name"), note: text("note") };
}
