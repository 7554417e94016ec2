// Hands a file to whoever asked for it.

// The browser reads the address after the click, on some phones only once the person has said where to put the file.
const ADDRESS_MS = 60_000;

export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), ADDRESS_MS);
}
