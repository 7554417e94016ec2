// Files as programs and people really have them: encodings, other formats, broken XML, bombs, HTML.
import { beforeAll, describe, expect, test } from "vitest";
import { MOST_BYTES, NOTHING, NotBpmn, openBpmn } from "../bpmn";
import { likeABrowser } from "./browser.testing";
import { plainText } from "./plainText";
import { reportAsText } from "./report";

beforeAll(likeABrowser);

const NAMESPACE = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"';
const bytes = (text: string) => new TextEncoder().encode(text);
const single = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const wide = (text: string, isLittle: boolean, mark = true) => {
  const units = mark ? `\ufeff${text}` : text;
  return Uint8Array.from([...units].flatMap((unit) => (isLittle ? [unit.charCodeAt(0) & 255, unit.charCodeAt(0) >> 8] : [unit.charCodeAt(0) >> 8, unit.charCodeAt(0) & 255])));
};
const process = (inside: string, head = "") => `${head}<definitions ${NAMESPACE}><process id="p">${inside}</process></definitions>`;
const declared = (encoding: string, name: string) => process(`<task id="t" name="${name}"/>`, `<?xml version="1.0" encoding="${encoding}"?>`);
const open = (given: Uint8Array | string, name = "file.bpmn") => openBpmn({ name, bytes: typeof given === "string" ? bytes(given) : given }).import(NOTHING, "all");
const refusal = (given: Uint8Array | string, name?: string) => {
  try {
    open(given, name);
  } catch (error) {
    if (error instanceof NotBpmn) return error.message;
    throw error;
  }
  return "not refused";
};
const only = (given: Uint8Array | string) => open(given).map.steps[0]?.name;

describe("an encoding", () => {
  test.each([
    ["UTF-8 without a word", bytes(process('<task id="t" name="Café"/>')), "Café"],
    ["windows-1252", single(declared("windows-1252", "Caf\xe9 \x96 \x805")), "Café – €5"],
    ["ISO-8859-1", single(declared("ISO-8859-1", "Caf\xe9 \xa35")), "Café £5"],
    ["ISO-8859-15", single(declared("iso-8859-15", "Caf\xe9 \xa45")), "Café €5"],
    ["between single quotes", single("<?xml version='1.0' encoding='windows-1252' standalone='yes'?>" + process('<task id="t" name="\xe9"/>')), "é"],
    ["UTF-16 LE with a mark", wide(declared("UTF-16", "Café 東"), true), "Café 東"],
    ["UTF-16 BE with a mark", wide(declared("UTF-16", "Café 東"), false), "Café 東"],
    ["UTF-16 LE without a mark", wide(declared("UTF-16LE", "Café"), true, false), "Café"],
    ["UTF-16 BE without a mark", wide(declared("UTF-16", "Café"), false, false), "Café"],
    ["UTF-16 by a declaration that is no longer true", bytes(declared("UTF-16", "Café")), "Café"],
    ["a mark that says otherwise than the declaration", bytes(`\ufeff${declared("windows-1252", "Café")}`), "Café"],
  ])("is read: %s", (_, file, name) => expect(only(file)).toBe(name));

  test.each([
    ["UTF-8 that is none", single(process('\n<task id="t" name="Caf\xe9"/>')), /should be in UTF-8, but line 2/],
    ["an unknown one", bytes(declared("x-klingon", "a")), /“x-klingon”, an encoding this browser does not know/],
    ["UTF-32", Uint8Array.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), /“utf-32”/],
    ["half a character at the end of UTF-16", wide(declared("UTF-16", "a"), true).subarray(0, -1), /should be in UTF-16LE/],
    ["bytes that windows-1252 has no character for", single(declared("windows-1252", "\x81")), /should be in WINDOWS-1252, but line 1/],
  ])("is refused: %s", (_, file, sentence) => expect(refusal(file)).toMatch(sentence));

  test("a sign of letters that were lost before is pointed out", () => {
    expect(reportAsText(open(process('<task id="t" name="Caf\ufffd"/>')).report)).toMatch(/� where a letter was lost before.*: 1\n {4}Caf�/);
  });
});

test.each([
  ["an empty file", "", "a.bpmn", /^The file is empty/],
  ["a PDF", "%PDF-1.7", "a.pdf", /PDF/],
  ["a zip", "PK\x03\x04stuff", "a.zip", /Unpack it/],
  ["Visio by its content", "PK\x03\x04stuff visio/document.xml", "renamed.bpmn", /Visio drawing/],
  ["Word", "PK\x03\x04word/", "a.docx", /Office document/],
  ["XPDL", '<Package xmlns="http://www.wfmc.org/2009/XPDL2.2"/>', "a.xpdl", /XPDL/],
  ["a beta", '<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"/>', "a.bpmn", /BPMN 1\.x or a beta/],
  ["DMN", '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>', "a.dmn", /decision table/],
  ["draw.io", "<mxfile><diagram/></mxfile>", "a.drawio", /draw\.io/],
  ["a drawing", '<svg xmlns="http://www.w3.org/2000/svg"/>', "a.svg", /picture \(SVG\)/],
  ["a Visio drawing as XML", '<VisioDocument xmlns="urn:schemas-microsoft-com:office:visio"/>', "a.vdx", /Visio/],
  ["another XML", "<recipe/>", "a.xml", /begins with “recipe”/],
  ["JSON", '{"a":1}', "a.json", /holds no XML/],
  ["a process without a step", process(""), "a.bpmn", /The process in the file has no steps/],
  ["a file cut off", `${process('<task id="t"/>').slice(0, -20)}`, "a.bpmn", /not well-formed XML/],
  ["a choreography", `<definitions ${NAMESPACE}><choreography id="c"/></definitions>`, "a.bpmn", /choreography/],
])("%s is refused with what to do", (_, text, name, sentence) => {
  expect(refusal(text.startsWith("PK") ? single(text) : text, name)).toMatch(sentence);
});

