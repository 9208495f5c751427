import { createScanner, format } from 'jsonc-parser';

/** An exchange could nest without end: deeper than this, nothing is laid out. */
const deepest = 99;
/** Nor where line breaks and indentation would take more characters than these. */
const mostAdded = 24 * 1024 * 1024;

/** The scanner's name for text that is no token (a const enum, which is gone at run time). */
const UNKNOWN = 16;

/**
 * Lays JSON out over lines without touching a token: big integers, duplicate keys, escapes and odd
 * text stay as they are. Text that ends early is laid out as far as it goes; one that could only be
 * garbled by it, or whose indentation would fill the memory, stays as it came.
 */
export function formatJson(text: string): string {
  if (!canBeLaidOut(text)) return text;
  const edits = format(text, undefined, { tabSize: 2, insertSpaces: true, eol: '\n' });
  // Joined piece by piece: applying the edits one at a time would copy a large body each time.
  const pieces: string[] = [];
  let at = 0;
  for (const { offset, length, content } of edits.sort((a, b) => a.offset - b.offset)) {
    pieces.push(text.slice(at, offset), content);
    at = offset + length;
  }
  return [...pieces, text.slice(at)].join('');
}

/** Reads the text as the formatter is going to, and counts what it would add. */
function canBeLaidOut(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  let added = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const at = scanner.getTokenOffset();
    const whole = Number(scanner.getTokenError()) === 0;
    // Where a string lacks its end, a line break that is moved makes another string; and what is no
    // token at all may be a part of one. Only a text that was cut may end like that.
    const odd = !whole || Number(scanner.getToken()) === UNKNOWN;
    if (odd && at + scanner.getTokenLength() < text.length) return false;
    const first = text[at];
    if (first === '{' || first === '[') depth += 1;
    else if (first === '}' || first === ']') depth -= 1;
    else if (first !== ',') continue;
    added += 4 + 2 * Math.max(0, depth);
    if (depth > deepest || added > mostAdded) return false;
  }
  return true;
}
