import { format } from 'jsonc-parser';

/**
 * Lays JSON out over lines without touching a token: big integers, duplicate keys, escapes and odd
 * text stay as they are, and so does text that is not quite JSON.
 */
export function formatJson(text: string): string {
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