test("a file that is too large is refused with its size and the bound", () => {
  expect(refusal(new Uint8Array(MOST_BYTES + 500_000))).toBe(
    "The file has 8.5 MB; up to 8 MB can be read. A process of 200 steps takes about 0.3 MB: save it without pictures, or only the diagram that you need.",
  );
});

test.each([
  ["cut off between elements", process('\n<task id="t"/>\n').replace(/<\/process>.*/, ""), "it ends before “process” is closed, which begins in line 1"],
  ["cut off within an element", process('\n<task id="t"').replace(/<\/process>.*/, ""), "it ends in the middle of an element in line 2"],
  ["cut off within a value", process('\n<task id="t').replace(/<\/process>.*/, ""), "it ends in the middle of an element in line 2"],
  ["crossed", process('\n<task id="t"></lane>'), "“lane” is closed in line 2, where “task” is open"],
  ["an attribute twice", process('\n<task id="t" id="u"/>'), "something is wrong in line 2"],
])("broken XML is named by its line: %s", (_, xml, where) => expect(refusal(xml)).toContain(where));

describe("abbreviations", () => {
  const withType = (subset: string, name: string) => `<?xml version="1.0"?>\n<!DOCTYPE definitions [${subset}]>\n${process(`<task id="t" name="${name}"/>`)}`;
  test.each([
    ["one within the other", withType('<!ENTITY a "Kent"><!ENTITY b \'&a; "and" Medway\'>', "&b;"), 'Kent "and" Medway'],
    ["the first definition binds", withType('<!ENTITY a "One"><!ENTITY a "Two">', "&a;"), "One"],
    ["in a comment they are nothing", withType('<!-- <!ENTITY a "One"> --><!ENTITY a "Two">', "&a;"), "Two"],
    ["those of HTML, though nobody defines them", process('<task id="t" name="Caf&eacute;"/>'), "Café"],
    ["a document type without any", `<!DOCTYPE definitions SYSTEM "bpmn.dtd">${process('<task id="t" name="A"/>')}`, "A"],
  ])("are unfolded: %s", (_, xml, name) => expect(only(xml)).toBe(name));

  const bomb = Array.from({ length: 12 }, (_, level) => `<!ENTITY l${level} "${level === 0 ? "lol" : `&l${level - 1};`.repeat(10)}">`).join("");
  test.each([
    ["a bomb", withType(bomb, "&l11;"), /meant to do harm/],
    ["one that holds itself", withType('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"), /meant to do harm/],
    ["another file", withType('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), /stands for another file, which is not fetched/],
    ["unknown", withType("", "&trust;"), /“&trust;” without saying what it stands for/],
  ])("are refused: %s", (_, xml, sentence) => expect(refusal(xml)).toMatch(sentence));

  test("in CDATA they stay as they are", () => {
    const xml = withType('<!ENTITY a "One">', "x").replace("<task", "<documentation><![CDATA[R&a;D]]></documentation><task");
    expect(open(xml).map.why).toBe("R&a;D");
  });
});

test("elements within each other without end are refused", () => {
  expect(refusal(process("<subProcess>".repeat(300) + '<task id="t"/>' + "</subProcess>".repeat(300)))).toMatch(/within each other/);
});

describe("HTML", () => {
  test.each([
    ["plain words stay", "5 < 7 & 9 > 2", "5 < 7 & 9 > 2"],
    ["angle brackets are no tags", "See <Name> at a<b and c>d", "See <Name> at a<b and c>d"],
    ["paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo"],
    ["lines", "One<br>Two<br/>Three", "One\nTwo\nThree"],
    ["lists", "<ul><li>am</li><li>pm</li></ul><ol><li>first</li><li>second</li></ol>", "am\npm\n1. first\n2. second"],
    ["a table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a | b\nc | d"],
    ["entities", "<p>Caf&eacute;&nbsp;&#8211; &amp;lt;</p>", "Café – &lt;"],
    ["a link keeps its address", '<a href="https://example.org/x">the form</a>', "the form (https://example.org/x)"],
    ["scripts and styles are no words", "<style>p{}</style><script>alert('<p>')</script><p>Words</p><!-- not > these -->", "Words"],
    ["a picture's words", '<img src="x" alt="the clinic" onerror="alert(1)">', "[the clinic]"],
    ["broken tags", "<p>One <b>two</p> three < four", "One two\n\nthree < four"],
    ["a link that is a script", '<a href="javascript:alert(1)">press</a>', "press"],
  ])("%s", (_, html, words) => expect(plainText(html)).toBe(words));

  test("in documentation that holds tags as elements", () => {
    const html = '<documentation><p xmlns="http://www.w3.org/1999/xhtml">Nurse <b>rings</b> &lt; twice</p></documentation>';
    expect(open(process(`<task id="t" name="A">${html}</task>`)).map.steps[0]?.note).toBe("Nurse rings < twice");
  });
});
