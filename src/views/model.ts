// `model show` as a model file, and `model diff` as people and programs read it.
import { Document, isScalar, visit } from 'yaml';
import { formatInstant } from '#domain/time/text.ts';
import type { ModelChange } from '#projections/model-at.ts';
import type { Answer } from './answer.ts';
import { partJson, partText } from './parts.ts';
import { escapedSigns, shown } from './shown.ts';
import { instantText, type Style } from './style.ts';
import { csvText } from './table.ts';

/** `file`: the model in the form of a file. Its text is YAML 1.2 and its JSON is the same; both can be imported as they are. */
export const modelAnswer = (file: Readonly<Record<string, unknown>>): Answer => ({
  json: file,
  isFile: true,
  text: () => yamlText(file),
});

/** Text with what is not seen stands in double quotes, where YAML has escapes for it as JSON does. */
const yamlText = (file: object): string => {
  const document = new Document(file, { version: '1.2', aliasDuplicateObjects: false });
  visit(document, (_, node) => {
    if (isScalar(node) && typeof node.value === 'string' && shown(node.value) !== node.value) node.type = 'QUOTE_DOUBLE';
  });
  return escapedSigns(document.toString({ lineWidth: 120 }));
};

export interface ModelDifferenceView {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly ModelChange[];
}

export const modelDifferenceAnswer = ({ from, to, changes }: ModelDifferenceView): Answer => ({
  json: {
    from: formatInstant(from),
    to: formatInstant(to),
    changes: changes.map(({ kind, name, did, parts }) => ({ kind, name, did, parts: parts.map(partJson) })),
  },
  csv: () =>
    csvText(
      ['kind', 'name', 'did', 'path', 'before', 'after'],
      changes.flatMap(({ kind, name, did, parts }) =>
        parts.length === 0
          ? [[kind, name, did, '', '', '']]
          : parts.map(({ path, before, after }) => [kind, name, did, path, cell(before), cell(after)]),
      ),
    ),
  text: (style) =>
    [
      `The model of ${instantText(from, style)} and that of ${instantText(to, style)} (${style.zone})`,
      '',
      ...(changes.length === 0 ? ['Nothing changed.'] : changes.map((change) => changeLine(change, style))),
    ].join('\n'),
});

const cell = (value: unknown): string => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

const SIGN = { added: '+', retired: '-', changed: '~' } as const;
const ONE = { components: 'component', groups: 'group', calendars: 'calendar', policies: 'policy', scales: 'scale' } as const;

const changeLine = ({ kind, name, did, parts }: ModelChange, style: Style): string => {
  const line = `${SIGN[did]} ${ONE[kind]} ${style.bold(name)} ${did}`;
  const painted = did === 'added' ? style.green(line) : did === 'retired' ? style.red(line) : style.yellow(line);
  return [painted, ...parts.map((part) => `    ${partText(part)}`)].join('\n');
};
