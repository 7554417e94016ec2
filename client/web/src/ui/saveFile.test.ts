import { afterEach, expect, test, vi } from "vitest";
import { saveFile } from "./saveFile";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("a file can still be read while the person says where to keep it", () => {
  vi.useFakeTimers();
  const living = new Set<string>();
  vi.spyOn(URL, "createObjectURL").mockImplementation(() => {
    living.add("blob:file");
    return "blob:file";
  });
  vi.spyOn(URL, "revokeObjectURL").mockImplementation((address) => void living.delete(address));
  const clicked: unknown[] = [];
  const link = { href: "", download: "", click: () => clicked.push({ href: link.href, download: link.download }) };
  vi.stubGlobal("document", { createElement: () => link });

  saveFile(new Blob(["level"]), "sheet.csv");
  expect(clicked).toEqual([{ href: "blob:file", download: "sheet.csv" }]);
  vi.advanceTimersByTime(59_000);
  expect(living).toEqual(new Set(["blob:file"]));
  vi.advanceTimersByTime(1_000);
  expect(living).toEqual(new Set());
});
