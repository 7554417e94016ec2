// Texts of working documents, read by MA1. How they are written is in words.ts.
import * as Y from "yjs";

// MA1: control characters but the line feed, the two that are no characters, and what turns others' words round.
const NEVER_SHOWN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** A value as it stands in the document: a text type or a string, else nothing. */
export function rawText(value: unknown): string {
  if (typeof value === "string") return value;
  return isText(value) ? value.toString() : "";
}

/** MA1: without control characters and direction controls, cut at its cap in code points, then freed of spaces and line feeds at both ends. */
export function readText(value: unknown, cap: number): string {
  return trimmed(cut(rawText(value).replace(NEVER_SHOWN, ""), cap));
}

/** MA1: the same, where each line feed becomes a space. */
export function readLine(value: unknown, cap: number): string {
  return trimmed(cut(rawText(value).replace(NEVER_SHOWN, "").replace(/\n/g, " "), cap));
}

/** Whether a value is a text and nothing that only descends from one. */
export function isText(value: unknown): value is Y.Text {
  return value instanceof Y.Text && !(value instanceof Y.XmlText);
}

function cut(text: string, cap: number): string {
  // A string has at least as many units as code points, so most need no counting.
  return text.length <= cap ? text : [...text].slice(0, cap).join("");
}

function trimmed(text: string): string {
  return text.replace(/^[ \n]+|[ \n]+$/g, "");
}
