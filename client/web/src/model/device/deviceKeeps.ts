// What somebody should know who joins on a device that does not keep everything, in words. Pure.

/** What this browser keeps, as it was found out by keeping something. */
export interface DeviceKeeps {
  /** The key to the seat. */
  key: boolean;
  /** Copies of what is marked and written. */
  copies: boolean;
}

/** When it is said: before somebody joins, or beside the recovery words. */
export type WarningPlace = "before" | "beside the words";

/** The warning; null where the device keeps everything. */
export function deviceWarning(keeps: DeviceKeeps, place: WarningPlace): { title: string; says: string } | null {
  if (keeps.key && keeps.copies) return null;
  const title = keeps.key ? "This browser may not keep your marks" : "This browser does not keep your place";
  if (place === "before") {
    const why = "It may block site data, be in private mode, or have no room left. You can join all the same.";
    const what = keeps.key
      ? "Leave the page open until it says “Saved”. Next you get four recovery words: write them down, they bring you back on any device."
      : "If this page is closed or loaded again, you come back with four recovery words. You get them next: please write them down.";
    return { title, says: `${why} ${what}` };
  }
  return {
    title: "Please write these words down now, or take a photo",
    says: keeps.key
      ? "This browser may not keep your marks until they are sent. With these words and the join code you can go on from any device."
      : "This browser does not keep your place. Once this page is closed or loaded again, only these words and the join code bring you back.",
  };
}
