// Why a file cannot be read, in a sentence that says what to do: what is known of it by its first bytes and its root.

/** Why a file is no map, in sentences for whoever chose it. */
export class NotBpmn extends Error {}

const SAVE_AS = "Save it as BPMN 2.0 (.bpmn or .xml) in the program that made it, then choose that file.";

/** Kinds of files that are known by how they begin, though they hold no XML. */
const BEGINNINGS: readonly (readonly [beginning: string, sentence: string])[] = [
  ["%PDF", "The file is a PDF: a picture of a process, without its steps as data. Ask whoever made it for the file in BPMN 2.0 (.bpmn or .xml)."],
  ["\x89PNG", `The file is a picture (PNG), without its steps as data. ${SAVE_AS}`],
  ["\xff\xd8\xff", `The file is a picture (JPEG), without its steps as data. ${SAVE_AS}`],
  ["GIF8", `The file is a picture (GIF), without its steps as data. ${SAVE_AS}`],
  ["\x1f\x8b", "The file is packed (gzip). Unpack it, then choose the .bpmn or .xml file that comes out."],
  ["\xd0\xcf\x11\xe0", `The file is an older Office or Visio document. If it is a drawing: ${visio()}`],
  ["L\x6f\xa7\x94", `The file is written in EBCDIC, which browsers cannot read. ${SAVE_AS.replace("2.0", "2.0 in UTF-8")}`],
];

const MICROSOFT = /\.vs[a-z]{1,2}$/i;
const OFFICE = /\.(docx|xlsx|pptx|odt|ods|odp|odg)$/i;

/** Refuses what can be told by its first bytes. */
export function refuseByBeginning(name: string, bytes: Uint8Array): void {
  if (bytes.length === 0) throw new NotBpmn("The file is empty. If it lies in a cloud folder, download it to this device first, then choose it again.");
  const begins = latin(bytes.subarray(0, 4));
  if (begins.startsWith("PK")) throw new NotBpmn(archive(name, bytes));
  const known = BEGINNINGS.find(([beginning]) => begins.startsWith(beginning));
  if (known !== undefined) throw new NotBpmn(known[1]);
}

function archive(name: string, bytes: Uint8Array): string {
  // Every file in an archive stands in it by its name, which is not packed.
  if (MICROSOFT.test(name) || latin(bytes.subarray(0, 64_000)).includes("visio/")) {
    return `The file is a Visio drawing. ${capital(visio())}`;
  }
  if (OFFICE.test(name)) return `The file is an Office document. ${SAVE_AS}`;
  return "The file is a packed archive (zip). Unpack it, then choose the .bpmn or .xml file that is inside.";
}

function visio(): string {
  return "in Visio, choose Process, then Export to BPMN (Visio Plan 2), or open it in another program that reads Visio and saves BPMN 2.0; then choose the .bpmn file.";
}

/** The namespace of BPMN 2.0. */
export const BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

/** Other languages for processes and pictures, by their root's namespace or name. */
const OTHERS: readonly (readonly [mark: RegExp, sentence: string])[] = [
  [/wfmc\.org|xpdl/i, `The file is XPDL, an older exchange format, not BPMN 2.0. ${SAVE_AS}`],
  [/omg\.org\/.*\/BPMN\/|bpmn\.org|bpmn/i, `The file is BPMN, but of an early version (BPMN 1.x or a beta of 2.0), which is written differently. ${SAVE_AS}`],
  [/\/DMN\//i, `The file is a decision table (DMN), not a process. ${SAVE_AS}`],
  [/\/CMMN\//i, `The file is a case model (CMMN), not a process. ${SAVE_AS}`],
  [/visio/i, `The file is a Visio drawing. ${capital(visio())}`],
  [/^ (mxfile|mxGraphModel)$/, "The file is a draw.io drawing, which draw.io cannot save as BPMN. Draw it again in a program that saves BPMN 2.0, or add the steps here."],
  [/XMI$|\/XMI/i, `The file is XMI, not BPMN 2.0. ${SAVE_AS}`],
  [/svg$/i, `The file is a picture (SVG), without its steps as data. ${SAVE_AS}`],
  [/ html$/i, `The file is a web page. If it came by a download, sign in there and download the file again. ${SAVE_AS}`],
  [/ AML$/, `The file is an ARIS export (AML), not BPMN 2.0. ${SAVE_AS}`],
  [/archimate/i, `The file is an ArchiMate model, not a process in BPMN 2.0. ${SAVE_AS}`],
];

/** What to say of XML whose root is not that of BPMN 2.0. */
export function foreignRoot(namespace: string, local: string): NotBpmn {
  const known = OTHERS.find(([mark]) => mark.test(`${namespace} ${local}`) || mark.test(` ${local}`));
  return new NotBpmn(known?.[1] ?? `The file is XML, but not BPMN 2.0: it begins with “${local.slice(0, 60)}”. ${SAVE_AS}`);
}

/** What to say of text that holds no XML. */
export function noXml(): NotBpmn {
  return new NotBpmn(`The file is not BPMN 2.0: it holds no XML. ${SAVE_AS}`);
}

function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
