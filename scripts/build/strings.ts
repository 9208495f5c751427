import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** A text that is translated when it is shown, and where it stands. */
export interface ShownText {
  readonly text: string;
  /** Such as `src/commands/panic.ts:12`. */
  readonly place: string;
}

/** Whether a call is one of `vscode.l10n.t`, by that name or as the `t` that each file makes of it. */
function isTranslation({ expression }: ts.CallExpression): boolean {
  return expression.getText() === 't' || expression.getText().endsWith('l10n.t');
}

/** All sources of the extension, relative to the root. */
function sources(root: string): readonly string[] {
  return globSync('src/**/*.ts', { cwd: root }).sort();
}

/** Reads a source into its syntax tree. */
function parse(root: string, file: string): ts.SourceFile {
  const text = readFileSync(`${root}/${file}`, 'utf8');
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/**
 * The texts that the extension shows, in the order of their places. Throws where one is not written out in full, as
 * it could not be translated then.
 */
export function shownTexts(root: string): readonly ShownText[] {
  const found: ShownText[] = [];
  for (const file of sources(root)) {
    const source = parse(root, file);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && isTranslation(node)) {
        const [first] = node.arguments;
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        const place = `${file}:${line + 1}`;
        if (!first || !ts.isStringLiteralLike(first))
          throw new Error(`${place}: write the text out in the call, so that it can be translated`);
        found.push({ text: first.text, place });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** Layers whose words a person reads; what the others say goes to documents and logs, which are English. */
const SPOKEN = /^src\/(extension|later|commands|views|platform)/;
/** Two words in a row, or a capitalized one with a sign after it: what people read and machines do not. */
const WORDS = /[A-Za-z]{2,} [a-z]{2,}|^[A-Z][a-z]+(…|\.|:|\?|!)/;

/** Texts in the layers that talk to people which no translation reaches. */
export function escapedTexts(root: string): readonly ShownText[] {
  const found: ShownText[] = [];
  for (const file of sources(root).filter((each) => SPOKEN.test(each))) {
    const source = parse(root, file);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && (isTranslation(node) || isLogging(node))) {
        // Its first argument is the text itself; what is put into that is looked at.
        for (const argument of isLogging(node) ? [] : node.arguments.slice(1)) visit(argument);
        return;
      }
      if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
      if ((ts.isStringLiteralLike(node) || isTemplatePart(node)) && WORDS.test(node.text)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push({ text: node.text, place: `${file}:${line + 1}` });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

function isTemplatePart(
  node: ts.Node,
): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail {
  return ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

function isLogging({ expression }: ts.CallExpression): boolean {
  return /\blog(\.(trace|debug|info|warn|error))?$/.test(expression.getText());
}
