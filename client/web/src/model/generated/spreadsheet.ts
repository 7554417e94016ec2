// Written from protocol/src/spreadsheet.rs by `make types`. Do not edit.

/** What makes a spreadsheet take a text for a formula, or skip to where one begins. */
export const BEGINS_A_FORMULA: readonly string[] = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"];
