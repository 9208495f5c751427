/** Where a value stands in a JSON text: from its first character to just past its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Parses JSON, and the one thing beyond it that venues are known to send: a comma before a closing
 * brace or bracket. All else is a SyntaxError, a text that ends early above all. Keys such as
 * `__proto__` become plain own properties.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const strict = blankTrailingCommas(text);
    if (strict === text) throw error;
    return JSON.parse(strict);
  }
}

/**
 * A text that {@link parseJson} accepts, as strict JSON on a line by itself: each token as it was, spaces
 * in the place of line ends and of trailing commas.
 */
export function oneLine(text: string): string {
  return blankTrailingCommas(text).replaceAll(/[\r\n]/g, ' ');
}

/** Where a value stands, and each of its elements where it is an array. */
export interface Place extends Span {
  /** In order; empty where the value is no array. */
  readonly elements: readonly Span[];
}

/**
 * Finds the value at `path` (keys of nested objects) in a text that {@link parseJson} accepts. Where
 * a key stands twice the last one counts, as it does for the parser.
 */
export function placeAt(text: string, path: readonly string[]): Place | undefined {
  return placeWithin(text, skipSpace(text, 0), path);
}

function placeWithin(
  text: string,
  start: number,
  [key, ...deeper]: readonly string[],
): Place | undefined {
  if (key === undefined) return placeOf(text, start);
  if (text[start] !== '{') return undefined;
  let found: Place | undefined;
  let at = skipSpace(text, start + 1);
  while (text[at] === '"') {
    const keyEnd = skipString(text, at);
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const named = JSON.parse(text.slice(at, keyEnd)) === key;
    if (named) found = placeWithin(text, value, deeper);
    // An array of thousands of orders is not gone through twice.
    const end = named && deeper.length === 0 ? found?.end : undefined;
    at = skipSeparator(text, end ?? skipValue(text, value));
  }
  return found;
}

function placeOf(text: string, start: number): Place {
  const elements: Span[] = [];
  if (text[start] !== '[') return { start, end: skipValue(text, start), elements };
  let at = skipSpace(text, start + 1);
  while (at < text.length && text[at] !== ']') {
    const end = skipValue(text, at);
    elements.push({ start: at, end });
    at = skipSeparator(text, end);
  }
  return { start, end: at + 1, elements };
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function skipSpace(text: string, at: number): number {
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

function skipSeparator(text: string, at: number): number {
  const next = skipSpace(text, at);
  return text.charCodeAt(next) === comma ? skipSpace(text, next + 1) : next;
}

/** From the opening quote to just past the closing one. */
function skipString(text: string, at: number): number {
  const { length } = text;
  for (let end = at + 1; end < length; end++) {
    const code = text.charCodeAt(end);
    if (code === quote) return end + 1;
    if (code === backslash) end++;
  }
  return length;
}

/**
 * Matches what stands between two braces or brackets, strings in it left whole; ends early before a
 * string with an escape, and after so many that their number takes no more than a little memory.
 */
const between = /[^"[\]{}]*(?:"[^"\\]*"[^"[\]{}]*){0,1000}/y;

function skipValue(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === quote) return skipString(text, at);
  if (!opening.has(first)) {
    while (at < text.length && !endsScalar(text.charCodeAt(at))) at++;
    return at;
  }
  let depth = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) at = skipString(text, at);
    else at++;
    if (opening.has(code)) depth++;
    else if (closing.has(code) && --depth === 0) break;
    // Several times as fast as a look at each character here.
    between.lastIndex = at;
    between.test(text);
    at = between.lastIndex;
  }
  return at;
}

function endsScalar(code: number): boolean {
  return code === comma || closing.has(code) || isSpace(code);
}

/** Puts a space in the place of each trailing comma, so that every character keeps its offset. */
function blankTrailingCommas(text: string): string {
  const commas: number[] = [];
  let last = -1;
  let before = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) continue;
    if (
      closing.has(code) &&
      text.charCodeAt(last) === comma &&
      endsValue(text.charCodeAt(before))
    ) {
      commas.push(last);
    }
    before = last;
    last = at;
    if (code === quote) last = at = skipString(text, at) - 1;
  }
  let strict = '';
  let from = 0;
  for (const at of commas) {
    strict += `${text.slice(from, at)} `;
    from = at + 1;
  }
  return strict + text.slice(from);
}

function endsValue(code: number): boolean {
  return !Number.isNaN(code) && code !== comma && code !== colon && !opening.has(code);
}
