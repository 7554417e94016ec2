import { expect, test } from "vitest";
import { ask, Intention } from "./api";
import { addressOf } from "./paths";

test("parameters stand in the path where it names them, encoded, and else in the query", () => {
  expect(addressOf("/api/v1/frameworks", {})).toBe("/api/v1/frameworks");
  expect(addressOf("/api/v1/join/{code}", { code: "a/b?$& é" })).toBe("/api/v1/join/a%2Fb%3F%24%26%20%C3%A9");
  const history = "/api/v1/workshops/{workshop}/maps/{map}/history";
  expect(addressOf(history, { workshop: "{map}", map: "m1" })).toBe("/api/v1/workshops/%7Bmap%7D/maps/m1/history");
  expect(addressOf(history, { workshop: "w", map: "m1", before: 7 })).toBe("/api/v1/workshops/w/maps/m1/history?before=7");
  expect(addressOf(history, { workshop: "w", map: "m1", before: undefined })).toBe("/api/v1/workshops/w/maps/m1/history");
});

// Never run: `npm run check` fails where one of these compiles.
export const REFUSED = [
  // @ts-expect-error There is no such path.
  () => ask("/api/v1/workshop/{workshop}", { workshop: "w" }),
  // @ts-expect-error A path is that of the description, not one with its parameters in it.
  () => ask("/api/v1/workshops/w", {}),
  // @ts-expect-error It lacks a parameter.
  () => ask("/api/v1/workshops/{workshop}/maps/{map}", { workshop: "w" }),
  // @ts-expect-error The call has no such parameter.
  () => ask("/api/v1/workshops/{workshop}/seats", { workshop: "w", map: "m1" }),
  // @ts-expect-error The call has no parameters.
  () => ask("/api/v1/frameworks", { id: "pit-a" }),
  // @ts-expect-error It answers with a picture, and no JSON.
  () => ask("/api/v1/join/{code}/qr.svg", { code: "KQM4WTX" }),
  // @ts-expect-error It only reads.
  () => new Intention().send("/api/v1/frameworks", {}, {}),
  // @ts-expect-error The body lacks the sector.
  () => new Intention().send("/api/v1/join", {}, { code: "KQM4WTX" }),
  // @ts-expect-error There is no such command.
  () => new Intention().send("/api/v1/workshops/{workshop}/commands", { workshop: "w" }, { type: "sael" }),
  // @ts-expect-error A command has the fields of its own kind.
  () => new Intention().send("/api/v1/workshops/{workshop}/commands", { workshop: "w" }, { type: "extend_step", minutes: "5" }),
  // @ts-expect-error What is answered has the type of the call, and no other.
  () => ask("/api/v1/frameworks", {}).then((answer) => (answer.ok ? answer.value.join_code : "")),
];
