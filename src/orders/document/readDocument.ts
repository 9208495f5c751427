import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Span } from '../../venues/json.ts';
import {
  CHOICES,
  isDecimalField,
  isField,
  isFlag,
  type DocumentEntry,
  type Field,
} from './fields.ts';
import { errorAt, type DocumentProblem } from './problems.ts';

export interface ReadDocument {
  /** `undefined` where the document is no list of anything, as while it is being typed. */
  readonly entries: readonly DocumentEntry[] | undefined;
  readonly problems: readonly DocumentProblem[];
}

/**
 * Reads the document: JSON, with comments and commas too many. A number is read by its own characters,
 * and refused where a program could not keep all of them. What is wrong with an entry is told, and the
 * rest of it is read all the same.
 */
export function readDocument(text: string): ReadDocument {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: false });
  if (!root) return unreadable(errorAt(START, { kind: 'notList' }));
  const [first] = errors;
  if (first) {
    const span = { start: first.offset, end: first.offset + Math.max(1, first.length) };
    return unreadable(errorAt(span, { kind: 'syntax', what: printParseErrorCode(first.error) }));
  }
  if (root.type !== 'array') return unreadable(errorAt(spanOf(root), { kind: 'notList' }));
  const problems: DocumentProblem[] = [];
  const entries = (root.children ?? []).flatMap((node) => {
    if (node.type === 'object') return [readEntry(node, text, problems)];
    problems.push(errorAt(spanOf(node), { kind: 'notOrder' }));
    return [];
  });
  return { entries, problems };
}

const START: Span = { start: 0, end: 1 };

function unreadable(problem: DocumentProblem): ReadDocument {
  return { entries: undefined, problems: [problem] };
}

function readEntry(node: Node, text: string, problems: DocumentProblem[]): DocumentEntry {
  const values: Partial<Record<Field, string>> = {};
  const spans: Partial<Record<Field, Span>> = {};
  const seen = new Set<string>();
  for (const { children: [key, value] = [] } of node.children ?? []) {
    const name: unknown = key?.value;
    if (!key || typeof name !== 'string') continue;
    const doubled = seen.has(name);
    seen.add(name);
    if (doubled) problems.push(errorAt(spanOf(key), { kind: 'doubledField', name }));
    else if (!isField(name)) problems.push(errorAt(spanOf(key), { kind: 'unknownField', name }));
    else if (value) {
      spans[name] = spanOf(value);
      const read = readValue(name, value, text, problems);
      if (read !== undefined) values[name] = read;
    }
  }
  return { span: spanOf(node), values, spans };
}

function readValue(
  field: Field,
  node: Node,
  text: string,
  problems: DocumentProblem[],
): string | undefined {
  const span = spanOf(node);
  const written = text.slice(span.start, span.end);
  if (isFlag(field)) {
    if (node.type === 'boolean') return written;
    problems.push(errorAt(span, { kind: 'notFlag', field }));
    return undefined;
  }
  if (isDecimalField(field) && node.type === 'number') {
    if (String(Number(written)) === written) return written;
    problems.push(errorAt(span, { kind: 'losesDigits' }));
    return undefined;
  }
  const value: unknown = node.value;
  if (node.type !== 'string' || typeof value !== 'string') {
    problems.push(errorAt(span, { kind: 'notText', field }));
    return undefined;
  }
  const allowed = CHOICES[field];
  if (allowed && !allowed.includes(value) && !(field === 'type' && value === 'other')) {
    problems.push(errorAt(span, { kind: 'notOneOf', field, allowed }));
    return undefined;
  }
  return value;
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}
