import { afterEach, expect, test, vi } from "vitest";
import { ask, readProblem } from "./api";

afterEach(() => vi.unstubAllGlobals());

function answerWith(response: Response | Error) {
  const fetched = vi.fn(() => (response instanceof Error ? Promise.reject(response) : Promise.resolve(response)));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

test("an answer is given with its token and body sent", async () => {
  const fetched = answerWith(Response.json({ seq: 7 }));
  const answer = await ask<{ seq: number }>("POST", "/workshops/w/commands", { body: { type: "seal" }, token: "t" });
  expect(answer).toEqual({ ok: true, value: { seq: 7 } });
  const [url, init] = fetched.mock.calls[0] as unknown as [string, RequestInit];
  expect(url).toBe("/api/v1/workshops/w/commands");
  expect(init.headers).toMatchObject({ authorization: "Bearer t", "content-type": "application/json" });
  expect(init.body).toBe('{"type":"seal"}');
});

test("a server that is not there is a problem, not an exception", async () => {
  answerWith(new TypeError("failed to fetch"));
  const answer = await ask("GET", "/join/KQM4WTX");
  expect(answer).toMatchObject({ ok: false, problem: { code: "offline", status: 0 } });
});

test("a page from a proxy in between is a problem too", async () => {
  answerWith(new Response("<html>Sign in to the guest network</html>", { status: 200 }));
  const answer = await ask("GET", "/join/KQM4WTX");
  expect(answer).toMatchObject({ ok: false, problem: { code: "http-200", detail: expect.stringContaining("sign-in page") } });
});

test("a problem document gives its word and its sentence", () => {
  const problem = readProblem(409, { type: "/problems/moved_on", title: "Moved on", detail: "The step is now plenary." });
  expect(problem).toEqual({ code: "moved_on", status: 409, detail: "The step is now plenary." });
  expect(readProblem(502, null)).toEqual({ code: "http-502", status: 502, detail: "The server is not there just now: something before it answered 502." });
  expect(readProblem(418, {}).detail).toBe("The server gave no reason.");
  expect(readProblem(422, { title: "Invalid", detail: "" }).detail).toBe("Invalid");
});
