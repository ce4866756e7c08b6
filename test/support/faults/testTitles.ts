import ts from 'typescript';

/** An entry of an object literal. */
interface Entry {
  readonly key: string;
  readonly value: ts.Expression;
}

/** A row of a table that a loop makes tests from. */
type TableRow = ts.Expression | Entry;

/**
 * Lists the titles of the tests in a file, one for each table row of a loop. A title ends where its first computed part
 * begins. Skipped tests, tests without a body, and all other strings are left out.
 *
 * Knows `test` and `it` of node:test, `fault` of test/support/faults/faults.ts, and the `tests` object of test/inside.
 */
export function testTitles(fileName: string, text: string): readonly string[] {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const runners = importedRunners(file);
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isTestCall(node, runners)) titles.push(...textsOf(node.arguments[0]));
    if (isInsideTests(node)) titles.push(...keysOf(node.initializer));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return titles;
}

/** Returns the names under which the file imports functions that define tests. */
function importedRunners(file: ts.SourceFile): ReadonlySet<string> {
  const names = file.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const bindings = statement.importClause?.namedBindings;
    const module = (statement.moduleSpecifier as ts.StringLiteral).text;
    if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
    return bindings.elements.flatMap(({ name, propertyName }) => {
      const imported = (propertyName ?? name).text;
      const isTest = module === 'node:test' && ['test', 'it'].includes(imported);
      const isFault = module.endsWith('/support/faults/faults.ts') && imported === 'fault';
      return isTest || isFault ? [name.text] : [];
    });
  });
  return new Set(names);
}

function isTestCall(node: ts.Node, runners: ReadonlySet<string>): node is ts.CallExpression {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return false;
  if (!runners.has(node.expression.text)) return false;
  const body = node.arguments.at(-1);
  return body !== undefined && hasBody(body) && !node.arguments.some(isSkip);
}

function hasBody(node: ts.Expression): boolean {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false;
  return !ts.isBlock(node.body) || node.body.statements.length > 0;
}

/** Returns whether an argument is `{ skip: true }`, `{ todo: 'later' }` or the like. A condition may still run the test. */
function isSkip(node: ts.Expression): boolean {
  return (
    ts.isObjectLiteralExpression(node) &&
    node.properties.some(
      (property) =>
        ts.isPropertyAssignment(property) &&
        ['skip', 'todo'].includes(property.name.getText()) &&
        (property.initializer.kind === ts.SyntaxKind.TrueKeyword ||
          ts.isStringLiteralLike(property.initializer)),
    )
  );
}

/** Returns whether a node is `const tests: Tests = …`, which test/inside/suite.ts runs. */
function isInsideTests(node: ts.Node): node is ts.VariableDeclaration & {
  readonly initializer: ts.Expression;
} {
  return (
    ts.isVariableDeclaration(node) &&
    node.name.getText() === 'tests' &&
    node.type?.getText() === 'Tests' &&
    node.initializer !== undefined
  );
}

function keysOf(node: ts.Expression): readonly string[] {
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap((property) => {
    if (ts.isSpreadAssignment(property)) return entryTitles(property.expression);
    return ts.isPropertyAssignment(property) &&
      ts.isStringLiteralLike(property.name) &&
      hasBody(property.initializer)
      ? [property.name.text]
      : [];
  });
}

/** Returns the titles in `Object.fromEntries(rows.map((row) => [title, body]))`, one for all rows. */
function entryTitles(node: ts.Node): readonly string[] {
  const titles: string[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isArrayLiteralExpression(inner) && inner.elements.length === 2) {
      const [title, body] = inner.elements;
      if (body !== undefined && hasBody(body)) titles.push(...textsOf(title));
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return titles;
}

/** Returns every text that an expression can stand for, up to its first computed part. */
function textsOf(node: ts.Expression | undefined): readonly string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    if (node.head.text !== '') return [node.head.text];
    const [span] = node.templateSpans;
    return textsOf(span?.expression).map((text) => text + (span?.literal.text ?? ''));
  }
  if (ts.isConditionalExpression(node)) {
    return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  }
  // `ROWS[code]`: any value of the table.
  if (ts.isElementAccessExpression(node)) {
    return entriesOf(node.expression).flatMap((row) => textsOf(row.value));
  }
  return ts.isIdentifier(node) ? loopTexts(node) : [];
}

