// Hands a file that the page holds to the browser, to be kept by the person.

// An iPhone reads the file only once the person has said where to, so its address must outlast the click by far.
const READ_WITHIN_MS = 60_000;

/** Asks the browser to keep this file under this name. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ_WITHIN_MS);
}
