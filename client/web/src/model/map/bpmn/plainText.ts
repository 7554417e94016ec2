// HTML that programs keep in notes and names, as plain text: tags out, entities decoded, paragraphs and lists as lines.
import { HTML_ENTITIES } from "./htmlEntities";

const TAGS =
  "a|abbr|address|article|b|big|blockquote|body|caption|center|code|col|dd|del|details|div|dl|dt|em|figure|font|footer|h[1-6]|head|header|hr|html|i|img|ins|li|link|main|mark|meta|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul";
const IS_HTML = new RegExp(`</(?:${TAGS})\\s*>|<(?:br|hr|img)\\b[^<>]*>|<(?:${TAGS})(?:\\s+[a-z-]+\\s*=[^<>]*)>`, "i");
const TOKEN = /<!--|<![^<>]*>|<\?[^<>]*>|<\/?[a-zA-Z][^<>]*>|[^<]+|</g;
const BREAKS = /^(address|article|blockquote|body|caption|center|dd|details|div|dt|figure|footer|h[1-6]|header|hr|html|li|main|ol|section|table|tr|ul)$/;
const PARAGRAPHS = /^(p|dl|pre)$/;
const HIDDEN = /^(script|style|head|title)$/;

/** Text that may be HTML, as plain text; other text stays as it is. */
export function plainText(text: string, isSaidToBeHtml = false): string {
  if (!isSaidToBeHtml && !IS_HTML.test(text)) return /&(nbsp|amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);/i.test(text) ? decoded(text) : text;
  const words = tidy(new Html(text).words());
  // Nothing but tags: better they are shown than that nobody sees there was something.
  return words === "" ? text : words;
}

/** Reads tags one after the other; nothing of it is ever put into a page. */
class Html {
  readonly #text: string;
  readonly #lists: { isNumbered: boolean; count: number }[] = [];
  #words = "";
  #hidden: string | null = null;
  #address: string | null = null;
  #linked = 0;

  constructor(text: string) {
    this.#text = text;
  }

  words(): string {
    TOKEN.lastIndex = 0;
    for (let token = TOKEN.exec(this.#text)?.[0]; token !== undefined; token = TOKEN.exec(this.#text)?.[0]) {
      if (token === "<!--") {
        const end = this.#text.indexOf("-->", TOKEN.lastIndex);
        TOKEN.lastIndex = end < 0 ? this.#text.length : end + 3;
        continue;
      }
      const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9:-]*)([^]*)>$/.exec(token);
      if (tag !== null) this.#tag((tag[2] ?? "").toLowerCase(), tag[1] === "/", tag[3] ?? "");
      else if (!/^<[!?]/.test(token)) this.#say(token);
    }
    return this.#words;
  }

  #say(words: string): void {
    if (this.#hidden === null) this.#words += decoded(words).replace(/[ \t\r\n\f]+/g, " ");
  }

  #tag(name: string, isEnd: boolean, rest: string): void {
    if (this.#hidden !== null) {
      if (isEnd && name === this.#hidden) this.#hidden = null;
      return;
    }
    if (HIDDEN.test(name) && !isEnd && !rest.endsWith("/")) this.#hidden = name;
    else if (name === "a") this.#link(isEnd, rest);
    else if (name === "img") this.#words += attribute(rest, "alt") === "" ? "" : ` [${attribute(rest, "alt")}] `;
    else if ((name === "td" || name === "th") && isEnd) this.#words += " | ";
    else if (PARAGRAPHS.test(name)) this.#break("\n\n");
    else if (name === "br") this.#words += "\n";
    else if (BREAKS.test(name)) this.#break("\n");
    if (name === "ol" || name === "ul") {
      if (isEnd) this.#lists.pop();
      else this.#lists.push({ isNumbered: name === "ol", count: 0 });
    }
    const list = this.#lists.at(-1);
    if (name === "li" && !isEnd && list?.isNumbered === true) this.#words += `${(list.count += 1)}. `;
  }

  // Blocks that follow each other are parted once.
  #break(lines: string): void {
    this.#words = this.#words.replace(/(?: \|)? *$/, "");
    while (this.#words !== "" && !this.#words.endsWith(lines)) this.#words += "\n";
  }

  // Where a link leads is part of what is said, unless its words say so.
  #link(isEnd: boolean, rest: string): void {
    if (!isEnd) {
      this.#address = attribute(rest, "href");
      this.#linked = this.#words.length;
    } else if (this.#address !== null) {
      const isNew = /^(https?|mailto):/i.test(this.#address) && !this.#words.slice(this.#linked).includes(this.#address.replace(/^mailto:/i, ""));
      if (isNew) this.#words += ` (${this.#address})`;
      this.#address = null;
    }
  }
}

function attribute(rest: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(rest);
  return decoded(found?.[1] ?? found?.[2] ?? found?.[3] ?? "").trim();
}

function decoded(text: string): string {
  return text
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,10}));/gi, (written, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return HTML_ENTITIES[name] ?? written;
      const point = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      const isCharacter = 31 < point && point <= 0x10ffff && !(0xd800 <= point && point <= 0xdfff);
      return isCharacter ? String.fromCodePoint(point) : point === 10 || point === 13 || point === 9 ? " " : written;
    })
    .replace(/\u00a0/g, " ");
}

function tidy(words: string): string {
  return words
    .split("\n")
    .map((line) => line.replace(/ {2,}/g, " ").trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