/** Returns the texts of a variable of an enclosing `for (const … of table)`, one for each row of the table. */
function loopTexts(variable: ts.Identifier): readonly string[] {
  for (let node: ts.Node = variable; !ts.isSourceFile(node); node = node.parent) {
    if (!ts.isForOfStatement(node) || !ts.isVariableDeclarationList(node.initializer)) continue;
    const binding = node.initializer.declarations[0]?.name;
    const pick = binding && pickerOf(binding, variable.text);
    if (pick !== undefined) return rowsOf(node.expression).flatMap((row) => pickedTexts(pick(row)));
  }
  return [];
}

type Picked = ts.Expression | string | undefined;

function pickedTexts(picked: Picked): readonly string[] {
  return typeof picked === 'string' ? [picked] : textsOf(picked);
}

/** Returns how a loop's variable takes its value from a row; undefined if the loop does not declare the variable. */
function pickerOf(binding: ts.BindingName, name: string): ((row: TableRow) => Picked) | undefined {
  if (ts.isIdentifier(binding)) {
    return binding.text === name ? (row) => ('key' in row ? undefined : row) : undefined;
  }
  const index = binding.elements.findIndex(
    (element) => ts.isBindingElement(element) && element.name.getText() === name,
  );
  const element = binding.elements[index];
  if (element === undefined || !ts.isBindingElement(element)) return undefined;
  if (ts.isArrayBindingPattern(binding)) return (row) => itemOf(row, index);
  const property = element.propertyName?.getText() ?? name;
  return (row) => propertyOf(row, property);
}

function itemOf(row: TableRow, index: number): Picked {
  if ('key' in row) return index === 0 ? row.key : row.value;
  return ts.isArrayLiteralExpression(row) ? row.elements[index] : undefined;
}

function propertyOf(row: TableRow, name: string): Picked {
  if ('key' in row || !ts.isObjectLiteralExpression(row)) return undefined;
  const found = row.properties.find((property) => property.name?.getText() === name);
  return found && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

/** Returns the rows of a table: an array, a constant of this file, spread rows, or the entries of an object. */
function rowsOf(table: ts.Expression): readonly TableRow[] {
  const node = unwrap(table);
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.flatMap((element) =>
      ts.isSpreadElement(element) ? rowsOf(element.expression) : [unwrap(element)],
    );
  }
  if (ts.isIdentifier(node)) {
    const value = constant(node);
    return value === undefined ? [] : rowsOf(value);
  }
  if (!ts.isCallExpression(node)) return [];
  const [argument] = node.arguments;
  if (node.expression.getText() === 'Object.entries' && argument !== undefined) {
    return entriesOf(argument);
  }
  // `….map((x) => [ … ])`: every row looks like the one that the function returns.
  const isMap =
    ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'map';
  return isMap && argument && ts.isArrowFunction(argument) && !ts.isBlock(argument.body)
    ? [unwrap(argument.body)]
    : [];
}

function entriesOf(table: ts.Expression): readonly Entry[] {
  const node = unwrap(table);
  const value = ts.isIdentifier(node) ? constant(node) : node;
  const object = value && unwrap(value);
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return [];
  return object.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) &&
    (ts.isStringLiteralLike(property.name) || ts.isIdentifier(property.name))
      ? [{ key: property.name.text, value: property.initializer }]
      : [],
  );
}

/** Returns the value of the file's constant of that name. */
function constant(name: ts.Identifier): ts.Expression | undefined {
  const find = (node: ts.Node): ts.Expression | undefined =>
    ts.isVariableDeclaration(node) && node.name.getText() === name.text
      ? node.initializer
      : ts.forEachChild(node, find);
  return find(name.getSourceFile());
}

function unwrap(node: ts.Expression): ts.Expression {
  const isWrapped =
    ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node);
  return isWrapped ? unwrap(node.expression) : node;
}
