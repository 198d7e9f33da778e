// What a file takes from around it instead of from its arguments: clock, dice, the machine's zone and locale, the process, the event loop.
import { Visitor, type Expression, type Program } from 'oxc-parser';

export type AmbientKind = 'clock' | 'dice' | 'machine' | 'asynchronous';

export interface AmbientUse {
  readonly kind: AmbientKind;
  readonly what: string;
  readonly line: number;
}

const MEMBERS: Readonly<Record<string, AmbientKind>> = {
  'Date.now': 'clock',
  'performance.now': 'clock',
  'Math.random': 'dice',
};

/** Globals that a pure room does not name at all. */
const OBJECTS: Readonly<Record<string, AmbientKind>> = {
  process: 'machine',
  console: 'machine',
  fetch: 'machine',
  crypto: 'dice',
  performance: 'clock',
  setTimeout: 'asynchronous',
  setInterval: 'asynchronous',
  setImmediate: 'asynchronous',
  queueMicrotask: 'asynchronous',
  Promise: 'asynchronous',
};

/** Methods whose answer depends on where the machine stands or what it speaks. */
const LOCAL_METHODS =
  /^(?:get(?:Date|Day|FullYear|Hours|Minutes|Seconds|Milliseconds|Month|TimezoneOffset)|set(?:Date|FullYear|Hours|Minutes|Seconds|Month)|toLocale[A-Za-z]*String|localeCompare)$/;

const isDate = (callee: Expression): boolean => callee.type === 'Identifier' && callee.name === 'Date';

/** Every such use in `program`, in no order. Does not tell a global from a local of the same name. */
export const ambientUses = (program: Program, lineOf: (offset: number) => number): AmbientUse[] => {
  const uses: AmbientUse[] = [];
  const add = (kind: AmbientKind, what: string, at: number): void => void uses.push({ kind, what, line: lineOf(at) });
  const functions = (node: { readonly async: boolean; readonly start: number }): void => {
    if (node.async) add('asynchronous', 'async', node.start);
  };
  new Visitor({
    NewExpression: (node) => {
      if (isDate(node.callee) && node.arguments.length === 0) add('clock', 'new Date()', node.start);
    },
    CallExpression: (node) => {
      if (isDate(node.callee)) add('clock', 'Date()', node.start);
      else if (node.callee.type === 'Identifier' && node.callee.name in OBJECTS)
        add(OBJECTS[node.callee.name] ?? 'machine', `${node.callee.name}()`, node.start);
    },
    MemberExpression: (node) => {
      if (node.computed || node.property.type !== 'Identifier') return;
      const property = node.property.name;
      if (LOCAL_METHODS.test(property)) add('machine', `.${property}`, node.start);
      if (node.object.type !== 'Identifier') return;
      const what = `${node.object.name}.${property}`;
      const kind = MEMBERS[what] ?? OBJECTS[node.object.name];
      if (kind !== undefined) add(kind, what, node.start);
    },
    AwaitExpression: (node) => {
      add('asynchronous', 'await', node.start);
    },
    ArrowFunctionExpression: functions,
    FunctionDeclaration: functions,
    FunctionExpression: functions,
  }).visit(program);
  return uses;
};
