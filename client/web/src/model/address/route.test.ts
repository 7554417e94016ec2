import { expect, test } from "vitest";
import {
  facilitatorAddress,
  joinAddress,
  participantAddress,
  readRoute,
  tokenInFragment,
  type FacilitatorView,
  type ParticipantView,
  type Route,
  type WorkingView,
} from "./route";

test.each<[string, string, Route]>([
  ["/", "", { page: "home" }],
  ["/join", "", { page: "join", code: null, isRecovering: false }],
  ["/join/", "", { page: "join", code: null, isRecovering: false }],
  ["/join/KQM4WTX", "", { page: "join", code: "KQM4WTX", isRecovering: false }],
  ["/join/KQM%204WTX", "?words", { page: "join", code: "KQM4WTX", isRecovering: true }],
  ...["/join/KQM4WTX.", "/join/KQM4WTX)", "/join/KQM4WTX,", "/join/%3CKQM4WTX%3E", "/JOIN/KQM4WTX", "/Join/kqm-4wtx/", "/join/KQM4WTX%2F", "/join/KQM4WTX\\", "/join/%22KQM4WTX%22", "/join/KQM4WTX%E2%80%9D", "/join/KQM4WTX.)/", "/KQM4WTX", "/kqm-4wtx.", "/join%20KQM4WTX"].map(
    (path): [string, string, Route] => [path, "", { page: "join", code: "KQM4WTX", isRecovering: false }],
  ),
  ["/join.", "", { page: "join", code: null, isRecovering: false }],
  ["/join/KQM4WT", "", { page: "join", code: "KQM4WT", isRecovering: false }],
  ["/Create/", "", { page: "create" }],
  ["/FACILITATE/abc).", "", { page: "facilitate", workshop: "abc", view: { kind: "board" } }],
  ["/Screen/abc,", "", { page: "screen", workshop: "abc" }],
  ["/facilitate/.", "", { page: "missing", path: "/facilitate/." }],
  ["/w/abc", "", { page: "participant", workshop: "abc", view: { kind: "follow" } }],
  ["/w/abc", "?domain=leadership", { page: "participant", workshop: "abc", view: { kind: "domain", domain: "leadership" } }],
  ["/w/abc", "?view=sheet", { page: "participant", workshop: "abc", view: { kind: "sheet" } }],
  ["/w/abc", "?view=results", { page: "participant", workshop: "abc", view: { kind: "results", round: null } }],
  ["/w/abc", "?view=map", { page: "participant", workshop: "abc", view: { kind: "map", map: null, show: "list" } }],
  ["/w/abc", "?view=map&map=m1&show=list", { page: "participant", workshop: "abc", view: { kind: "map", map: "m1", show: "list" } }],
  ["/w/abc", "?view=map&map=&show=nonsense", { page: "participant", workshop: "abc", view: { kind: "map", map: null, show: "list" } }],
  ["/w/abc", "?view=plan&show=board&action=a1", { page: "participant", workshop: "abc", view: { kind: "plan", show: "board", action: "a1" } }],
  ["/w/abc", "?view=nonsense", { page: "participant", workshop: "abc", view: { kind: "follow" } }],
  ["/create", "", { page: "create" }],
  ["/facilitate/abc", "", { page: "facilitate", workshop: "abc", view: { kind: "board" } }],
  ["/facilitate/abc", "?domain=leadership", { page: "facilitate", workshop: "abc", view: { kind: "domain", domain: "leadership" } }],
  ["/facilitate/abc", "?view=map&show=drawing", { page: "facilitate", workshop: "abc", view: { kind: "map", map: null, show: "drawing" } }],
  ["/facilitate/abc", "?view=plan", { page: "facilitate", workshop: "abc", view: { kind: "plan", show: "board", action: null } }],
  ["/facilitate/abc", "?view=nonsense", { page: "facilitate", workshop: "abc", view: { kind: "board" } }],
  ["/measures", "", { page: "measures" }],
  ["/measures/more", "", { page: "missing", path: "/measures/more" }],
  ["/screen/abc", "", { page: "screen", workshop: "abc" }],
  ["/sheet/abc", "", { page: "sheet", workshop: "abc" }],
  ["/w", "", { page: "missing", path: "/w" }],
  ["/facilitate", "", { page: "missing", path: "/facilitate" }],
  ["/create/more", "", { page: "missing", path: "/create/more" }],
  ["/join/a/b", "", { page: "missing", path: "/join/a/b" }],
  ["/nowhere", "", { page: "missing", path: "/nowhere" }],
])("%s%s", (path, query, route) => {
  expect(readRoute(path, query)).toEqual(route);
});

test("a broken address is a wrong address, not a crash", () => {
  expect(readRoute("/join/%E0%A4%A", "")).toEqual({ page: "join", code: "%E0%A4%A", isRecovering: false });
});

const WORKING: WorkingView[] = [
  { kind: "map", map: null, show: "list" },
  { kind: "map", map: "m2", show: "losses" },
  { kind: "plan", show: "board", action: null },
  { kind: "plan", show: "thread", action: "a & b" },
];

test("every participant's address leads back to its view", () => {
  const views: ParticipantView[] = [
    { kind: "follow" },
    { kind: "domain", domain: "needs & wants" },
    { kind: "sheet" },
    { kind: "results", round: null },
    { kind: "results", round: "r1" },
    ...WORKING,
  ];
  for (const view of views) {
    const [path = "", query = ""] = participantAddress("w 1", view).split("?");
    expect(readRoute(path, query)).toEqual({ page: "participant", workshop: "w 1", view });
  }
});

test("every facilitator's address leads back to its view", () => {
  const views: FacilitatorView[] = [{ kind: "board" }, { kind: "domain", domain: "a & b" }, { kind: "overall" }, { kind: "rounds" }, ...WORKING];
  for (const view of views) {
    const [path = "", query = ""] = facilitatorAddress("w 1", view).split("?");
    expect(readRoute(path, query)).toEqual({ page: "facilitate", workshop: "w 1", view });
  }
});

test("a join address keeps its code", () => {
  expect(joinAddress(null)).toBe("/join");
  expect(joinAddress("KQM4WTX", true)).toBe("/join/KQM4WTX?words");
});

test("a token is taken from the fragment only", () => {
  expect(tokenInFragment("#token=abc-_1")).toBe("abc-_1");
  expect(tokenInFragment("#token=abc-_1).")).toBe("abc-_1");
  expect(tokenInFragment("#token=")).toBeNull();
  expect(tokenInFragment("#main")).toBeNull();
  expect(tokenInFragment("")).toBeNull();
});
