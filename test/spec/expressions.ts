import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** An expression as a file writes it, and where. */
export interface Written {
  at: string;
  source: string;
  flags: string;
}

/** Every regular expression that the files of some rooms write. */
export function expressionsIn(pattern: string): Written[] {
  return globSync(pattern)
    .sort()
    .flatMap((path) => {
      const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
      const found: Written[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const at = `${path}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
          const end = node.text.lastIndexOf('/');
          found.push({ at, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
        }
        ts.forEachChild(node, visit);
      };
      visit(file);
      return found;
    });
}
