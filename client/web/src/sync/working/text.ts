// Texts of working documents: read by MA1, and written as the smallest change, so that two people can write in one.
import * as Y from "yjs";
import { textChange } from "../../model/textChange";

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

/** Writes into a field what a person typed there; the text is made where there is none. */
export function writeField(fields: Y.Map<unknown>, field: string, before: string, after: string): void {
  if (before === after) return;
  const change = () => {
    const known = fields.get(field);
    if (isText(known)) return writeText(known, before, after);
    const text = new Y.Text(typeof known === "string" ? known : "");
    fields.set(field, text);
    writeText(text, before, after);
  };
  if (fields.doc === null) change();
  else fields.doc.transact(change);
}

/** Writes what a person typed into a text as one replacement. */
export function writeText(text: Y.Text, before: string, after: string): void {
  // Half a surrogate pair would travel as another character than the one that stands here.
  const change = textChange(before, after.replace(/\p{Surrogate}/gu, "\ufffd"));
  if (change === null) return;
  const write = () => {
    // The text may have grown shorter under a slow keyboard; beyond its end there is nothing to remove.
    const at = Math.min(change.at, text.length);
    const removed = Math.min(change.removed, text.length - at);
    if (0 < removed) text.delete(at, removed);
    if (change.inserted !== "") text.insert(at, change.inserted);
  };
  if (text.doc === null) write();
  else text.doc.transact(write);
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
