// What a browser has and Node has not: a parser of XML, and windows-1252 as the standard has it. For tests alone.
import { DOMParser as XmlDom } from "@xmldom/xmldom";

// Bytes 0x80 to 0x9f of windows-1252 (https://encoding.spec.whatwg.org/index-windows-1252.txt): Node 20 reads them as Latin-1.
const HIGH = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

class BrowserDecoder extends TextDecoder {
  override decode(...given: Parameters<TextDecoder["decode"]>): string {
    const text = super.decode(...given);
    return this.encoding === "windows-1252" ? text.replace(/[\x80-\x9f]/g, (letter) => HIGH.charAt(letter.charCodeAt(0) - 0x80)) : text;
  }
}

class BrowserParser {
  parseFromString(xml: string): unknown {
    return new XmlDom({
      onError: (level, message, context: { locator?: { lineNumber?: number } }) => {
        if (level !== "warning") throw new Error(`${message} on line ${context.locator?.lineNumber ?? 1}`);
      },
    }).parseFromString(xml, "application/xml");
  }
}

/** Puts both in place for a file of tests. */
export function likeABrowser(): void {
  Object.assign(globalThis, { DOMParser: BrowserParser, TextDecoder: BrowserDecoder });
}
