import { expect, test } from "vitest";
import { withResolvers } from "./withResolvers";

test("a promise is settled from outside, as by Promise.withResolvers", async () => {
  const kept = withResolvers.call<PromiseConstructor, [], ReturnType<typeof withResolvers<number>>>(Promise);
  kept.resolve(7);
  await expect(kept.promise).resolves.toBe(7);
  const broken = withResolvers.call(Promise);
  broken.reject(new Error("no"));
  await expect(broken.promise).rejects.toThrow("no");
});

test("a browser without it is given it, for the library that calls it", () => {
  expect("withResolvers" in Promise).toBe(true);
});
