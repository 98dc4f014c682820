// The edtf package ships no types; this declares only the part that schema/time.ts uses.
declare module "edtf" {
  interface ExtendedDate {
    /** First millisecond, UTC; -Infinity for an open start. */
    readonly min: number;
    /** Last millisecond, UTC; Infinity for an open end. */
    readonly max: number;
  }
  /** @throws Error when the text is not EDTF. */
  export default function edtf(text: string): ExtendedDate;
}
