// Where text of others could become more than text: as a key that reaches what every object has, or as a replacement in which `$&` and `$'`
// are patterns. Seen by shape, in one file: a receiver is keyed by data where the file declares it so, or where it is a field of the domain
// that is. A receiver whose type is named elsewhere is not seen.
import { Visitor, type Argument, type Expression, type Program, type TSType } from 'oxc-parser';

export interface OthersText {
  readonly kind: 'own-keys' | 'replacement';
  readonly what: string;
  readonly line: number;
}

/** Fields of the domain whose keys people name. */
const FIELDS: readonly string[] = ['tags', 'weekly', 'exceptions'];

/** `Record<string, …>`, `{ readonly [name: string]: … }`, also read-only or undefined. */
const isKeyedByText = (type: TSType): boolean => {
  switch (type.type) {
    case 'TSTypeLiteral':
      return type.members.some(
        (member) =>
          member.type === 'TSIndexSignature' &&
          member.parameters.some((key) => key.typeAnnotation.typeAnnotation.type === 'TSStringKeyword'),
      );
    case 'TSUnionType':
      return type.types.some(isKeyedByText);
    case 'TSTypeReference': {
      const [first] = type.typeArguments?.params ?? [];
      if (type.typeName.type !== 'Identifier' || first === undefined) return false;
      if (type.typeName.name === 'Readonly') return isKeyedByText(first);
      return type.typeName.name === 'Record' && first.type === 'TSStringKeyword';
    }
    default:
      return false;
  }
};

const isFixed = (node: Argument | Expression): boolean =>
  (node.type === 'Literal' && typeof node.value === 'string') || (node.type === 'TemplateLiteral' && node.expressions.length === 0);

const isFunction = (node: Argument): boolean => node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';

/** Every such use in `program`, in no order. */
export const othersText = (program: Program, lineOf: (offset: number) => number): OthersText[] => {
  const keyed = new Set(FIELDS);
  new Visitor({
    Identifier: (node) => {
      const type = 'typeAnnotation' in node ? node.typeAnnotation : undefined;
      if (type !== undefined && type !== null && isKeyedByText(type.typeAnnotation)) keyed.add(node.name);
    },
    TSPropertySignature: (node) => {
      if (node.key.type === 'Identifier' && node.typeAnnotation !== null && isKeyedByText(node.typeAnnotation.typeAnnotation))
        keyed.add(node.key.name);
    },
  }).visit(program);

  const found: OthersText[] = [];
  new Visitor({
    MemberExpression: (node) => {
      if (!node.computed || isFixed(node.property)) return;
      const { object } = node;
      const name =
        object.type === 'Identifier'
          ? object.name
          : object.type === 'MemberExpression' && object.property.type === 'Identifier' && !object.computed
            ? object.property.name
            : undefined;
      if (name !== undefined && keyed.has(name)) found.push({ kind: 'own-keys', what: `${name}[…]`, line: lineOf(node.start) });
    },
    CallExpression: ({ callee, arguments: given, start }) => {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || !/^replace(?:All)?$/.test(callee.property.name))
        return;
      const [, by] = given;
      if (by !== undefined && !isFixed(by) && !isFunction(by))
        found.push({ kind: 'replacement', what: `.${callee.property.name}(…, …)`, line: lineOf(start) });
    },
  }).visit(program);
  return found;
};
