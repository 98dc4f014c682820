/** Puts a text on the clipboard. Whether that was done: some browsers keep it closed, and people copy by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
